"""An outcome that stays unknown is shown and not guessed: flagged, held, asked about, and ended by the bank alone."""

import logging
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from pytest_django import Settings

from server.bank import simulator
from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, Transfer, UnknownReference, Voided
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.events.kinds import EventType
from server.events.models import MerchantEvent
from server.integrity.audit import run_audit
from server.ledger.balance import Balance, balance_of
from server.merchants.models import Merchant
from server.payouts import leases, lifecycle, review
from server.payouts.fund_location import FundLocation, fund_location_of
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import empty_the_books, guards_off, make_due, pay
from tests.support.racing import held_lock

HELD = Balance(seq=2, available_paise=90_000, held_paise=10_000)


def let_pass(payout: Payout, time: str = "1 day") -> None:
    """Time: somebody has to act on the payout, and its outcome has been unknown for that much longer."""
    make_due(payout)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payouts SET unresolved_since = unresolved_since - %s::interval WHERE id = %s", [time, payout.id]
        )


def settle(payout: Payout, bank: SimulatedBank | None = None) -> None:
    assert lifecycle.settle_due(bank or SimulatedBank()) == 1
    payout.refresh_from_db()


def unresolved(merchant: Merchant, script: Script = Script.NEVER_ANSWERS) -> Payout:
    payout = pay(merchant, 10_000, script)
    settle(payout)
    assert payout.unresolved_since is not None
    return payout


def flagged(merchant: Merchant, script: Script = Script.NEVER_ANSWERS) -> Payout:
    payout = unresolved(merchant, script)
    let_pass(payout)
    settle(payout)
    assert payout.needs_review
    return payout


SILENT = [(Script.NEVER_ANSWERS, FundLocation.UNKNOWN), (Script.STAYS_IN_PROGRESS, FundLocation.AT_BANK)]


@pytest.mark.parametrize(("script", "where"), SILENT)
def test_an_outcome_that_stays_unknown_is_flagged_and_its_money_held(
    merchant: Merchant, script: Script, where: FundLocation
) -> None:
    payout = unresolved(merchant, script)
    assert (payout.needs_review, fund_location_of(payout)) == (False, where)
    let_pass(payout, "899 seconds")
    settle(payout)
    assert not payout.needs_review
    let_pass(payout, "1 second")
    settle(payout)
    assert (payout.status, payout.needs_review, fund_location_of(payout)) == (Status.PROCESSING, True, where)
    assert balance_of(merchant.id) == HELD
    assert BankTransfer.objects.get().submissions == 1  # it was asked about, and not sent again


