"""A scheduled payout holds its money at once, and is not sent to the bank before its time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.attention import attention
from server.payouts.cancelling import CancelOutcome, cancel, outcome_of
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails, PayoutDetails
from server.payouts.explaining import NextAction, explanation_of, next_action_at
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from server.payouts.review import ask_again
from server.payouts.scheduling import FURTHEST_DAYS, is_scheduled
from server.payouts.states import OPEN, Status
from tests.conftest import account_of, guards_off, pay
from tests.support.racing import at_once
from tests.support.servers import wait_until

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def scheduled(merchant: Merchant, at: datetime = TOMORROW, paise: int = 10_000, script: Script = Script.PAYS) -> Payout:
    return pay(merchant, paise, script, details=GivenDetails(not_before=at))


def let_time_pass(payout: Payout) -> None:
    """Its time was a second ago."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET not_before = now() - interval '1 second' WHERE id = %s", [payout.id])


def all_have_ended() -> bool:
    lifecycle.settle_due(SimulatedBank())
    return not Payout.objects.filter(status__in=OPEN).exists()


def settle(payout: Payout) -> int:
    settled = lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    return settled


def test_the_money_is_held_at_once_and_the_bank_hears_of_it_at_its_time(merchant: Merchant) -> None:
    payout = scheduled(merchant)
    assert (payout.status, payout.not_before, payout.next_attempt_at) == (Status.PENDING, TOMORROW, None)
    assert is_scheduled(payout)
    assert balance_of(merchant.id).held_paise == 10_000
    explanation = explanation_of(payout, was_retried=False)
    assert (explanation.next_action, explanation.safe_to_retry) == (NextAction.SUBMIT, False)
    assert explanation.words.startswith("Scheduled.")
    assert next_action_at(payout) == TOMORROW
    assert settle(payout) == 0
    assert not BankTransfer.objects.exists()
    assert attention(10) == []

    let_time_pass(payout)
    wait_until(lambda: settle(payout) == 1)
    assert (payout.status, payout.next_attempt_at) == (Status.COMPLETED, None)
    assert payout.processing_started_at is not None
    assert payout.not_before is not None
    assert payout.processing_started_at > payout.not_before


def test_one_with_other_details_keeps_them(merchant: Merchant) -> None:
    payout = pay(merchant, details=GivenDetails("INV-7", "Invoice 7", not_before=TOMORROW))
    assert (payout.not_before, payout.details.reference, payout.details.narration) == (TOMORROW, "INV-7", "Invoice 7")
    scheduled(merchant)
    assert PayoutDetails.objects.count() == 1  # a moment alone needs no row


def test_the_moment_is_part_of_what_the_key_is_for(merchant: Merchant) -> None:
    key, account = uuid4(), account_of(merchant).id

    def create(at: datetime | None, reference: str | None = None) -> Acceptance:
        details = GivenDetails(reference, not_before=at) if at or reference else None
        return create_payout(
            merchant_id=merchant.id, bank_account_id=account, amount_paise=500, idempotency_key=key, details=details
        )

    made = create(TOMORROW)
    ist = TOMORROW.astimezone(datetime.now().astimezone().tzinfo)
    for again in (create(TOMORROW), create(ist)):
        assert (again.replayed, again.receipt) == (True, made.receipt)
        accepted = again.as_accepted()
        assert (accepted.not_before, accepted.next_attempt_at) == (TOMORROW, None)
        assert is_scheduled(accepted)
    for other in (None, TOMORROW + timedelta(microseconds=1)):
        with pytest.raises(IdempotencyConflict):
            create(other)
    with pytest.raises(IdempotencyConflict):
        create(TOMORROW, "INV-7")
    assert Payout.objects.count() == 1


def test_a_replay_after_its_time_is_no_new_payout_and_no_refusal(merchant: Merchant) -> None:
    key, account, soon = uuid4(), account_of(merchant).id, datetime.now(UTC) + timedelta(milliseconds=300)
    request = PayoutRequest(account, 500, key, GivenDetails(not_before=soon))
    [made] = create_payouts(merchant.id, [request])
    wait_until(lambda: lifecycle.settle_due(SimulatedBank()) == 1)
    assert datetime.now(UTC) > soon
    [again] = create_payouts(merchant.id, [request])
    assert isinstance(made, Acceptance)
    assert isinstance(again, Acceptance)
    assert (again.replayed, again.receipt) == (True, made.receipt)
    assert BankTransfer.objects.count() == 1


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (timedelta(seconds=-1), "still to come"),
        (timedelta(days=-400), "still to come"),
        (timedelta(days=FURTHEST_DAYS, minutes=1), "within 93 days"),
        (timedelta(days=365_000), "within 93 days"),
    ],
)
def test_neither_the_past_nor_a_far_future(merchant: Merchant, moment: timedelta, why: str) -> None:
    at = datetime.now(UTC) + moment
    with pytest.raises(InvalidInput, match=why) as refusal:
        scheduled(merchant, at)
    assert refusal.value.field == "not_before"
    with pytest.raises(InvalidInput, match=why):  # before the balance
        scheduled(merchant, at, paise=10**9)
    assert not Payout.objects.exists()
    assert scheduled(merchant, datetime.now(UTC) + timedelta(days=FURTHEST_DAYS, minutes=-1))


