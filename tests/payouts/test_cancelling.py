"""Cancelling is a request that the bank carries out: it never pays what it has not paid. Money is held until then."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from server.bank import simulator
from server.bank.gateway import BankReply, Transfer
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import NotPossibleNow
from server.events.models import MerchantEvent
from server.ledger.balance import Balance, balance_of
from server.merchants.models import Merchant
from server.payouts import leases, lifecycle
from server.payouts.cancelling import CANCELLED, CancelOutcome, cancel, outcome_of
from server.payouts.models import Payout, PayoutAttempt, PayoutCancellation
from server.payouts.states import Status
from tests.conftest import account_of, make_due, pay
from tests.support.racing import held_lock, in_the_background, waits_for_a_lock
from tests.support.servers import wait_until

HELD = Balance(seq=2, available_paise=90_000, held_paise=10_000)


def settle(payout: Payout, bank: SimulatedBank | None = None) -> None:
    assert lifecycle.settle_due(bank or SimulatedBank()) >= 1
    payout.refresh_from_db()


def calls_about(payout: Payout) -> list[str]:
    return list(PayoutAttempt.objects.filter(payout=payout).order_by("id").values_list("call", flat=True))


def test_a_payout_that_waits_is_never_sent(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000)
    payout, is_new = cancel(payout, "Wrong supplier")
    assert (is_new, payout.status, outcome_of(payout)) == (True, Status.PENDING, CancelOutcome.REQUESTED)
    assert balance_of(merchant.id) == HELD
    settle(payout)
    assert (payout.status, payout.failure_reason) == (Status.FAILED, CANCELLED.words)
    assert outcome_of(payout) == CancelOutcome.CANCELLED
    assert calls_about(payout) == ["void"]
    assert BankTransfer.objects.get().state == BankTransfer.State.VOIDED
    assert balance_of(merchant.id).available_paise == 100_000
    assert list(MerchantEvent.objects.values_list("kind", "subject_id")) == [("PAYOUT_CANCEL_REQUESTED", payout.id)]


def test_the_same_request_again_changes_nothing_whatever_has_become_of_the_payout(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000)
    first = cancel(payout, "Wrong supplier")
    again = cancel(payout, "Another remark")
    settle(payout)
    ended = cancel(payout)
    assert (first.is_new, again.is_new, ended.is_new) == (True, False, False)
    assert ended.payout.status == Status.FAILED
    assert PayoutCancellation.objects.get().remark == "Wrong supplier"
    assert MerchantEvent.objects.count() == 1


@pytest.mark.parametrize("script", [Script.PAYS, Script.ACCOUNT_CLOSED])
def test_a_payout_that_has_ended_is_not_cancelled(merchant: Merchant, script: Script) -> None:
    payout = pay(merchant, 10_000, script)
    settle(payout)
    with pytest.raises(NotPossibleNow) as refused:
        cancel(payout)
    assert refused.value.status == payout.status
    assert PayoutCancellation.objects.count() == 0


def test_one_that_the_bank_had_paid_is_completed_and_the_request_came_too_late(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.TIMES_OUT_THOUGH_IT_PAID)
    claim = leases.claim_next_due()
    assert claim
    account = claim.payout.bank_account
    SimulatedBank().submit(
        Transfer(payout.bank_reference, payout.amount_paise, account.account_number, account.ifsc_code, None)
    )
    cancel(payout)
    make_due(payout)
    settle(payout)
    assert (payout.status, outcome_of(payout)) == (Status.COMPLETED, CancelOutcome.TOO_LATE)
    assert calls_about(payout) == ["void"]


@pytest.mark.parametrize(("pays", "end"), [(True, Status.COMPLETED), (False, Status.FAILED)])
def test_the_banks_decision_about_one_under_way_stands(merchant: Merchant, pays: bool, end: Status) -> None:
    payout = pay(merchant, 10_000, Script.STAYS_IN_PROGRESS)
    settle(payout)
    payout, _ = cancel(payout)
    settle(payout)
    assert (payout.status, balance_of(merchant.id)) == (Status.PROCESSING, HELD)  # the bank does not say
    assert payout.next_attempt_at is not None
    simulator.decide(payout.bank_reference, pays=pays)
    make_due(payout)
    settle(payout)
    assert payout.status == end
    assert calls_about(payout) == ["submit", "void", "void"]


def test_one_that_waits_for_its_next_attempt_is_due_at_once_and_sent_no_more(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    settle(payout)
    assert (payout.status, payout.lease) == (Status.PROCESSING, None)
    cancel(payout)
    settle(payout)
    assert (payout.status, payout.failure_reason) == (Status.FAILED, CANCELLED.words)
    assert (calls_about(payout), BankTransfer.objects.get().submissions) == (["submit", "void"], 1)


class CancelledMeanwhile(SimulatedBank):
    """A bank during whose first answer somebody asks to cancel."""

    def __init__(self, payout: Payout, at: str) -> None:
        super().__init__()
        self.payout, self.at = payout, at

    def submit(self, transfer: Transfer) -> BankReply:
        answer = super().submit(transfer)
        if self.at == "submit":
            cancel(self.payout)
        return answer

    def fetch_status(self, reference: str) -> BankReply:
        answer = super().fetch_status(reference)
        if self.at == "ask":
            cancel(self.payout)
        return answer


def test_a_request_during_a_refusal_leaves_no_other_attempt(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    settle(payout, CancelledMeanwhile(payout, "submit"))  # and at once claimed anew, with the same bank
    assert (payout.status, payout.failure_reason) == (Status.FAILED, CANCELLED.words)
    assert calls_about(payout) == ["submit", "void"]


def test_a_request_while_the_bank_is_asked_is_seen_before_the_next_submission(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.TIMES_OUT_AND_NEVER_PAID)
    settle(payout)  # no attempt has arrived, and another follows
    make_due(payout)
    settle(payout, CancelledMeanwhile(payout, "ask"))
    assert (payout.status, payout.failure_reason) == (Status.FAILED, CANCELLED.words)
    assert calls_about(payout) == ["submit", "ask", "ask", "void"]  # and no second submission


@pytest.mark.parametrize("_turn", range(5))
def test_cancelling_races_with_the_worker(merchant: Merchant, settings: Settings, _turn: int) -> None:
    settings.PAYOUT_BANK_LATENCY_SECONDS = (0, 0.002)
    payouts = [pay(merchant, 100) for _ in range(6)]

    def ask() -> None:
        for payout in payouts:
            with suppress(NotPossibleNow):  # completed by now
                cancel(payout)

    with in_the_background(ask):
        while lifecycle.settle_due(SimulatedBank()):
            pass
    while lifecycle.settle_due(SimulatedBank()):
        pass
    for payout in payouts:
        payout.refresh_from_db()
        book = BankTransfer.objects.get(pk=payout.bank_reference)
        assert (payout.status, book.state) in {(Status.COMPLETED, "paid"), (Status.FAILED, "voided")}
    paid = sum(payout.status == Status.COMPLETED for payout in payouts)
    assert balance_of(merchant.id).available_paise == 100_000 - 100 * paid


def test_an_older_worker_passes_by_what_is_to_be_cancelled(merchant: Merchant) -> None:
    """It would pay it."""
    cancel(pay(merchant, 10_000))
    free = pay(merchant, 10_000)
    with connection.cursor() as cursor:
        claim = "SELECT id FROM payout_claim_v3(gen_random_uuid(), '30 s', '900 s', '-infinity', '{10 s}', '900 s')"
        cursor.execute(claim)
        assert cursor.fetchall() == [(free.id,)]
        cursor.execute(claim)
        assert cursor.fetchall() == []


GIVEN = "INSERT INTO payout_cancellations (payout_id, merchant_id, requested_at) VALUES (%s, %s, %s)"


def test_the_database_admits_a_cancellation_of_an_open_payout_of_its_merchant_alone(merchant: Merchant) -> None:
    payout, ended = pay(merchant, 10_000), pay(merchant, 10_000)
    settle(payout)
    payout = pay(merchant, 10_000)
    given: list[list[UUID | str | None]] = [
        [ended.id, merchant.id, None],
        [uuid4(), merchant.id, None],
        [payout.id, uuid4(), None],
        [payout.id, merchant.id, "2026-01-01 00:00:00+00"],
    ]
    for values in given:
        why = "the time cannot be given" if values[2] else "has no open payout"
        with pytest.raises(DatabaseError, match=why), connection.cursor() as cursor:
            cursor.execute(GIVEN, values)
    assert PayoutCancellation.objects.count() == 0


@pytest.mark.usefixtures("as_the_owner")
def test_a_cancellation_that_is_typed_in_takes_the_merchants_lock_before_the_payouts(merchant: Merchant) -> None:
    payout = pay(merchant)

    def typed_in() -> None:
        with connection.cursor() as cursor:
            cursor.execute(GIVEN, [payout.id, merchant.id, None])

    with held_lock(merchant) as release, in_the_background(typed_in):
        wait_until(waits_for_a_lock)
        with transaction.atomic():
            assert Payout.objects.select_for_update(no_key=True, nowait=True).get(pk=payout.id)
        release()
    payout.refresh_from_db()
    assert payout.cancel_requested_at


def test_a_payout_begins_without_a_cancellation(merchant: Merchant) -> None:
    made = Payout(
        merchant=merchant,
        bank_account=account_of(merchant),
        amount_paise=100,
        idempotency_key=uuid4(),
        cancel_requested_at=datetime.now(UTC),
    )
    with pytest.raises(DatabaseError, match="begins without a cancellation"), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payouts SET cancel_requested_at = now()",
        "UPDATE payout_cancellations SET remark = 'another'",
        "DELETE FROM payout_cancellations",
    ],
)
def test_a_request_stands_as_it_was_made(merchant: Merchant, change: str) -> None:
    payout, _ = cancel(pay(merchant, 10_000))
    pay(merchant, 10_000)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(change)
    payout.refresh_from_db()
    assert payout.cancel_requested_at == PayoutCancellation.objects.get().requested_at
