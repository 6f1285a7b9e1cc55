"""The whole engine on RazorpayX: its worker settles against the fake, whose book must equal the ledger at the end."""

import os
import signal
from collections import Counter

import pytest
from pytest_django import Settings

from server.bank.failures import FailureCode
from server.bank.models import BankSubmission
from server.bank.razorpayx.adapter import RazorpayX
from server.bank.scripts import Script
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts import cancelling, lifecycle
from server.payouts.models import Payout
from server.payouts.states import FINAL, Status
from tests.conftest import make_due, pay
from tests.faults.processes import Process, settle_due
from tests.support.razorpayx import FakeRazorpayX, Fault
from tests.support.servers import wait_until


def settle(*payouts: Payout, rounds: int = 12) -> None:
    """As long as it takes: each round is what happens when the payout is due again."""
    for _ in range(rounds):
        lifecycle.settle_due(RazorpayX())
        for payout in payouts:
            payout.refresh_from_db()
            if payout.status not in FINAL:
                make_due(payout)
        if all(payout.status in FINAL for payout in payouts):
            return


def books_agree(fake: FakeRazorpayX) -> bool:
    """What the ledger says was paid is what the fake paid, payout by payout."""
    entries = LedgerEntry.objects.filter(entry_type="payout_completed")
    ledger = Counter((str(entry.payout_id), abs(entry.amount_paise)) for entry in entries)
    return ledger == Counter(fake.book.paid)


def test_a_payout_is_paid_and_carries_the_banks_utr(merchant: Merchant, fake: FakeRazorpayX) -> None:
    payout = pay(merchant)
    settle(payout)
    assert payout.status == Status.COMPLETED
    [there] = fake.book.payouts.values()
    assert (payout.bank_reference_id, there.reference, there.body["mode"]) == (there.utr, str(payout.id), "IMPS")
    assert books_agree(fake)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (Script.ACCOUNT_CLOSED, FailureCode.BANK_ACCOUNT_CLOSED),
        (Script.ACCOUNT_FROZEN, FailureCode.BANK_ACCOUNT_FROZEN),
    ],
)
def test_a_payout_that_fails_there_gives_its_money_back(
    merchant: Merchant, fake: FakeRazorpayX, script: Script, code: FailureCode
) -> None:
    payout = pay(merchant, script=script)
    settle(payout)
    assert (payout.status, payout.failure_code) == (Status.FAILED, code)
    assert fake.book.paid == []


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.is_carried_out])
def test_a_payout_whose_answer_is_lost_is_paid_once(
    merchant: Merchant, fake: FakeRazorpayX, settings: Settings, fault: Fault
) -> None:
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 1.5
    fake.fail("POST", fault)
    payout = pay(merchant)
    settle(payout)
    assert payout.status == Status.COMPLETED
    assert (fake.posts(), len(fake.book.paid)) == (1, 1)
    assert books_agree(fake)


@pytest.mark.parametrize("fault", [Fault.ERROR_BEFORE, Fault.CLOSES_BEFORE, Fault.HANGS_BEFORE, Fault.REDIRECTS])
def test_a_payout_that_never_arrived_is_sent_again_under_its_key(
    merchant: Merchant, fake: FakeRazorpayX, settings: Settings, fault: Fault
) -> None:
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 1.5
    fake.fail("POST", fault)
    payout = pay(merchant)
    settle(payout)
    assert payout.status == Status.COMPLETED
    assert len(fake.bodies) == 2
    assert fake.bodies[0] == fake.bodies[1]
    assert fake.bodies[0][0] == str(payout.id)
    assert books_agree(fake)


@pytest.mark.parametrize("fault", [Fault.UNAUTHORIZED, Fault.FORBIDDEN])
def test_no_payout_fails_because_our_key_is_refused(merchant: Merchant, fake: FakeRazorpayX, fault: Fault) -> None:
    fake.fail("POST", fault)
    fake.fail("GET", fault, fault)
    payout = pay(merchant)
    settle(payout, rounds=2)
    assert payout.status == Status.PROCESSING
    settle(payout)  # the key is right again
    assert payout.status == Status.COMPLETED
    assert books_agree(fake)


def test_a_cancelled_payout_that_was_never_sent_is_void(merchant: Merchant, fake: FakeRazorpayX) -> None:
    payout = pay(merchant)
    cancelling.cancel(payout)
    settle(payout)
    assert (payout.status, payout.failure_code) == (Status.FAILED, FailureCode.CANCELLED)
    assert (fake.posts(), fake.book.paid) == (0, [])


@pytest.mark.parametrize("script", [Script.PAYS, Script.ACCOUNT_CLOSED, Script.CONTRADICTS_ITSELF])
@pytest.mark.parametrize("point", ["claim.after", "submit.before", "submit.after", "renew.before", "finish.before"])
def test_a_worker_that_is_killed_anywhere_leaves_a_payout_that_is_paid_once(
    merchant: Merchant, fake: FakeRazorpayX, script: Script, point: str
) -> None:
    payout = pay(merchant, script=script)
    with Process(settle_due, faults=f"{point}=kill") as worker:
        worker.end()
    make_due(payout)
    settle(payout)
    assert payout.status == (Status.FAILED if script is Script.ACCOUNT_CLOSED else Status.COMPLETED)
    assert books_agree(fake)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_worker_that_is_killed_while_the_bank_answers_leaves_a_payout_that_is_paid_once(
    merchant: Merchant, fake: FakeRazorpayX, method: str
) -> None:
    payout = pay(merchant)
    if method == "GET":
        fake.fail("POST", Fault.ERROR_AFTER)  # so that the worker asks at once
    with Process(settle_due) as worker:
        pid = worker.process.pid
        assert pid

        def kill(called: str) -> None:
            if called == method:
                os.kill(pid, signal.SIGKILL)

        fake.once_carried_out = kill
        assert worker.end() is None
    fake.once_carried_out = lambda _: None
    make_due(payout)
    settle(payout)
    assert payout.status == Status.COMPLETED
    assert len(fake.book.paid) == 1
    assert books_agree(fake)


def test_a_worker_that_sleeps_past_its_lease_sends_nothing_when_it_wakes(
    merchant: Merchant, fake: FakeRazorpayX, settings: Settings
) -> None:
    payout = pay(merchant)
    with Process(settle_due, faults="submit.before=stop") as sleeper:
        sleeper.wait_until_stopped()
        make_due(payout)
        settle(payout)
        assert payout.status == Status.COMPLETED
        sleeper.wake()
        sleeper.end()
    wait_until(lambda: len(fake.book.paid) == 1)
    assert books_agree(fake)
    assert BankSubmission.objects.get().submissions == 1
