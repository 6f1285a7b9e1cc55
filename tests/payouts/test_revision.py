"""The revision changes with every change of a merchant's data, and costs the same at any length of the ledger."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection, transaction

from server.bank import simulator
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts import leases, lifecycle, review, revision
from server.payouts.models import Payout
from server.payouts.revision import revision_of
from tests.conftest import account_of, empty_the_books, guards_off, make_due, pay
from tests.support.counting import round_trips, rows_read
from tests.support.racing import in_the_background

from .test_review import flagged, let_pass


def seen(merchant: Merchant) -> str:
    now = revision_of(merchant.id)
    assert now
    assert revision_of(merchant.id) == now, "it changes though nothing else did"
    return now


def life(merchant: Merchant) -> Iterator[str]:
    """A payout's, with every change that there may be of what is shown of it, and its merchant's other entries."""
    yield "opened"
    record_payment(merchant_id=merchant.id, amount_paise=1, reference=uuid4().hex)
    yield "a payment"
    payout = pay(merchant, 10, Script.REFUSES_TWICE_THEN_PAYS)
    yield "accepted"
    for attempt in ("refused", "refused again"):
        assert leases.claim_next_due()
        yield f"claimed, to be {attempt}"
        make_due(payout)
        yield "abandoned"
        lifecycle.settle_due(SimulatedBank())
        yield attempt
        make_due(payout)
        yield "due"
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.status == "completed"
    yield "paid"
    silent = flagged(merchant)
    yield "needs review"
    review.ask_again(silent.id)
    yield "to be asked about now"
    simulator.decide(silent.bank_reference, pays=False)
    lifecycle.settle_due(SimulatedBank())
    silent.refresh_from_db()
    assert silent.status == "failed"
    yield "failed"


def test_every_change_gives_another(merchant: Merchant) -> None:
    revisions = {change: seen(merchant) for change in life(merchant)}
    assert len(set(revisions.values())) == len(revisions)


def test_a_flag_alone_is_a_change(merchant: Merchant) -> None:
    payout = pay(merchant, 10, Script.NEVER_ANSWERS)
    lifecycle.settle_due(SimulatedBank())
    let_pass(payout)
    before = seen(merchant)
    assert leases.claim_next_due()
    payout.refresh_from_db()
    assert payout.needs_review
    assert seen(merchant) != before


def test_changes_of_other_merchants_leave_it_alone(merchant: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    pay(merchant)
    before = seen(merchant)
    other = new_merchant()
    pay(other)
    make_due(Payout.objects.get(merchant=merchant))
    mine = seen(merchant)
    assert mine != before
    pay(other)
    record_payment(merchant_id=other.id, amount_paise=1, reference="more")
    assert seen(merchant) == mine


def test_a_change_that_is_committed_after_a_newer_one_is_not_missed(merchant: Merchant) -> None:
    first, second = pay(merchant, 1), pay(merchant, 2)
    with transaction.atomic():
        make_due(first)  # the older time, not to be seen yet
        with in_the_background(lambda: make_due(second)):
            pass
        with in_the_background(lambda: seen(merchant)) as others:
            before = others.result(timeout=20)
    assert seen(merchant) != before


def test_every_revision_is_new_while_too_many_payouts_are_open(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revision, "MOST_OPEN", 2)
    for _ in range(2):
        pay(merchant, 1)
    seen(merchant)
    pay(merchant, 1)
    assert revision_of(merchant.id) != revision_of(merchant.id)


def test_it_is_one_round_trip(merchant: Merchant) -> None:
    pay(merchant)
    with round_trips() as counted:
        assert revision_of(merchant.id)
    assert counted.round_trips == 1


def test_it_reads_the_open_payouts_and_the_newest_entry_however_many_there_were(
    merchant: Merchant, new_merchant: Callable[[], Merchant]
) -> None:
    for _ in range(3):
        pay(merchant, 1)
        pay(new_merchant(), 1)
    read = []  # merchants are not counted: PostgreSQL reads them all while they fit a page
    for closed in (3_000, 30_000):
        plant_closed_payouts(merchant, closed)
        with transaction.atomic():
            before = rows_read()
            assert revision_of(merchant.id)
            read.append(rows_read() - before)
    empty_the_books()
    assert read == [3 + 1, 3 + 1]


def plant_closed_payouts(merchant: Merchant, number: int) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                                 completed_at, bank_reference_id, last_answer, next_attempt_at)
            SELECT gen_random_uuid(), %s, %s, 1, gen_random_uuid(), 'completed', 1, now(), 'UTR', 'paid', NULL
            FROM generate_series(1, %s)
            """,
            [merchant.id, account_of(merchant).id, number],
        )
        cursor.execute("ANALYZE payouts, merchants")  # autovacuum would, after a while
