"""Real processes, really killed: afterwards every payout ends, the bank's book agrees, and the audit finds no fault."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest

from server.bank.scripts import Script
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.support.engine import CHECKOUT, LocalEngine, prepared_engine
from tests.support.servers import wait_until

# A person at the bank ends these, or three days do.
UNENDING = {Script.NEVER_ANSWERS, Script.STAYS_IN_PROGRESS, Script.IN_PROGRESS_THEN_PAYS}


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**SHORT_TIMES)
        yield engine
        assert engine.stop() == 0, engine.output()


def test_a_worker_killed_in_mid_transfer_costs_no_payout(engine: LocalEngine, client: MerchantClient) -> None:
    keys = {script: str(uuid4()) for script in Script if script not in UNENDING}
    receipts = {script: client.pay(key, script)[1] for script, key in keys.items()}
    for _ in range(3):
        wait_until(lambda: client.statuses()["processing"] > 0 or client.is_quiet())
        [worker] = engine.processes("run_huey")
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda dead=worker: engine.processes("run_huey") - {dead})  # type: ignore[misc]
    prove(engine, client)
    ended = {payout["idempotency_key"]: payout["status"] for payout in client.payouts()}
    failing = {
        *(Script.ACCOUNT_CLOSED, Script.ACCOUNT_FROZEN, Script.BRANCH_NOT_ON_RAIL),
        Script.TIMES_OUT_AND_NEVER_PAID,
    }
    for script, key in keys.items():
        assert client.pay(key, script) == (200, receipts[script])
        if script is not Script.REFUSES_TWICE_THEN_PAYS:  # the kills may have used its attempts up
            assert ended[key] == ("failed" if script in failing else "completed")


def test_a_web_server_killed_under_load_costs_no_payout(engine: LocalEngine, client: MerchantClient) -> None:
    serving = engine.processes("serve")  # a look at every process of the machine takes as long as many payouts
    with PayoutLoad(client, 60, MOSTLY_PAYS) as load:
        wait_until(lambda: len(load.receipts) > 10)
        for pid in serving:
            os.kill(pid, signal.SIGKILL)
        assert len(load.receipts) < 60
    wait_until(lambda: engine.health() == 200)
    load.check_promises()
    prove(engine, client)


def test_a_database_restarted_under_load_costs_no_payout(engine: LocalEngine, client: MerchantClient) -> None:
    with PayoutLoad(client, 60, MOSTLY_PAYS) as load:
        wait_until(lambda: len(load.receipts) > 10)
        postmaster = engine.cluster().pid()
        assert postmaster
        os.kill(postmaster, signal.SIGQUIT)  # immediate shutdown: as after a crash, with recovery
    load.check_promises()
    prove(engine, client)


def test_two_consumers_at_once_settle_everything_once(engine: LocalEngine, client: MerchantClient) -> None:
    command = [sys.executable, "manage.py", "run_huey", "--workers", "4", "--worker-type", "thread"]
    with subprocess.Popen(command, cwd=CHECKOUT, env=engine.environment(**SHORT_TIMES)) as second:
        try:
            with PayoutLoad(client, 60, MOSTLY_PAYS) as load:
                pass
            load.check_promises()
            prove(engine, client)
            assert second.poll() is None
        finally:
            second.terminate()
    paid = [payout for payout in client.payouts() if payout["status"] == "completed"]
    assert len({payout["bank_reference_id"] for payout in paid}) == len(paid)
