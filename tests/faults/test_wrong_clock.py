"""The hosts' clocks are wrong by a day: windows, leases, retries and times follow the database's clock."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from server.bank.scripts import Script
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.support.engine import CHECKOUT, LocalEngine, prepared_engine
from tests.support.servers import wait_until

DAY = timedelta(days=1)
WINDOW_SECONDS = 8


@pytest.fixture(scope="module", params=[DAY, -DAY], ids=["a day ahead", "a day behind"])
def wrong_by(request: pytest.FixtureRequest) -> timedelta:
    wrong_by: timedelta = request.param
    return wrong_by


@pytest.fixture(scope="module")
def wrong_clock(wrong_by: timedelta) -> dict[str, str]:
    folder = Path(__file__).with_name("wrong_clock")
    return {"PYTHONPATH": str(folder), "WRONG_CLOCK_SECONDS": str(wrong_by.total_seconds())}


@pytest.fixture(scope="module")
def engine(wrong_clock: dict[str, str]) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**wrong_clock, PAYOUT_IDEMPOTENCY_WINDOW_HOURS=str(WINDOW_SECONDS / 3600), **SHORT_TIMES)
        yield engine
        assert engine.stop() == 0, engine.output()


def test_web_and_workers_have_the_wrong_clock(
    engine: LocalEngine, wrong_clock: dict[str, str], wrong_by: timedelta
) -> None:
    ask = "import time; from django.utils.timezone import now; print(time.time(), now().timestamp())"
    clocks = engine.manage("shell", "-v", "0", "-c", ask, **wrong_clock).stdout.split()
    assert len(clocks) == 2
    for clock in map(float, clocks):
        assert abs(clock - wrong_by.total_seconds() - datetime.now(UTC).timestamp()) < 300
    for part in ("serve", "run_huey"):
        running = engine.processes(part)
        assert running
        for pid in running:
            environment = Path(f"/proc/{pid}/environ").read_text().split("\0")
            assert {f"{name}={value}" for name, value in wrong_clock.items()} <= set(environment)


def test_a_key_is_remembered_for_its_window_and_no_longer(engine: LocalEngine, client: MerchantClient) -> None:
    key = str(uuid4())
    status, receipt = client.pay(key)
    assert status == 201
    created_at = datetime.fromisoformat(json.loads(receipt)["created_at"])
    assert abs(created_at - datetime.now(UTC)) < timedelta(hours=1)
    assert client.pay(key) == (200, receipt)
    wait_until(lambda: client.pay(key)[0] == 201)
    first, second = sorted(datetime.fromisoformat(payout["created_at"]) for payout in client.payouts())
    assert first == created_at
    assert second - first >= timedelta(seconds=WINDOW_SECONDS)


def test_leases_and_retries_go_by_the_databases_clock(engine: LocalEngine, client: MerchantClient) -> None:
    """A second worker's clock is right, and each takes over payouts that the other began."""
    command = [sys.executable, "manage.py", "run_huey", "--workers", "2", "--worker-type", "thread"]
    with subprocess.Popen(command, cwd=CHECKOUT, env=engine.environment(**SHORT_TIMES)) as right:
        try:
            with PayoutLoad(client, 30, [*MOSTLY_PAYS, Script.TIMES_OUT_THOUGH_IT_PAID]) as load:
                wait_until(lambda: client.statuses()["processing"] > 0)
                for worker in engine.processes("run_huey") - {right.pid}:
                    os.kill(worker, signal.SIGKILL)
            prove(engine, client)
        finally:
            right.terminate()
    assert len(load.receipts) == 30
    for payout in client.payouts():
        ended = datetime.fromisoformat(payout["completed_at"] or payout["failed_at"])
        begun = datetime.fromisoformat(payout["processing_started_at"])
        assert timedelta(0) <= ended - begun < timedelta(minutes=10)
        assert abs(ended - datetime.now(UTC)) < timedelta(hours=1)
