"""A bank's reply decides a payout's next step: the table alone, then with the simulator's book."""

from itertools import product

import pytest
from pytest_django import Settings

from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, UnknownReference, Voided
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.bank_steps import BankStep, Complete, Fail, Unresolved, Wait, next_step
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import make_due, pay

ANSWERS: list[BankReply] = [
    Paid("UTR1"),
    Refused("busy", final=False),
    Refused("closed", final=True),
    Voided("gave up", None),
    InProgress(),
    UnknownReference(),
    TimedOut(),
]
DEFINITE = (Refused("closed", final=True), Voided("gave up", None))


@pytest.mark.parametrize(("call", "answer", "may_retry"), list(product(BankStep, ANSWERS, [True, False])))
def test_money_is_given_back_only_on_a_definite_no(call: BankStep, answer: BankReply, may_retry: bool) -> None:
    step = next_step(call, answer, may_retry=may_retry)
    assert isinstance(step, Fail) == (answer in DEFINITE)
    assert isinstance(step, Complete) == isinstance(answer, Paid)
    if isinstance(answer, InProgress):
        assert step == Unresolved()  # neither paid again nor given up
    if step == Wait():
        # For an attempt that is left, after an answer: whoever waits for the bank to answer at all is unresolved.
        assert may_retry
        assert answer in (UnknownReference(), Refused("busy", final=False))
    if step is BankStep.SUBMIT:
        # Only ever after the bank was asked, and had nothing or had refused; never on silence.
        assert call is BankStep.ASK
        assert may_retry
        assert answer in (UnknownReference(), Refused("busy", final=False))
    if call is BankStep.SUBMIT and isinstance(answer, TimedOut):
        assert step is BankStep.CONFIRM


def settle_to_the_end(payout: Payout, most: int = 8) -> int:
    """Settle, letting the time pass between attempts; returns how many claims it took."""
    for claims in range(1, most + 1):
        assert lifecycle.settle_due(SimulatedBank()) == 1
        payout.refresh_from_db()
        if payout.status in {Status.COMPLETED, Status.FAILED}:
            return claims
        make_due(payout)
    raise AssertionError(f"still {payout.status} after {most} claims")


@pytest.mark.parametrize(
    ("script", "status", "attempts", "reason"),
    [
        (Script.PAYS, Status.COMPLETED, 1, None),
        (Script.ACCOUNT_CLOSED, Status.FAILED, 1, "The beneficiary account is closed."),
        (Script.REFUSES_TWICE_THEN_PAYS, Status.COMPLETED, 3, None),
        (Script.TIMES_OUT_THOUGH_IT_PAID, Status.COMPLETED, 1, None),
        (
            Script.TIMES_OUT_AND_NEVER_PAID,
            Status.FAILED,
            3,
            "The bank did not confirm the transfer; it was voided.",
        ),
    ],
)
def test_each_scripted_outcome(
    merchant: Merchant, script: Script, status: Status, attempts: int, reason: str | None
) -> None:
    payout = pay(merchant, 10_000, script)
    settle_to_the_end(payout)
    assert (payout.status, payout.attempt_count, payout.failure_reason) == (status, attempts, reason)
    balance = balance_of(merchant.id)
    assert (balance.available_paise, balance.held_paise) == (
        90_000 if status == Status.COMPLETED else 100_000,
        0,
    )
    transfer = BankTransfer.objects.get(pk=payout.bank_reference)
    assert (transfer.state == "paid") == (status == Status.COMPLETED)
    assert payout.bank_reference_id == transfer.utr


def test_a_transfer_that_hangs_past_the_deadline_is_paid_once(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.HANGS_THEN_PAYS)
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert (payout.status, payout.lease, payout.next_attempt_at is not None) == (
        Status.PROCESSING,
        None,
        True,
    )
    assert BankTransfer.objects.get().state == "accepted"
    BankTransfer.objects.update(pays_at=payout.created_at)  # the bank gets round to it
    settle_after(payout)
    assert (payout.status, payout.attempt_count) == (Status.COMPLETED, 1)
    assert BankTransfer.objects.get().submissions == 1


def settle_after(payout: Payout) -> None:
    make_due(payout)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    payout.refresh_from_db()


def test_a_bank_that_always_refuses_ends_in_a_void_and_a_release(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 2
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    settle_to_the_end(payout)
    assert (payout.status, payout.attempt_count) == (Status.FAILED, 2)
    assert payout.failure_reason == "The beneficiary's bank is not available at the moment."
    assert BankTransfer.objects.get().state == "voided"
    assert balance_of(merchant.id).available_paise == 100_000


def test_a_single_attempt_is_enough_if_the_setting_says_so(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 1
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    assert settle_to_the_end(payout) == 1
    assert (payout.status, payout.attempt_count) == (Status.FAILED, 1)


def test_the_waits_between_attempts_are_the_settings_ones(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 4
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [10, 30]
    payout = pay(merchant, 10_000, Script.TIMES_OUT_AND_NEVER_PAID)
    waits = []
    for _ in range(3):
        lifecycle.settle_due(SimulatedBank())
        payout.refresh_from_db()
        assert payout.next_attempt_at is not None
        waits.append(round((payout.next_attempt_at - payout.updated_at).total_seconds()))
        make_due(payout)
    assert waits == [10, 30, 30]


def test_a_refusal_by_chance_is_retried(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_BANK_FAILURE_RATE = 1.0
    payout = pay(merchant, 10_000, script="1234")
    lifecycle.settle_due(SimulatedBank())
    assert BankTransfer.objects.get().state == "refused"
    settings.PAYOUT_BANK_FAILURE_RATE = 0.0
    settle_after(payout)
    assert (payout.status, payout.attempt_count) == (Status.COMPLETED, 2)


def test_scripted_accounts_are_not_left_to_chance(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_BANK_FAILURE_RATE = 1.0
    payout = pay(merchant, 10_000, Script.PAYS)
    assert settle_to_the_end(payout) == 1
    assert payout.status == Status.COMPLETED