def test_in_a_batch_each_has_its_own_time_and_its_own_refusal(merchant: Merchant) -> None:
    account = account_of(merchant).id

    def request(at: datetime | None, paise: int = 100) -> PayoutRequest:
        return PayoutRequest(account, paise, uuid4(), GivenDetails(not_before=at) if at else None)

    past = datetime.now(UTC) - timedelta(hours=1)
    results = create_payouts(merchant.id, [request(TOMORROW), request(past), request(None), request(TOMORROW, 10**9)])
    assert [type(each) for each in results] == [Acceptance, InvalidInput, Acceptance, InsufficientFunds]
    assert lifecycle.settle_due(SimulatedBank()) == 1
    assert Payout.objects.get(status=Status.PENDING).not_before == TOMORROW


def test_a_retry_that_cannot_be_scheduled_takes_nobodys_place(merchant: Merchant) -> None:
    failed = pay(merchant, 500, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    past = GivenDetails(retry_of=failed.id, not_before=datetime.now(UTC) - timedelta(hours=1))
    again = GivenDetails(retry_of=failed.id, not_before=TOMORROW)
    requests = [PayoutRequest(failed.bank_account_id, 500, uuid4(), details) for details in (past, again)]
    assert [type(each) for each in create_payouts(merchant.id, requests)] == [InvalidInput, Acceptance]


def test_a_scheduled_payout_is_cancelled_at_once(merchant: Merchant) -> None:
    payout = scheduled(merchant)
    cancel(payout)
    payout.refresh_from_db()
    assert not is_scheduled(payout)
    assert explanation_of(payout, was_retried=False).next_action == NextAction.VOID
    assert settle(payout) == 1
    assert (payout.status, outcome_of(payout)) == (Status.FAILED, CancelOutcome.CANCELLED)
    assert balance_of(merchant.id).available_paise == 100_000
    assert BankTransfer.objects.get().state == "voided"


def test_the_bank_is_not_asked_about_it(merchant: Merchant) -> None:
    payout = scheduled(merchant)
    with pytest.raises(InvalidInput, match="is scheduled"):
        ask_again(payout.id)
    payout.refresh_from_db()
    assert payout.next_attempt_at is None


def test_many_whose_time_comes_at_once_are_each_sent_once(merchant: Merchant) -> None:
    payouts = [scheduled(merchant, paise=100) for _ in range(20)]
    for payout in payouts:
        let_time_pass(payout)
    at_once(4, lambda _: wait_until(all_have_ended))
    assert set(BankTransfer.objects.values_list("submissions", flat=True)) == {1}


def test_those_that_wait_are_not_read_by_a_claim(merchant: Merchant) -> None:
    """They would hide, behind a thousand, what a clock that was set back has put off (sql/bring_forward.sql)."""
    scheduled(merchant)
    payout = pay(merchant, 100)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET next_attempt_at = now() + interval '2 hours' WHERE id = %s", [payout.id])
    wait_until(lambda: settle(payout) == 1)
    assert Payout.objects.get(not_before__isnull=False).status == Status.PENDING


@pytest.mark.usefixtures("as_the_owner")
def test_none_is_sent_before_its_time_though_it_is_in_the_queue(merchant: Merchant) -> None:
    """As after a clock was set back."""
    payout = scheduled(merchant)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts SET next_attempt_at = now() WHERE id = %s", [payout.id])
    with pytest.raises(DatabaseError, match="is scheduled for"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payouts SET next_attempt_at = NULL, {CLAIMED} WHERE id = %s", [payout.id])


CLAIMED = (
    "status = 'processing', attempt_count = 1, processing_started_at = now(), lease = gen_random_uuid(),"
    " lease_expires_at = now()"
)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("next_attempt_at = now()", "is scheduled for"),
        (CLAIMED, "is scheduled for"),
        ("not_before = now()", "was created with cannot change"),
        ("not_before = NULL", "was created with cannot change"),
    ],
)
def test_the_database_sends_none_before_its_time(merchant: Merchant, change: str, why: str) -> None:
    payout = scheduled(merchant)
    with pytest.raises(DatabaseError, match=why), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payouts SET {change} WHERE id = %s", [payout.id])


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("scheduled_for", [None, TOMORROW])
def test_none_leaves_the_queue_for_the_schedule(merchant: Merchant, scheduled_for: datetime | None) -> None:
    payout = pay(merchant)
    if scheduled_for:
        payout = scheduled(merchant)
        let_time_pass(payout)
        with connection.cursor() as cursor:
            cursor.execute("SELECT payout_release_scheduled()")
    with (
        pytest.raises(DatabaseError, match=r"in the queue already|payout_open_or_at_rest"),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE payouts SET next_attempt_at = NULL WHERE id = %s", [payout.id])


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("moment", ["now() - interval '1 second'", "now() + interval '94 days'", "'infinity'"])
def test_the_database_schedules_none_for_the_past_or_the_far_future(merchant: Merchant, moment: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be scheduled for"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status,"
            " attempt_count, not_before)"
            f" VALUES (gen_random_uuid(), %s, %s, 5, gen_random_uuid(), 'pending', 0, {moment})",
            [merchant.id, account_of(merchant).id],
        )
