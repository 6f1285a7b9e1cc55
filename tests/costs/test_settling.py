"""Settling's round trips and pages: counts, which are the same however busy the machine is."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payout_orders import tasks
from server.payouts import leases, lifecycle
from server.payouts.creation import PayoutRequest, create_payouts
from server.payouts.details import read_details
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import account_of, connected_as, make_due, pay
from tests.support.counting import round_trips
from tests.support.racing import in_the_background
from tests.support.servers import PATIENCE_SECONDS

CLAIM, BOOK, OUTCOME = "payout_claim_v4(", "INSERT INTO bank_transfers", "payout_record_outcome_v2("


def asked(limit: int) -> list[str]:
    with round_trips() as counted:
        assert lifecycle.settle_due(SimulatedBank(), limit=limit) == limit
    assert counted.round_trips == len(counted.statements)  # each statement is its own transaction
    return [re.sub(r".*?(payout_\w+\(|INSERT INTO \w+).*", r"\1", text, flags=re.DOTALL) for text in counted.statements]


def test_a_payout_is_claimed_paid_and_completed_in_three_round_trips(merchant: Merchant) -> None:
    for _ in range(3):
        pay(merchant, 100)
    assert asked(3) == [CLAIM, BOOK, OUTCOME] * 3
    assert Payout.objects.filter(status=Status.COMPLETED).count() == 3


def test_a_narration_reaches_the_bank_in_the_same_round_trips(merchant: Merchant) -> None:
    payout = pay(merchant, 100, details=read_details("INV-1", "Invoice 1", None))
    other = pay(merchant, 100, details=read_details("INV-2", None, None))
    plain = pay(merchant, 100)
    assert asked(3) == [CLAIM, BOOK, OUTCOME] * 3
    book = dict(BankTransfer.objects.values_list("reference", "narration"))
    assert [book[each.bank_reference] for each in (payout, other, plain)] == ["Invoice 1", None, None]


def test_a_retry_submits_its_narration_too(merchant: Merchant) -> None:
    payout = pay(merchant, 100, Script.REFUSES_TWICE_THEN_PAYS, details=read_details(None, "Rent", None))
    lifecycle.settle_due(SimulatedBank())
    for _ in range(2):
        make_due(payout)
        lifecycle.settle_due(SimulatedBank())
    assert BankTransfer.objects.get(pk=payout.bank_reference).narration == "Rent"


def test_a_refused_payout_costs_as_much(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that gives money back wakes its own thread for orders, which here is none."""
    monkeypatch.setattr(tasks.funder, "wake", lambda: True)
    pay(merchant, 100, Script.ACCOUNT_CLOSED)
    assert asked(1) == [CLAIM, BOOK, OUTCOME]


def test_a_retry_asks_the_bank_first_and_renews_its_lease_in_one_round_trip_more_each(merchant: Merchant) -> None:
    payout = pay(merchant, 100, Script.TIMES_OUT_AND_NEVER_PAID)
    lifecycle.settle_due(SimulatedBank())
    make_due(payout)
    with round_trips() as counted:
        lifecycle.settle_due(SimulatedBank(), limit=1)
    # claim, ask, is it to be cancelled, renew, (submission lost), renew, confirm, wait
    assert counted.round_trips == 7


def test_a_claim_that_finds_nothing_is_one_round_trip(merchant: Merchant) -> None:
    with round_trips() as counted:
        assert lifecycle.settle_due(SimulatedBank()) == 0
    assert counted.round_trips == 1


def pages_of_a_claim(since: str) -> int:
    """With the worker's role and row-level security; rolled back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)"
            " SELECT * FROM payout_claim_v4(gen_random_uuid(), '30 s', '900 s', %s, '{10 s}', '900 s', true)",
            [since],
        )
        [[[told]]] = cursor.fetchall()
        transaction.set_rollback(True)
        assert told["Plan"]["Actual Rows"] == 1
        return int(told["Plan"]["Shared Hit Blocks"])


@contextmanager
def an_old_transaction() -> Iterator[None]:
    """Like a backup's: dead rows must stay for it, and their index entries be looked up."""
    begun, over = Event(), Event()

    def look() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT count(*) FROM payouts")
            begun.set()
            over.wait(PATIENCE_SECONDS)

    with in_the_background(look):
        try:
            assert begun.wait(PATIENCE_SECONDS)
            yield
        finally:
            over.set()


def test_a_claim_reads_no_more_after_a_long_drain_than_before(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LOOK_BACK_SECONDS", 3600)
    monkeypatch.setattr(leases, "_front", leases._Front())
    for _ in range(400):
        pay(merchant, 1)
    with an_old_transaction():
        lifecycle.settle_due(SimulatedBank(), limit=10)  # a session's first reads are done
        before = pages_of_a_claim(leases._front.since())
        lifecycle.settle_due(SimulatedBank(), limit=380)
        after, from_the_beginning = pages_of_a_claim(leases._front.since()), pages_of_a_claim(leases.EVER)
    assert after <= before + 2
    assert from_the_beginning > before + 4


def test_payouts_committed_late_or_abandoned_are_found_behind_the_front(merchant: Merchant) -> None:
    late, abandoned, first = (pay(merchant, 1) for _ in range(3))
    make_due(abandoned)
    assert leases.claim_next_due()
    with transaction.atomic():
        assert Payout.objects.select_for_update().get(pk=late.pk)  # like one that is not committed yet
        with in_the_background(leases.claim_next_due) as claim:
            assert (claimed := claim.result(PATIENCE_SECONDS))
            assert claimed.payout == first
    make_due(abandoned)
    assert {claim.payout for claim in iter(leases.claim_next_due, None)} == {late, abandoned}


def test_settling_writes_to_no_unused_index(database: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, count(*) FROM pg_indexes WHERE tablename IN"
            " ('payouts', 'payout_attempts', 'bank_transfers') GROUP BY tablename"
        )
        assert dict(cursor.fetchall()) == {"payouts": 12, "payout_attempts": 2, "bank_transfers": 3}
        # The third is partial: of what the bank is to return, which no other transfer writes.
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'payouts'::regclass AND contype = 'f'")
        assert cursor.fetchall() == [("payout_to_an_account_of_its_merchant",)]  # and so to its merchant


def test_a_payroll_that_postgresql_has_not_counted_yet_is_not_read_for_each_payout(
    new_merchant: Callable[..., Merchant],
) -> None:
    """By statistics from before there were open payouts, the index of open payouts looks short."""
    merchants = [new_merchant(1_000_000) for _ in range(4)]
    for merchant in merchants:
        create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(250)])
    lifecycle.settle_due(SimulatedBank(), limit=1_000)
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE payouts")
    for merchant in merchants:
        create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, 1, uuid4()) for _ in range(250)])
    for statement, index in (
        (
            "UPDATE payouts SET last_answer = 'paid' WHERE id = %s AND lease IS NULL AND status = 'pending'",
            "payouts_pkey",
        ),
        (
            "SELECT updated_at FROM payouts WHERE merchant_id = %s AND status IN ('pending', 'processing')",
            "payouts_by_status",
        ),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {statement}", [merchants[0].id])
            plan = "\n".join(line for [line] in cursor)
        assert index in plan
        assert "payouts_due" not in plan
