"""The database's clock is set back, or was ahead: nothing waits longer than its delay, nothing is out of order.

What a clock that was ahead has written is made by moving every time that is written into the future; the times of the
simulated bank, which has a clock of its own, stay.
"""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from server.access.login_throttle import MAX_PER_ACCOUNT, begin_attempt
from server.access.models import FailedSignIn
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyKeyForgotten, TooManyAttempts
from server.ledger.invariants import TIMES_ARE_KEPT_SINCE
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts import idempotency, leases, lifecycle, review
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.api.conftest import ApiCaller, client
from tests.conftest import account_of, empty_the_books, guards_off, pay
from tests.support.links import RELINK

__all__ = ["client"]

TIMES = {
    "payouts": (
        *("created_at", "updated_at", "processing_started_at", "completed_at", "failed_at"),
        *("next_attempt_at", "lease_expires_at", "unresolved_since"),
    ),
    "ledger_entries": ("created_at",),
    "payout_attempts": ("started_at", "ended_at"),
    "idempotency_records": ("created_at",),
    "failed_sign_ins": ("at",),
}
STEP = timedelta(hours=10)


def set_clock_back(by: timedelta = STEP) -> None:
    """Set forward: a negative `by`."""
    with guards_off(), connection.cursor() as cursor:
        for table, columns in TIMES.items():
            moved = ", ".join(f"{column} = {column} + %(by)s::interval" for column in columns)
            cursor.execute(f"UPDATE {table} SET {moved}", {"by": f"{by.total_seconds()} s"})
        cursor.execute(RELINK)


def clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [now] = cursor.fetchone()
        assert isinstance(now, datetime)
        return now


@pytest.fixture(autouse=True)
def _every_claim_begins_at_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LOOK_BACK_SECONDS", 0)
    monkeypatch.setattr(leases, "_front", leases._Front())  # else that of a test within the last second


def look() -> None:
    """What a worker does every few seconds, where nothing is due."""
    assert lifecycle.settle_due(SimulatedBank()) == 0


def refused_once(merchant: Merchant) -> Payout:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    return payout


@pytest.mark.parametrize("step", [timedelta(seconds=5), STEP, timedelta(days=4000)], ids=str)
def test_an_attempt_waits_for_its_delay_and_no_longer(merchant: Merchant, settings: Settings, step: timedelta) -> None:
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [60.0, 4000.0]
    payout = refused_once(merchant)
    set_clock_back(step)
    before = clock()
    look()
    payout.refresh_from_db()
    assert payout.next_attempt_at
    assert before < payout.next_attempt_at <= clock() + timedelta(seconds=60)
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [0.0]  # and then it is made
    assert lifecycle.settle_due(SimulatedBank()) >= 1
    payout.refresh_from_db()
    assert (payout.status, payout.attempt_count) == (Status.COMPLETED, 3)


