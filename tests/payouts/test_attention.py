"""What needs an operator: which payouts, in which order, and which not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.database import row_security
from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.payouts import attention as module
from server.payouts import leases
from server.payouts.attention import Item, Kind, attention, attention_count
from server.payouts.cancelling import cancel
from server.payouts.details import GivenDetails
from server.payouts.health import health
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import account_of, guards_off, make_due, pay
from tests.support.servers import wait_until

from .test_review import flagged, let_pass, unresolved

CHANCE = "4321"  # an account without a script
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def late(merchant: Merchant) -> Payout:
    """Due for a day, and not taken by any worker."""
    payout = pay(merchant, 100)
    make_due(payout)
    return payout


def ended(merchant: Merchant, *scripts: str) -> list[Payout]:
    payouts = []
    for script in scripts:
        payouts.append(pay(merchant, 100, script))
        settle_due(SimulatedBank())
    return payouts


def kinds() -> list[tuple[Kind, Payout]]:
    return [(item.kind, Payout.objects.get(pk=item.payout_id)) for item in attention(100)]


def reasons() -> list[str]:
    return [item.reason(Payout.objects.get(pk=item.payout_id)) for item in attention(100)]


def test_nothing_needs_anybody_while_payouts_are_paid_and_wait_for_their_turn(merchant: Merchant) -> None:
    ended(merchant, Script.PAYS, Script.ACCOUNT_CLOSED, Script.NEVER_ANSWERS)
    pay(merchant, 100)
    assert attention(100) == []
    assert attention_count(None) == 0


def test_a_payout_that_needs_review_needs_an_operator(merchant: Merchant) -> None:
    silent = flagged(merchant)
    [item] = attention(100)
    assert (item.kind, item.payout_id, item.since) == (Kind.NEEDS_REVIEW, silent.id, silent.unresolved_since)
    assert reasons() == ["The bank has not said whether it paid. Do not pay again."]


def test_a_payout_that_the_bank_has_and_does_not_decide_is_told_as_that(merchant: Merchant) -> None:
    flagged(merchant, Script.STAYS_IN_PROGRESS)
    assert reasons() == ["The bank has the payout and has not decided."]


def test_a_payout_that_no_worker_starts_is_stuck(merchant: Merchant) -> None:
    payout = late(merchant)
    payout.refresh_from_db()
    [item] = attention(100)
    assert payout.next_attempt_at
    assert item == Item(Kind.STUCK, payout.next_attempt_at, payout.id, 0)
    assert reasons() == ["No worker has started it."]


def test_a_payout_whose_worker_died_is_stuck_after_the_processing_timeout(merchant: Merchant) -> None:
    payout = pay(merchant, 100)
    assert leases.claim_next_due()
    assert attention(100) == []
    make_due(payout)
    assert kinds() == [(Kind.STUCK, payout)]
    assert reasons() == ["Its worker stopped in the middle, and no other has taken it over."]


def test_a_payout_whose_next_attempt_nobody_begins_is_stuck(merchant: Merchant) -> None:
    payout = unresolved(merchant)
    make_due(payout)
    assert kinds() == [(Kind.STUCK, payout)]
    assert reasons() == ["Its next attempt is due, and no worker has begun it."]


def test_a_payout_is_stuck_only_after_the_processing_timeout(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS = 2 * 24 * 3600
    late(merchant)
    assert attention(100) == []


def test_a_stuck_payout_that_needs_review_is_one_item(merchant: Merchant) -> None:
    payout = flagged(merchant)
    make_due(payout)
    assert kinds() == [(Kind.NEEDS_REVIEW, payout)]


def test_an_account_whose_last_three_payouts_failed_is_failing_in_a_row(merchant: Merchant) -> None:
    first, _, last = ended(merchant, *[Script.ACCOUNT_CLOSED] * 3)
    [item] = attention(100)
    first.refresh_from_db()
    assert first.failed_at
    assert item == Item(Kind.FAILING_IN_A_ROW, first.failed_at, last.id, 3)
    last.refresh_from_db()
    assert reasons() == [f"The last 3 payouts to this account failed: {last.failure_reason}"]


def test_cancelled_payouts_say_nothing_of_their_account(merchant: Merchant) -> None:
    ended(merchant, *[Script.ACCOUNT_CLOSED] * 2)
    for _ in range(4):
        cancel(pay(merchant, 100, Script.ACCOUNT_CLOSED))
        settle_due(SimulatedBank())
    assert attention(100) == []
    ended(merchant, Script.ACCOUNT_CLOSED)
    [item] = attention(100)
    assert (item.kind, item.failures) == (Kind.FAILING_IN_A_ROW, 3)


def test_cancelled_payouts_hide_no_failing_account(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FAILURES_READ", 3)
    *_, last = ended(merchant, *[Script.ACCOUNT_CLOSED] * 3)
    for _ in range(3):
        cancel(pay(merchant, 100))
        settle_due(SimulatedBank())
    assert [item.payout_id for item in attention(100)] == [last.id]


def test_a_scheduled_payout_that_no_worker_lets_in_is_stuck_and_due(merchant: Merchant) -> None:
    payout = pay(merchant, 100, details=GivenDetails(not_before=datetime.now(UTC) + timedelta(hours=1)))
    assert (attention(100), health(broker_answers=True).due) == ([], 0)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET not_before = now() - interval '1 day' WHERE id = %s", [payout.id])
    assert kinds() == [(Kind.STUCK, payout)]
    assert reasons() == ["No worker has started it."]
    payout.refresh_from_db()
    assert (health(broker_answers=True).due, health(broker_answers=True).oldest_due_at) == (1, payout.not_before)
    wait_until(lambda: settle_due(SimulatedBank()) == 1)  # at the next look from the queue's beginning
    assert attention(100) == []


def test_two_failures_are_no_row_nor_are_four_at_two_accounts(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_BANK_FAILURE_RATE = 1.0
    settings.PAYOUT_MAX_RETRIES = 1
    ended(merchant, *[Script.ACCOUNT_CLOSED, CHANCE] * 2)
    assert Payout.objects.filter(status="failed").count() == 4
    assert attention(100) == []


def test_a_paid_payout_ends_the_row_and_an_open_one_does_not(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 1
    settings.PAYOUT_BANK_FAILURE_RATE = 1.0
    ended(merchant, *[CHANCE] * 4)
    pay(merchant, 100, CHANCE)
    assert [(item.kind, item.failures) for item in attention(100)] == [(Kind.FAILING_IN_A_ROW, 4)]
    settings.PAYOUT_BANK_FAILURE_RATE = 0.0
    settle_due(SimulatedBank())
    assert attention(100) == []
    settings.PAYOUT_BANK_FAILURE_RATE = 1.0
    ended(merchant, *[CHANCE] * 2)
    assert attention(100) == []
    ended(merchant, CHANCE)
    assert [(item.kind, item.failures) for item in attention(100)] == [(Kind.FAILING_IN_A_ROW, 3)]


def test_a_payout_that_was_made_first_and_paid_last_ends_the_row(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 1
    settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS = 3600
    first = pay(merchant, 100, CHANCE)
    assert leases.claim_next_due()  # by a worker that dies; nobody else brings it forward
    settings.PAYOUT_BANK_FAILURE_RATE = 1.0
    ended(merchant, CHANCE, CHANCE, CHANCE)
    assert [kind for kind, _ in kinds()] == [Kind.FAILING_IN_A_ROW]
    settings.PAYOUT_BANK_FAILURE_RATE = 0.0
    make_due(first)
    settle_due(SimulatedBank())
    first.refresh_from_db()
    assert first.status == Status.COMPLETED
    assert kinds() == []


def test_another_merchants_failures_hide_no_account_of_this_one(
    new_merchant: Callable[..., Merchant], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other = new_merchant(), new_merchant()
    ended(ours, *[Script.ACCOUNT_CLOSED] * 3)
    ended(other, *[Script.ACCOUNT_CLOSED] * 5)
    monkeypatch.setattr(module, "FAILURES_READ", 5)
    assert [item.failures for item in attention(100, merchant_id=ours.id)] == [3]


def test_a_longer_row_than_is_read_says_so(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(merchant, *[Script.ACCOUNT_CLOSED] * 4)
    monkeypatch.setattr(module, "PAYOUTS_READ", 3)
    [reason] = reasons()
    assert reason.startswith("The last 3 or more payouts to this account failed: ")


def test_a_retired_account_needs_nobody(merchant: Merchant) -> None:
    ended(merchant, *[Script.ACCOUNT_CLOSED] * 3)
    retire_bank_account(account_of(merchant, Script.ACCOUNT_CLOSED).id)
    assert attention(100) == []


def test_failures_of_last_week_are_forgotten(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(merchant, *[Script.ACCOUNT_CLOSED] * 3)
    monkeypatch.setattr(module, "FAILED_WITHIN", timedelta(0))
    assert attention(100) == []


@pytest.fixture
def all_kinds(new_merchant: Callable[..., Merchant]) -> list[Payout]:
    """Of five merchants, oldest first."""
    failing = ended(new_merchant(), *[Script.ACCOUNT_CLOSED] * 3)[-1]
    newest, middle, oldest = flagged(new_merchant()), flagged(new_merchant()), flagged(new_merchant())
    for payout, time in ((middle, "1 hour"), (oldest, "3 days")):
        let_pass(payout, time)
    make_due(stuck := late(new_merchant()))
    return [oldest, stuck, middle, newest, failing]


def test_the_list_is_over_all_merchants_and_oldest_first(all_kinds: list[Payout]) -> None:
    assert [payout for _, payout in kinds()] == all_kinds
    assert attention_count(None) == 5
    assert attention_count(2) == 2


@pytest.mark.usefixtures("all_kinds")
def test_pages_join_without_gaps_and_repetitions() -> None:
    everything = attention(100)
    for size in (1, 2, 3):
        seen = attention(size)
        while page := attention(size, after=seen[-1].position):
            seen += page
        assert seen == everything
        assert [item for offset in range(0, 6, size) for item in attention(size, offset=offset)] == everything


def test_items_of_the_same_time_have_one_order(merchant: Merchant) -> None:
    """Whichever kinds they are of."""
    payouts = [flagged(merchant), flagged(merchant), late(merchant), late(merchant)]
    Payout.objects.filter(needs_review=True).update(unresolved_since=NOON)
    Payout.objects.filter(needs_review=False).update(next_attempt_at=NOON)
    everything = attention(100)
    assert {item.since for item in everything} == {NOON}
    assert [item.payout_id for item in everything] == [
        *sorted(payout.id for payout in payouts[:2]),
        *sorted(payout.id for payout in payouts[2:]),
    ]
    assert [attention(1, after=before.position) for before in everything] == [[each] for each in everything[1:]] + [[]]


def test_one_merchants_items_are_listed_alone(all_kinds: list[Payout]) -> None:
    for payout in all_kinds:
        [item] = attention(100, merchant_id=payout.merchant_id)
        assert item.payout_id == payout.id
        assert attention_count(None, merchant_id=payout.merchant_id) == 1


def test_a_session_that_is_bound_to_a_merchant_sees_its_items_alone(all_kinds: list[Payout]) -> None:
    try:
        for payout in all_kinds:
            row_security.bind(payout.merchant_id)
            assert [item.payout_id for item in attention(100)] == [payout.id]
            assert attention_count(None) == 1
    finally:
        row_security.reset()