def test_a_flagged_payout_is_asked_about_at_the_slower_pace(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RETRY_DELAYS_SECONDS = [10]
    settings.PAYOUT_REVIEW_RETRY_SECONDS = 1234
    payout = unresolved(merchant, Script.STAYS_IN_PROGRESS)
    waits = []
    for _ in range(3):
        assert payout.next_attempt_at is not None
        waits.append(round((payout.next_attempt_at - payout.updated_at).total_seconds()))
        let_pass(payout)
        settle(payout)
    assert waits == [10, 1234, 1234]
    assert payout.attempt_count == 1


@pytest.mark.parametrize("pays", [True, False])
@pytest.mark.parametrize("script", [script for script, _ in SILENT])
def test_the_banks_decision_ends_it_by_itself(merchant: Merchant, script: Script, pays: bool) -> None:
    payout = flagged(merchant, script)
    simulator.decide(payout.bank_reference, pays=pays)
    make_due(payout)
    settle(payout)
    assert payout.status == (Status.COMPLETED if pays else Status.FAILED)
    assert (payout.needs_review, payout.unresolved_since) == (False, None)
    assert fund_location_of(payout) == (FundLocation.WITH_BENEFICIARY if pays else FundLocation.WITH_US)
    after = balance_of(merchant.id)
    assert (after.available_paise, after.held_paise) == (90_000 if pays else 100_000, 0)


def test_a_refusal_that_leaves_attempts_is_resolved(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    settle(payout)
    assert (payout.unresolved_since, fund_location_of(payout)) == (None, FundLocation.WITH_US)
    let_pass(payout)
    settle(payout)  # however long that took
    assert (payout.unresolved_since, payout.needs_review) == (None, False)


class Says(SimulatedBank):
    """A bank that says what the test wants it to say, beside what its book knows."""

    def __init__(self, *answers: BankReply) -> None:
        super().__init__()
        self.answers = list(answers)

    def fetch_status(self, reference: str) -> BankReply:
        return self.answers.pop(0) if self.answers else super().fetch_status(reference)


def test_a_flag_goes_when_the_banks_reply_decides_something(merchant: Merchant) -> None:
    payout = flagged(merchant, Script.STAYS_IN_PROGRESS)
    make_due(payout)

    class RefusesForNow(Says):
        def submit(self, transfer: Transfer) -> BankReply:  # noqa: ARG002
            return Refused("busy", final=False)

    settle(payout, RefusesForNow(Refused("busy", final=False)))
    assert (payout.status, payout.needs_review, payout.unresolved_since) == (Status.PROCESSING, False, None)
    assert payout.attempt_count == 2


def test_a_payout_whose_workers_die_is_flagged_too(merchant: Merchant, caplog: pytest.LogCaptureFixture) -> None:
    class Breaks(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:  # noqa: ARG002
            raise ConnectionError("reset by peer")

        def fetch_status(self, reference: str) -> BankReply:  # noqa: ARG002
            raise ConnectionError("reset by peer")

    payout = pay(merchant)
    settle(payout, Breaks())
    assert (fund_location_of(payout), payout.needs_review) == (FundLocation.UNKNOWN, False)
    for _ in range(2):
        let_pass(payout)
        settle(payout, Breaks())
    assert payout.needs_review
    assert [record.levelname for record in caplog.records if "needs review" in record.message] == ["WARNING"]  # once
    make_due(payout)
    settle(payout)
    assert payout.status == Status.COMPLETED


def test_a_payout_in_a_workers_hands_is_not_known_to_be_with_us(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    seen = []

    class ObservingBank(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:
            seen.append(fund_location_of(Payout.objects.get()))
            return super().submit(transfer)

    for _ in range(3):
        seen.append(fund_location_of(Payout.objects.get()))
        settle(payout, ObservingBank())
        make_due(payout) if payout.status == Status.PROCESSING else None
    waiting, sending, done = FundLocation.WITH_US, FundLocation.UNKNOWN, FundLocation.WITH_BENEFICIARY
    assert seen == [waiting, sending] * 3
    assert fund_location_of(payout) == done


def test_a_transfer_that_may_be_on_its_way_is_not_known_to_be_with_us(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.TIMES_OUT_AND_NEVER_PAID)
    settle(payout)  # sent, not answered; asked: never heard of it
    assert (payout.last_answer, fund_location_of(payout)) == ("unheard", FundLocation.UNKNOWN)


# --- asking at once ----------------------------------------------------------------------------------------


def test_the_bank_can_be_asked_at_once(merchant: Merchant) -> None:
    payout = flagged(merchant)
    simulator.decide(payout.bank_reference, pays=True)
    assert lifecycle.settle_due(SimulatedBank()) == 0
    assert review.ask_again(payout.id).id == payout.id
    settle(payout)
    assert payout.status == Status.COMPLETED


def test_asking_at_once_touches_no_lease(merchant: Merchant) -> None:
    payout = unresolved(merchant)
    make_due(payout)
    leases.claim_next_due()
    before = Payout.objects.values().get()
    assert review.ask_again(payout.id).lease == before["lease"]
    assert Payout.objects.values().get() == before


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (Script.PAYS, "completed"),
        (Script.ACCOUNT_CLOSED, "failed"),
    ],
)
def test_there_is_nothing_to_ask_about_an_end(merchant: Merchant, script: Script, words: str) -> None:
    payout = pay(merchant, 10_000, script)
    settle(payout)
    before = Payout.objects.values().get()
    with pytest.raises(InvalidInput, match=words):
        review.ask_again(payout.id)
    assert Payout.objects.values().get() == before


def test_the_bank_is_asked_at_once_about_whatever_waits(merchant: Merchant) -> None:
    """An answer that another attempt follows, an unknown outcome, and a payout that was never sent."""
    refused = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    settle(refused)
    silent = unresolved(merchant)
    for payout in (refused, silent):
        assert lifecycle.settle_due(SimulatedBank()) == 0
        assert review.ask_again(payout.id).id == payout.id
        settle(payout)
    pending = pay(merchant, 10_000)
    assert review.ask_again(pending.id).id == pending.id
    settle(pending)
    assert (pending.status, refused.attempt_count) == (Status.COMPLETED, 2)


def test_five_requests_at_once_are_one_call_to_the_bank(merchant: Merchant) -> None:
    payout = flagged(merchant, Script.STAYS_IN_PROGRESS)
    attempts = payout.attempts.count()
    for _ in range(5):
        review.ask_again(payout.id)
    assert lifecycle.settle_due(SimulatedBank()) == 1
    assert payout.attempts.count() == attempts + 1


# --- the bank's own people ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("decision", "status"), [("pays", Status.COMPLETED), ("refuses", Status.FAILED)])
def test_the_command_decides_at_the_bank(merchant: Merchant, decision: str, status: Status) -> None:
    payout = flagged(merchant)
    call_command("bank_decides", str(payout.id), decision, stdout=StringIO())
    review.ask_again(payout.id)
    settle(payout)
    assert payout.status == status
    with pytest.raises(CommandError, match="already says"):
        call_command("bank_decides", str(payout.id), decision)


def test_the_command_says_what_it_does_not_know(merchant: Merchant) -> None:
    payout = pay(merchant)
    with pytest.raises(CommandError, match="never heard"):
        call_command("bank_decides", str(payout.id), "pays")
    for unknown in (str(uuid4()), "nothing"):
        with pytest.raises(CommandError, match="no payout"):
            call_command("bank_decides", unknown, "pays")


def test_the_audit_counts_those_that_need_review_and_finds_no_fault_in_them(merchant: Merchant) -> None:
    flagged(merchant)
    output = StringIO()
    call_command("verify_ledger", stdout=output)
    assert output.getvalue().splitlines()[-2:] == [
        "Payouts that need review, since the bank has not said what became of them: 1",
        "Every paisa is accounted for.",
    ]


# --- a bank that contradicts itself ------------------------------------------------------------------------


@pytest.mark.parametrize("attempts", [3, 2, 1])
def test_a_bank_that_contradicts_itself_pays_once_and_nothing_is_released(
    merchant: Merchant, settings: Settings, attempts: int
) -> None:
    settings.PAYOUT_MAX_RETRIES = attempts
    payout = pay(merchant, 10_000, Script.CONTRADICTS_ITSELF)
    for _ in range(4):
        settle(payout)
        if payout.status != Status.PROCESSING:
            break
        make_due(payout)
    assert (payout.status, balance_of(merchant.id).available_paise) == (Status.COMPLETED, 90_000)
    assert BankTransfer.objects.get().utr == payout.bank_reference_id
    answers = list(payout.attempts.order_by("id").values_list("call", "answer"))
    assert answers[:2] == [("submit", "in_progress"), ("ask", "unheard")]
    assert answers[-1][1] == "paid"
    if attempts > 1:
        assert answers[2] == ("submit", "refused")


ABOUT = [InProgress(), UnknownReference(), Refused("busy", final=False), TimedOut()]


@pytest.mark.parametrize("later", ABOUT, ids=lambda answer: type(answer).__name__)
@pytest.mark.parametrize("first", ABOUT, ids=lambda answer: type(answer).__name__)
def test_a_paid_payout_is_never_released_whatever_the_bank_said_first(
    merchant: Merchant, first: BankReply, later: BankReply
) -> None:
    """The bank pays at once, and denies it twice."""
    payout = pay(merchant, 10_000, Script.TIMES_OUT_THOUGH_IT_PAID)
    bank = Says(first, later)
    for _ in range(4):
        settle(payout, bank)
        assert payout.status != Status.FAILED
        if payout.status == Status.COMPLETED:
            break
        make_due(payout)
    assert (payout.status, BankTransfer.objects.filter(state="paid").count()) == (Status.COMPLETED, 1)


@pytest.mark.parametrize(
    ("told", "becomes", "then"),
    [
        (Paid("UTR1"), Status.COMPLETED, Voided("gave up", None)),
        (Paid("UTR1"), Status.COMPLETED, Refused("closed", final=True)),
        (Refused("closed", final=True), Status.FAILED, Paid("UTR1")),
        (Voided("gave up", None), Status.FAILED, Paid("UTR1")),
    ],
)
def test_a_contradiction_after_the_end_changes_nothing_and_is_logged(
    merchant: Merchant, caplog: pytest.LogCaptureFixture, told: BankReply, becomes: Status, then: BankReply
) -> None:
    payout = pay(merchant)

    class TellsAnotherWorkerFirst(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:  # noqa: ARG002
            make_due(payout)
            lifecycle.settle_due(Says(told))
            return then

    settle(payout, TellsAnotherWorkerFirst())
    assert payout.status == becomes
    [error] = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert f"payout {payout.id} is {becomes}, but the bank now says" in error
    assert payout.attempts.count() == 1
    empty_the_books()  # this bank's book knows of nothing


def test_a_payment_after_a_final_refusal_is_found_by_the_audit(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.ACCOUNT_CLOSED)
    settle(payout)
    assert payout.status == Status.FAILED
    with guards_off(), connection.cursor() as cursor:  # the bank's own guard would not have it
        cursor.execute("UPDATE bank_transfers SET state = 'paid', utr = 'U1', paid_at = now()")
    faults = [fault for finding in run_audit() for fault in finding.faults]
    assert any(f"payout-{payout.id}" in fault and "status=failed" in fault for fault in faults)
    empty_the_books()


# --- what the database refuses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "settled"), [(Script.PAYS, False), (Script.PAYS, True), (Script.ACCOUNT_CLOSED, True)]
)
@pytest.mark.parametrize("change", ["needs_review = true", "needs_review = true, unresolved_since = now()"])
def test_only_a_payout_in_processing_can_be_flagged(
    merchant: Merchant, script: Script, settled: bool, change: str
) -> None:
    payout = pay(merchant, 10_000, script)
    if settled:
        settle(payout)
    with (
        pytest.raises(DatabaseError, match=r"payout_unresolved_in_processing|is final"),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE payouts SET {change}")


@pytest.mark.parametrize("change", ["unresolved_since = NULL", "unresolved_since = 'infinity'"])
def test_a_flagged_payout_says_since_when(merchant: Merchant, change: str) -> None:
    flagged(merchant)
    with pytest.raises(DatabaseError, match="payout_unresolved"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE payouts SET {change}")


ENDS = {
    Status.COMPLETED: "completed_at = now(), bank_reference_id = 'UTR'",
    Status.FAILED: "failed_at = now(), failure_reason = 'closed'",
}


@pytest.mark.parametrize("last", ["NULL", "'no_answer'", "'in_progress'", "'unheard'", "'refused'", "the other's"])
@pytest.mark.parametrize("end", ENDS)
def test_a_payout_ends_on_a_definite_answer_only(merchant: Merchant, end: Status, last: str) -> None:
    unresolved(merchant)
    if last == "the other's":
        last = "'rejected'" if end == Status.COMPLETED else "'paid'"
    with pytest.raises(DatabaseError, match="when the bank's last answer is"), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE payouts SET status = '{end}', {ENDS[end]}, next_attempt_at = NULL, unresolved_since = NULL,"
            f" last_answer = {last}"
        )


def test_what_cannot_be_flagged_now_is_flagged_by_the_next_claim(merchant: Merchant) -> None:
    """The merchant's lock is held: the bank is asked all the same, and nothing is told that is not so."""
    payout = unresolved(merchant)
    let_pass(payout)
    with held_lock(merchant):
        settle(payout)
        assert (payout.needs_review, MerchantEvent.objects.count()) == (False, 0)
    make_due(payout)
    settle(payout)
    assert payout.needs_review
    assert MerchantEvent.objects.get().kind == EventType.PAYOUT_NEEDS_REVIEW


def test_an_answer_that_ends_a_review_and_not_the_payout_is_told(merchant: Merchant) -> None:
    payout = flagged(merchant)

    class Refusing(SimulatedBank):
        def fetch_status(self, _reference: str) -> BankReply:
            return Refused("Try again later", final=False)

    make_due(payout)
    settle(payout, Refusing())
    assert (payout.status, payout.needs_review) == (Status.PROCESSING, False)
    kinds = MerchantEvent.objects.order_by("n").values_list("kind", flat=True)
    assert list(kinds) == [EventType.PAYOUT_NEEDS_REVIEW, EventType.PAYOUT_REVIEW_ENDED]
