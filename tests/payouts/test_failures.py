"""A failed payout says why in a code that a program can act on, and whose doing it was."""

import pytest
from django.db import connection
from pytest_django import Settings

from server.bank import simulator
from server.bank.failures import OF_ENGINE, FailureCode, FailureSource, source_of
from server.bank.gateway import BankReply, Refused, Transfer
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.cancelling import CANCELLED, cancel
from server.payouts.failures import Failure, FailureKind, failure_of
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import make_due, pay


def failed(merchant: Merchant, script: Script, bank: SimulatedBank | None = None) -> Payout:
    payout = pay(merchant, 10_000, script)
    while payout.status != Status.FAILED:
        make_due(payout)
        assert lifecycle.settle_due(bank or SimulatedBank()) == 1
        payout.refresh_from_db()
        assert payout.status != Status.COMPLETED
    return payout


@pytest.mark.parametrize(
    ("script", "kind", "code", "source"),
    [
        (Script.ACCOUNT_CLOSED, "bank_rejected", "bank_account_closed", "beneficiary_bank"),
        (Script.ACCOUNT_FROZEN, "bank_rejected", "bank_account_frozen", "beneficiary_bank"),
        (Script.TIMES_OUT_AND_NEVER_PAID, "bank_unconfirmed", "not_confirmed", "engine"),
    ],
)
def test_each_scripted_failure_has_its_code(
    merchant: Merchant, script: Script, kind: str, code: str, source: str
) -> None:
    payout = failed(merchant, script)
    assert failure_of(payout) == Failure(
        FailureKind(kind), payout.failure_reason or "", FailureCode(code), FailureSource(source)
    )
    assert BankTransfer.objects.get().code == code


def test_refused_until_no_attempt_is_left_it_keeps_the_banks_code(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_MAX_RETRIES = 2
    payout = failed(merchant, Script.REFUSES_TWICE_THEN_PAYS)
    assert payout.last_answer == "voided"
    assert failure_of(payout) == Failure(
        FailureKind.BANK_REJECTED, *simulator.BUSY, source=FailureSource.BENEFICIARY_BANK
    )


def test_a_cancelled_one_says_so(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000)
    cancel(payout)
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert failure_of(payout) == Failure(FailureKind.CANCELLED, *CANCELLED, source=FailureSource.MERCHANT)


def test_one_that_was_refused_before_it_was_cancelled_says_cancelled(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    lifecycle.settle_due(SimulatedBank())
    assert BankTransfer.objects.get().code == simulator.BUSY.code
    cancel(payout)
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.failure_code == BankTransfer.objects.get().code == FailureCode.CANCELLED


def test_what_a_person_at_the_bank_refuses_is_our_banks(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.STAYS_IN_PROGRESS)
    lifecycle.settle_due(SimulatedBank())
    simulator.decide(payout.bank_reference, pays=False)
    make_due(payout)
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert failure_of(payout) == Failure(FailureKind.BANK_REJECTED, *simulator.DECIDED, source=FailureSource.OUR_BANK)


def test_a_bank_that_gives_words_alone_is_unspecified(merchant: Merchant) -> None:
    class GivesWords(SimulatedBank):
        def submit(self, transfer: Transfer) -> BankReply:
            super().submit(transfer)
            return Refused("No.", final=True)

    payout = failed(merchant, Script.ACCOUNT_CLOSED, GivesWords())
    assert failure_of(payout) == Failure(
        FailureKind.BANK_REJECTED, "No.", FailureCode.UNSPECIFIED, FailureSource.OUR_BANK
    )


@pytest.mark.parametrize("status", ["pending", "processing", "completed"])
def test_what_has_not_failed_has_no_failure(status: str) -> None:
    assert failure_of(Payout(status=status)) is None


@pytest.mark.parametrize(
    ("answer", "cancelled", "kind"),
    [
        ("rejected", False, FailureKind.BANK_REJECTED),
        ("rejected", True, FailureKind.BANK_REJECTED),
        ("voided", False, FailureKind.BANK_UNCONFIRMED),
        ("voided", True, FailureKind.CANCELLED),
    ],
)
def test_one_from_before_the_codes_has_a_kind_alone(
    merchant: Merchant, answer: str, cancelled: bool, kind: FailureKind
) -> None:
    payout = pay(merchant)
    if cancelled:
        cancel(payout)
        payout.refresh_from_db()
    payout.status, payout.failure_reason, payout.last_answer = Status.FAILED, "closed", answer
    assert failure_of(payout) == Failure(kind, "closed", None, None)


def test_every_code_has_a_source_and_the_engines_are_its_own() -> None:
    sources = {code: source_of(code) for code in FailureCode}
    assert {code for code in sources if sources[code] in {"merchant", "engine"}} == set(OF_ENGINE)
    assert set(sources.values()) == set(FailureSource)
    assert sources[FailureCode.NPCI_BENEFICIARY_TIMEOUT] == FailureSource.NETWORK


def test_the_database_refuses_a_code_that_does_not_fit(database: None) -> None:
    """tests/database/test_constraints.py shows that the table asks this function."""

    def fits(status: str, answer: str, code: str | None, cancelled: str | None = None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT payout_has_code_of_its_failure(%s, %s, %s, %s)", [status, answer, cancelled, code])
            [found] = cursor.fetchone()
        assert isinstance(found, bool)
        return found

    for code in FailureCode:
        assert fits("failed", "voided", code, "now")
        was_asked_for = code in {"cancelled", "approval_rejected", "approval_expired"}
        assert fits("failed", "voided", code) == (not was_asked_for)
        assert fits("failed", "rejected", code, "now") == (code not in OF_ENGINE)
        assert not fits("completed", "paid", code)
        assert not fits("processing", "refused", code)
    assert not any(fits("failed", "rejected", code) for code in ("Closed!", "", "bank account"))
    assert fits("completed", "paid", None)
    assert fits("failed", "rejected", None)
