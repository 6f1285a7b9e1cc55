"""The connection to PostgreSQL is cut exactly at a commit: the outcome is unknown, and a repetition is safe. A creation
is one statement that commits itself."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts.models import Payout
from server.payouts.states import ENTRIES, Status
from tests.conftest import account_of, make_due, pay
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.faults.processes import Order, Process, send, settle_due, sweep_without_the_queue
from tests.faults.proxy import Proxy, proxy_to
from tests.support.engine import engine_in_its_own_folder
from tests.support.racing import held_lock, waits_for_a_lock
from tests.support.servers import postgres, wait_until

# Each is a single statement, which commits itself.
CREATE = b"FROM create_payout_v2("
CREATE_TOGETHER = b"LATERAL create_payout"  # on the short way: of one, or of several
CREATE_ON_ANY_WAY = b" create_payout"
CLAIM = b"FROM payout_claim_v4("
BOOK = b"INSERT INTO bank_transfers"
OUTCOME = b"SELECT payout_record_outcome_v2("
BEFORE_OR_AFTER = pytest.mark.parametrize(
    "done", [False, True], ids=["before the server receives it", "after it is executed"]
)


@pytest.fixture
def proxy(database: None) -> Iterator[Proxy]:
    with proxy_to(connection.settings_dict["HOST"], int(connection.settings_dict["PORT"])) as proxy:
        yield proxy


def through(proxy: Proxy) -> dict[str, Any]:
    return {"HOST": "127.0.0.1", "PORT": proxy.port}


def entries_of(payout: Payout) -> list[str]:
    return [entry.entry_type for entry in LedgerEntry.objects.filter(payout=payout).order_by("seq")]


@BEFORE_OR_AFTER
def test_a_creation_cut_off_at_commit_answers_503_and_its_key_makes_one_payout(
    merchant: Merchant, proxy: Proxy, done: bool
) -> None:
    order = Order(merchant.id, account_of(merchant).id, uuid4())
    cut = proxy.cut(CREATE, done=done)
    status, text = Process(send, order, database=through(proxy)).end()
    assert cut.happened.is_set()
    assert (status, json.loads(text)["error"]) == (503, "unavailable")
    assert len(order.payouts()) == int(done)

    status, receipt = Process(send, order, database=through(proxy)).end()
    assert status == (200 if done else 201)
    assert send(order) == (200, receipt)
    [payout] = order.payouts()
    assert entries_of(payout) == ["payout_hold"]


@pytest.mark.usefixtures("as_the_owner")  # who sees other sessions' waits
def test_a_payout_is_made_although_its_process_is_killed_while_postgresql_makes_it(merchant: Merchant) -> None:
    order = Order(merchant.id, account_of(merchant).id, uuid4())
    with Process(send, order, faults="create.before=stop") as process:
        process.wait_until_stopped()
        with held_lock(merchant) as release:
            process.wake()
            wait_until(waits_for_a_lock)
            process.process.kill()
            assert process.end() is None
            assert waits_for_a_lock()  # its session has not noticed
            release()
    wait_until(order.payouts)
    status, receipt = send(order)
    assert (status, json.loads(receipt)["id"]) == (200, str(order.payouts()[0].id))
    assert balance_of(merchant.id).held_paise == order.paise


@BEFORE_OR_AFTER
def test_a_claim_whose_commit_is_cut_off_is_made_again(merchant: Merchant, proxy: Proxy, done: bool) -> None:
    payout = pay(merchant)
    cut = proxy.cut(CLAIM, done=done)
    Process(sweep_without_the_queue, database=through(proxy)).end()
    assert cut.happened.is_set()
    payout.refresh_from_db()
    assert (payout.status, payout.lease is not None) == (Status.PROCESSING if done else Status.PENDING, done)
    assert not BankTransfer.objects.exists()

    if done:
        assert settle_due() == 0  # a lease that no worker knows of has to end first
        make_due(payout)
    assert settle_due() == 1
    payout.refresh_from_db()
    assert (payout.status, payout.attempt_count) == (Status.COMPLETED, 1)
    assert BankTransfer.objects.get().submissions == 1


@BEFORE_OR_AFTER
@pytest.mark.parametrize(
    ("script", "status"), [(Script.PAYS, Status.COMPLETED), (Script.ACCOUNT_CLOSED, Status.FAILED)]
)
def test_an_outcome_cut_off_at_commit_is_written_once(
    merchant: Merchant, proxy: Proxy, script: Script, status: Status, done: bool
) -> None:
    payout = pay(merchant, script=script)
    cut = proxy.cut(OUTCOME, done=done)
    Process(sweep_without_the_queue, database=through(proxy)).end()
    assert cut.happened.is_set()
    assert BankTransfer.objects.get().submissions == 1
    payout.refresh_from_db()
    assert payout.status == (status if done else Status.PROCESSING)
    assert set(entries_of(payout)) == ENTRIES[Status(payout.status)]

    if not done:
        make_due(payout)
    assert settle_due() == (0 if done else 1)
    payout.refresh_from_db()
    assert (payout.status, payout.attempt_count) == (status, 1)
    assert sorted(entries_of(payout)) == sorted(ENTRIES[status])
    assert BankTransfer.objects.get().submissions == 1


def test_an_engine_whose_commits_are_cut_off_under_load_costs_no_payout() -> None:
    with postgres() as database, engine_in_its_own_folder() as engine:
        database.ensure_database("payout_engine", "postgres")
        direct = database.environment()
        with proxy_to(direct["DB_HOST"], int(direct["DB_PORT"])) as proxy:
            engine.start_and_wait(**SHORT_TIMES, **direct | {"DB_HOST": "127.0.0.1", "DB_PORT": str(proxy.port)})
            client = MerchantClient(engine.port)
            client.open_shop()
            cuts = [
                proxy.cut(words, done=number % 2 == 0, nth=3 + 4 * number)
                for words in (CREATE_ON_ANY_WAY, CLAIM, BOOK, OUTCOME)
                for number in range(6)
            ]
            # The first group; whoever was in it goes alone for some seconds, so that there may be no second one.
            cuts.append(proxy.cut(CREATE_TOGETHER, done=True))
            with PayoutLoad(client, 120, MOSTLY_PAYS) as load:
                pass
            load.check_promises()
            prove(engine, client, **direct)
            assert all(cut.happened.is_set() for cut in cuts)
            assert engine.stop() == 0, engine.output()