def test_each_waits_for_its_own_delay(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [100.0, 200.0]
    settings.PAYOUT_REVIEW_RETRY_SECONDS = 300
    settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS = 400
    first, second, flagged, claimed = (refused_once(merchant) for _ in range(4))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET attempt_count = 2 WHERE id = %s", [second.id])
        cursor.execute("UPDATE payouts SET needs_review = true, unresolved_since = now() WHERE id = %s", [flagged.id])
        cursor.execute("UPDATE payouts SET next_attempt_at = now() WHERE id = %s", [claimed.id])
    assert leases.claim_next_due()
    set_clock_back()
    look()
    now, waits = clock(), {}
    for payout in Payout.objects.all():
        due = payout.lease_expires_at or payout.next_attempt_at
        assert due
        waits[payout.id] = round((due - now).total_seconds(), -2)
    assert waits == {first.id: 100, second.id: 200, flagged.id: 300, claimed.id: 400}


def test_what_waits_rightly_is_left_alone(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [60.0]
    payout = refused_once(merchant)
    for step in (timedelta(0), timedelta(milliseconds=500)):  # a clock is adjusted by less all the time
        set_clock_back(step)
        before = Payout.objects.values().get(pk=payout.pk)
        look()
        assert Payout.objects.values().get() == before


def test_a_new_payout_is_paid_at_once(merchant: Merchant) -> None:
    waiting = pay(merchant, 10_000)
    set_clock_back()
    later = pay(merchant, 10_000)
    assert lifecycle.settle_due(SimulatedBank()) == 2
    for payout in (waiting, later):
        payout.refresh_from_db()
        assert payout.status == Status.COMPLETED
        assert payout.processing_started_at
        assert payout.completed_at
        assert payout.created_at <= payout.processing_started_at <= payout.completed_at
        assert payout.created_at < payout.updated_at


def test_what_was_scheduled_waits_for_its_time_by_the_new_clock(merchant: Merchant) -> None:
    payout = pay(merchant, details=GivenDetails(not_before=clock() + timedelta(hours=1)))
    with guards_off(), connection.cursor() as cursor:  # it was let into the queue before the step
        cursor.execute("UPDATE payouts SET next_attempt_at = not_before WHERE id = %s", [payout.id])
    look()
    payout.refresh_from_db()
    assert (payout.status, payout.next_attempt_at) == (Status.PENDING, payout.not_before)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET not_before = now(), next_attempt_at = now()")
    assert lifecycle.settle_due(SimulatedBank()) == 1


def test_a_dead_workers_payout_is_taken_over_after_a_leases_time(merchant: Merchant, settings: Settings) -> None:
    payout = pay(merchant, 10_000)
    assert leases.claim_next_due()
    set_clock_back()
    settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS = 0.0
    claim = leases.claim_next_due()
    assert claim
    assert (claim.payout.id, claim.was_abandoned) == (payout.id, True)


def test_an_unknown_outcome_is_flagged_after_its_time(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [0.0]
    settings.PAYOUT_REVIEW_AFTER_SECONDS = 0.001
    settings.PAYOUT_REVIEW_RETRY_SECONDS = 3600
    payout = pay(merchant, 10_000, Script.NEVER_ANSWERS)
    settings.PAYOUT_REVIEW_AFTER_SECONDS = 3600
    assert lifecycle.settle_due(SimulatedBank(), limit=1) == 1
    set_clock_back()
    settings.PAYOUT_REVIEW_AFTER_SECONDS = 0.001
    assert lifecycle.settle_due(SimulatedBank(), limit=2) == 2
    payout.refresh_from_db()
    assert payout.needs_review
    assert payout.unresolved_since
    assert payout.unresolved_since <= clock()


def test_an_operator_can_hasten_it(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    payout = refused_once(merchant)
    set_clock_back()
    monkeypatch.setattr(leases._front, "since", lambda: "2026-01-01")  # as if nothing was brought forward
    review.ask_again(payout.id)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    payout.refresh_from_db()
    assert payout.attempt_count == 2


def test_what_was_set_aside_stays_aside(merchant: Merchant) -> None:
    """A payout that disagrees with its entries must not come back every few seconds."""
    payout = refused_once(merchant)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entries WHERE payout_id = %s", [payout.id])
        cursor.execute("UPDATE payouts SET next_attempt_at = now() + interval '1 hour'")
    look()
    assert Payout.objects.get().next_attempt_at > clock() + timedelta(minutes=30)  # type: ignore[operator]
    empty_the_books()


def test_later_entries_and_payouts_have_later_times(merchant: Merchant) -> None:
    account = account_of(merchant).id
    pay(merchant, 10)
    for step in (STEP, STEP, -STEP, timedelta(seconds=1)):
        set_clock_back(step)
        pay(merchant, 11)
        create_payouts(merchant.id, [PayoutRequest(account, 12 + n, uuid4()) for n in range(5)])
        record_payment(merchant_id=merchant.id, amount_paise=5, reference=str(LedgerEntry.objects.count()))
        lifecycle.settle_due(SimulatedBank(), limit=3)
    times = list(LedgerEntry.objects.order_by("seq").values_list("created_at", flat=True))
    assert len(set(times)) == len(times)
    assert times == sorted(times)
    holds = LedgerEntry.objects.filter(entry_type="payout_hold").order_by("seq")
    assert list(Payout.objects.order_by("created_at", "id").values_list("id", flat=True)) == list(
        holds.values_list("payout_id", flat=True)
    )
    assert all(hold.payout and hold.payout.created_at <= hold.created_at for hold in holds.select_related("payout"))


def test_a_whole_batch_after_the_step_is_in_its_order(merchant: Merchant) -> None:
    pay(merchant, 10)
    set_clock_back()
    requests = [PayoutRequest(account_of(merchant).id, 1 + n, uuid4()) for n in range(50)]
    made = [each.payout_id for each in create_payouts(merchant.id, requests) if isinstance(each, Acceptance)]
    times = [Payout.objects.get(pk=payout_id).created_at for payout_id in made]
    assert len(made) == len(set(times)) == 50
    assert times == sorted(times)


PAGES = """query ($m: ID!, $after: String) { payouts(merchantId: $m, first: 2, after: $after) {
    pageInfo { endCursor hasNextPage } edges { node { id } } } }"""


def test_newest_first_is_the_order_of_creation_in_both_apis(client: object, merchant: Merchant) -> None:
    caller = ApiCaller(client, merchant)  # type: ignore[arg-type]
    made = [str(pay(merchant, 10).id) for _ in range(3)]
    page = caller.ask(PAGES, m=str(merchant.id)).json()["data"]["payouts"]
    cursor = page["pageInfo"]["endCursor"]
    set_clock_back()
    made += [str(pay(merchant, 10).id) for _ in range(3)]
    assert [each["id"] for each in caller.get("payouts/").json()["results"]] == made[::-1]
    found, after = [], None
    while True:
        page = caller.ask(PAGES, m=str(merchant.id), after=after).json()["data"]["payouts"]
        found += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == made[::-1]
    # A cursor is a row's place. (Moving the times that are written has moved the rows, which a clock does not.)
    assert "errors" not in caller.ask(PAGES, m=str(merchant.id), after=cursor).json()


def test_no_key_is_forgotten_early_by_a_clock_set_back(merchant: Merchant) -> None:
    key = uuid4()
    first = pay(merchant, 10, key=key)
    set_clock_back()
    idempotency.purge_expired()
    assert pay(merchant, 10, key=key) == first
    assert Payout.objects.count() == 1


def test_a_retry_is_told_of_a_key_that_a_clock_set_forward_has_forgotten(
    merchant: Merchant, settings: Settings
) -> None:
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 9
    key = uuid4()
    first = pay(merchant, 10, key=key)
    set_clock_back(-STEP)
    with pytest.raises(IdempotencyKeyForgotten) as refusal:
        create_payout(
            merchant_id=merchant.id,
            bank_account_id=account_of(merchant).id,
            amount_paise=10,
            idempotency_key=key,
            is_retry=True,
        )
    assert refusal.value.payout_ids == [first.id]
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 24
    assert pay(merchant, 10, key=key) == first


def test_nobody_is_locked_out_for_the_length_of_the_step(database: None) -> None:
    def attempts() -> int:
        for made in range(MAX_PER_ACCOUNT + 1):
            try:
                begin_attempt("kaveri", "192.0.2.7")
            except TooManyAttempts:
                return made
        raise AssertionError

    assert attempts() == MAX_PER_ACCOUNT
    assert attempts() == 0
    set_clock_back()
    assert attempts() == MAX_PER_ACCOUNT
    assert FailedSignIn.objects.count() == 2 * MAX_PER_ACCOUNT


def test_the_audit_excuses_times_from_before_the_guard_alone(database: None) -> None:
    assert TIMES_ARE_KEPT_SINCE in MigrationLoader(None).graph.nodes
