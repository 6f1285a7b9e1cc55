"""The simulated bank, from its own side: one transfer per reference, paid at most once, never after a void."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.db.models.functions import Now
from pytest_django import Settings

from server.bank.failures import FailureCode, Reason
from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, Transfer, UnknownReference, Voided
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import BUSY, DECIDED, SimulatedBank, decide
from tests.conftest import empty_the_books
from tests.support.racing import at_once

GAVE_UP = Reason("gave up", FailureCode.NOT_CONFIRMED)

pytestmark = pytest.mark.usefixtures("unaudited")


@pytest.fixture
def unaudited(database: None) -> Iterator[None]:
    """The transfers here belong to no payout; they go before the books are audited."""
    yield
    empty_the_books()


def transfer(script: str = Script.PAYS, reference: str = "R1") -> Transfer:
    return Transfer(reference, 5_000, f"50100000{script}", "HDFC0001234")


def test_submitting_a_reference_again_is_the_same_transfer() -> None:
    bank = SimulatedBank()
    first = bank.submit(transfer())
    assert isinstance(first, Paid)
    assert bank.submit(transfer()) == bank.fetch_status("R1") == first
    assert BankTransfer.objects.get().submissions == 2


def test_the_narration_is_in_the_book_as_it_was_submitted_first() -> None:
    bank = SimulatedBank()
    for words in ("Invoice 17", "Other words"):
        bank.submit(replace(transfer(), narration=words))
    bank.submit(transfer(reference="R2"))
    assert dict(BankTransfer.objects.values_list("reference", "narration")) == {"R1": "Invoice 17", "R2": None}


def test_a_reference_submitted_by_many_at_once_is_paid_once() -> None:
    answers = at_once(8, lambda _: SimulatedBank().submit(transfer()))
    assert len({answer.utr for answer in answers if isinstance(answer, Paid)}) == 1
    assert len(answers) == 8


def test_a_void_races_a_submission_and_one_of_them_wins() -> None:
    for number in range(10):
        submitted, voided = at_once(2, partial(submit_or_void, f"R{number}"))
        assert submitted == voided
        assert isinstance(submitted, Paid | Voided)


def submit_or_void(reference: str, index: int) -> BankReply:
    return SimulatedBank().void(reference, *GAVE_UP) if index else SimulatedBank().submit(transfer(reference=reference))


def test_a_voided_reference_is_never_paid_even_if_it_was_never_heard_of() -> None:
    bank = SimulatedBank()
    assert bank.fetch_status("R1") == UnknownReference()
    assert bank.void("R1", *GAVE_UP) == bank.void("R1", *GAVE_UP) == Voided(*GAVE_UP)
    assert bank.submit(transfer()) == Voided(*GAVE_UP)


def test_a_paid_transfer_cannot_be_voided() -> None:
    bank = SimulatedBank()
    assert bank.submit(transfer()) == bank.void("R1", *GAVE_UP)


def test_a_closed_account_is_refused_for_good() -> None:
    bank = SimulatedBank()
    answers = [bank.submit(transfer(Script.ACCOUNT_CLOSED)) for _ in range(4)] + [
        bank.fetch_status("R1"),
        bank.void("R1", *GAVE_UP),
    ]
    assert {type(answer) for answer in answers} == {Refused}
    assert all(answer.final for answer in answers if isinstance(answer, Refused))


def test_a_transfer_that_hangs_is_in_progress_until_it_is_paid() -> None:
    bank = SimulatedBank()
    assert bank.submit(transfer(Script.HANGS_THEN_PAYS)) == TimedOut()
    assert bank.fetch_status("R1") == bank.void("R1", *GAVE_UP) == InProgress()
    assert bank.submit(transfer(Script.HANGS_THEN_PAYS)) == TimedOut()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bank_transfers SET pays_at = now()")
    # A late copy, after the payment and before anybody asked: it finds the payment, and changes nothing.
    assert isinstance(bank.submit(transfer(Script.HANGS_THEN_PAYS)), Paid)
    assert isinstance(bank.fetch_status("R1"), Paid)


def test_a_bank_that_never_answers_says_nothing_until_a_person_decides() -> None:
    bank = SimulatedBank()
    silent = transfer(Script.NEVER_ANSWERS)
    assert (
        bank.submit(silent) == bank.fetch_status("R1") == bank.void("R1", *GAVE_UP) == bank.submit(silent) == TimedOut()
    )
    decide("R1", pays=True)
    assert isinstance(bank.fetch_status("R1"), Paid)
    assert bank.fetch_status("R1") == bank.void("R1", *GAVE_UP) == bank.submit(silent)


def test_a_transfer_that_stays_in_progress_can_be_neither_voided_nor_hurried() -> None:
    bank = SimulatedBank()
    slow = transfer(Script.STAYS_IN_PROGRESS)
    assert (
        bank.submit(slow) == bank.fetch_status("R1") == bank.void("R1", *GAVE_UP) == bank.submit(slow) == InProgress()
    )
    decide("R1", pays=False)
    assert bank.fetch_status("R1") == bank.void("R1", *GAVE_UP) == Refused(DECIDED.words, final=True, code=DECIDED.code)


@pytest.mark.parametrize("script", [Script.PAYS, Script.ACCOUNT_CLOSED, Script.REFUSES_TWICE_THEN_PAYS])
def test_a_person_at_the_bank_decides_only_what_is_under_way(script: Script) -> None:
    SimulatedBank().submit(transfer(script))
    before = BankTransfer.objects.values().get()
    with pytest.raises(ValueError, match="already says"):
        decide("R1", pays=True)
    with pytest.raises(BankTransfer.DoesNotExist):
        decide("R2", pays=True)
    assert BankTransfer.objects.values().get() == before


def test_a_bank_that_contradicts_itself_still_pays_once() -> None:
    bank = SimulatedBank()
    confused = transfer(Script.CONTRADICTS_ITSELF)
    assert [bank.submit(confused), bank.fetch_status("R1"), bank.submit(confused)] == [
        InProgress(),
        UnknownReference(),
        Refused(BUSY.words, final=False, code=BUSY.code),
    ]
    paid = bank.fetch_status("R1")
    assert isinstance(paid, Paid)
    assert bank.void("R1", *GAVE_UP) == paid


def test_an_answer_that_would_come_after_the_deadline_does_not_come(settings: Settings) -> None:
    settings.PAYOUT_BANK_LATENCY_SECONDS = [1.0, 1.0]
    assert SimulatedBank().submit(transfer()) == TimedOut()
    assert BankTransfer.objects.get().state == "paid"  # and yet it was paid


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "change",
    ["state = 'refused'", "amount_paise = 6", "narration = 'Rent'", "account_number_masked = '5'", "utr = 'other'"],
)
def test_the_banks_book_keeps_what_it_paid(change: str) -> None:
    SimulatedBank().submit(transfer())
    with pytest.raises(DatabaseError, match=r"cannot change|that is final"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE bank_transfers SET {change}")


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("statement", ["DELETE FROM bank_transfers", "TRUNCATE bank_transfers"])
def test_rows_of_the_banks_book_cannot_be_removed(statement: str) -> None:
    with pytest.raises(DatabaseError, match="keeps its book"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_exactly_the_paid_transfers_have_a_utr() -> None:
    SimulatedBank().submit(transfer(Script.HANGS_THEN_PAYS))
    row = BankTransfer.objects.filter(state="accepted")
    for changes in ({"state": "paid"}, {"utr": "U1"}, {"paid_at": Now()}, {"state": "paid", "utr": "U1"}):
        with pytest.raises(IntegrityError, match="paid_transfers_have_a_utr"):
            row.update(**changes)
    assert row.count() == 1


def test_only_a_void_is_about_no_amount() -> None:
    with pytest.raises(IntegrityError, match="transfer_amount_positive"):
        BankTransfer.objects.create(reference="R1", amount_paise=0, state="refused")


@pytest.mark.parametrize(
    ("script", "code"),
    [(Script.BRANCH_NOT_ON_RAIL, "imps_not_allowed"), (Script.ACCOUNT_FROZEN, "bank_account_frozen")],
)
def test_what_can_never_be_paid_is_refused_for_good_with_its_code(script: Script, code: str) -> None:
    refused = SimulatedBank().submit(transfer(script))
    assert isinstance(refused, Refused)
    assert (refused.final, refused.code) == (True, code)


def test_what_is_in_progress_for_long_is_paid_in_the_end(settings: Settings) -> None:
    settings.PAYOUT_BANK_DECIDES_AFTER_SECONDS = 3 * 24 * 3600
    slow = transfer(Script.IN_PROGRESS_THEN_PAYS)
    bank = SimulatedBank()
    assert [bank.submit(slow), bank.fetch_status("R1"), bank.void("R1", *GAVE_UP)] == [InProgress()] * 3
    BankTransfer.objects.update(pays_at=Now())
    paid = bank.fetch_status("R1")
    assert isinstance(paid, Paid)
    assert bank.submit(slow) == bank.void("R1", *GAVE_UP) == paid


@pytest.mark.parametrize("script", [Script.NAME_DIFFERS, Script.NAME_NOT_SHOWN, Script.NAME_IS_CLOSE])
def test_an_account_whose_name_is_another_is_paid_all_the_same(script: Script) -> None:
    assert isinstance(SimulatedBank().submit(transfer(script)), Paid)
