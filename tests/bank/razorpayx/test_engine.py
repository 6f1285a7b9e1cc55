"""The whole engine on RazorpayX: its worker settles against the fake, whose book must equal the ledger at the end."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.bank.failures import FailureCode
from server.bank.models import BankSubmission
from server.bank.razorpayx.adapter import RazorpayX
from server.bank.scripts import Script
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts import cancelling, lifecycle
from server.payouts.details import GivenDetails
from server.payouts.models import Payout
from server.payouts.return_facts import PayoutReturn
from server.payouts.states import FINAL, Status
from server.rails.rules import Rail
from tests.conftest import audit_faults, make_due, owner_connection, pay
from tests.faults.processes import Process, settle_due
from tests.support.razorpayx import FakeRazorpayX, Fault
from tests.support.returns import hear
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


def test_the_bank_is_told_the_rail_that_was_chosen_by_the_caller_or_by_the_rules(
    new_merchant: Callable[..., Merchant], fake: FakeRazorpayX
) -> None:
    merchant = new_merchant(paise=10**10)
    asked = {
        pay(merchant, 2_50_000_00, details=GivenDetails(rail=Rail.NEFT)): "NEFT",
        pay(merchant, 2_50_000_00, details=GivenDetails(rail=Rail.RTGS)): "RTGS",
        pay(merchant, 2_50_000_00): "IMPS",
        pay(merchant, 5_00_000_01): "RTGS",
    }
    for payout in asked:
        settle(payout)
    told = {row.reference: row.mode for row in BankSubmission.objects.all()}
    assert told == {payout.bank_reference: mode for payout, mode in asked.items()}
    assert books_agree(fake)


def test_a_payment_that_comes_back_later_is_a_return_and_is_told_once(
    merchant: Merchant, fake: FakeRazorpayX, caplog: pytest.LogCaptureFixture
) -> None:
    payout = pay(merchant)
    settle(payout)
    bank = RazorpayX()
    assert hear(bank) == 0
    [there] = fake.book.payouts.values()
    fake.book.end(there, "reversed", "bank_account_closed")
    fake.fail("GET", Fault.ERROR_BEFORE)
    assert [hear(bank) for _ in range(3)] == [0, 1, 0]
    fact = PayoutReturn.objects.get()
    assert (fact.payout_id, fact.amount_paise, fact.return_reference) == (payout.id, 10_000, there.id)
    assert fact.reason_code == FailureCode.BANK_ACCOUNT_CLOSED
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED
    assert LedgerEntry.objects.filter(entry_type="payout_returned").get().amount_paise == 10_000
    assert caplog.text.count("bank.payment_reversed") == 1
    assert AuditEvent.objects.filter(action="bank.payment_reversed", subject_id=payout.id).count() == 1
    assert audit_faults() == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_storm_of_faults_and_kills_leaves_each_payout_paid_once_or_not_at_all(
    merchant: Merchant, fake: FakeRazorpayX, settings: Settings, seed: int
) -> None:
    """Faults by chance in a third of the calls, and workers that are killed at any step, three at a time."""
    dice = random.Random(seed)
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 1.5
    scripts = [Script.PAYS, Script.PAYS, Script.ACCOUNT_CLOSED, Script.CONTRADICTS_ITSELF, Script.ACCOUNT_FROZEN]
    payouts = [pay(merchant, paise=1_000 + number, script=scripts[number % len(scripts)]) for number in range(15)]
    faults = [fault for fault in Fault if fault not in (Fault.LONG_AFTER, Fault.BUSY)]
    fake.chance = lambda: dice.choice(faults) if dice.random() < 0.33 else None
    for _ in range(6):
        with ExitStack() as stack:
            workers = [stack.enter_context(Process(settle_due, faults="*=kill%0.03")) for _ in range(3)]
            for worker in workers:
                worker.end()
        for payout in payouts:
            payout.refresh_from_db()
            if payout.status not in FINAL:
                make_due(payout)
    fake.chance = lambda: None
    settle(*payouts)
    waits = [payout for payout in payouts if payout.status not in FINAL]
    # What nobody answered about is not guessed at: it waits for a person, and RazorpayX does not have it.
    assert all(fake.book.of(payout.bank_reference) == [] for payout in waits)
    assert books_agree(fake)
    assert max(Counter(reference for reference, _ in fake.book.paid).values()) == 1


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("script", "change"),
    [
        (Script.PAYS, "utr = 'another'"),
        (Script.PAYS, "amount_paise = 1"),
        (Script.PAYS, "state = 'known'"),
        (Script.ACCOUNT_CLOSED, "state = 'known'"),
        (Script.ACCOUNT_CLOSED, "state = 'refused'"),
        (Script.ACCOUNT_CLOSED, "state = 'paid', utr = 'U1'"),
    ],
)
def test_the_audit_compares_the_ledger_with_what_the_bank_told(
    merchant: Merchant, fake: FakeRazorpayX, script: Script, change: str
) -> None:
    payout = pay(merchant, script=script)
    settle(payout)
    assert audit_faults() == []
    before = owner_connection().execute("SELECT state, utr, amount_paise FROM bank_submissions").fetchone()
    owner_connection().execute(f"UPDATE bank_submissions SET {change}")
    assert str(payout.id) in " ".join(audit_faults())
    owner_connection().execute("UPDATE bank_submissions SET (state, utr, amount_paise) = (%s, %s, %s)", before)
