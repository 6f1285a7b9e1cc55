"""What every adapter of the bank's port must do, tried on the simulated bank and on RazorpayX's fake."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.bank.failures import FailureCode, Reason
from server.bank.gateway import Bank, BankReply, InProgress, Paid, Refused, TimedOut, Transfer, UnknownReference, Voided
from server.bank.models import BankTransfer
from server.bank.names import Closed, NameFound, NameMethod, NameQuery, NoAnswer, NotShown, name_at
from server.bank.registry import BANKS
from server.bank.scripts import Script
from tests.conftest import empty_the_books
from tests.support.racing import at_once
from tests.support.razorpayx import FakeRazorpayX, paying_through

GAVE_UP = Reason("gave up", FailureCode.NOT_CONFIRMED)


@dataclass
class Adapter:
    """A bank under test, and its side of the story."""

    name: str
    fake: FakeRazorpayX | None

    def bank(self) -> Bank:
        return BANKS[self.name]()

    def paid(self, reference: str) -> list[int]:
        """Each payment of this reference by the bank's own book, in paise."""
        if self.fake:
            return [paise for of, paise in self.fake.book.paid if reference.endswith(of)]
        rows = BankTransfer.objects.filter(pk=reference, state="paid")
        return list(rows.values_list("amount_paise", flat=True))

    def ask_until_decided(self, reference: str) -> BankReply:
        for _ in range(5):
            if not isinstance(answer := self.bank().fetch_status(reference), InProgress | UnknownReference):
                break
        return answer


@pytest.fixture(params=list(BANKS))
def adapter(request: pytest.FixtureRequest, settings: Settings, database: None) -> Iterator[Adapter]:
    name: str = request.param
    if name == "razorpayx":
        with paying_through(settings) as fake:
            yield Adapter(name, fake)
    else:
        yield Adapter(name, None)
    empty_the_books()  # the transfers here belong to no payout


def transfer(script: str = Script.PAYS, paise: int = 5_000) -> Transfer:
    return Transfer(f"payout-{uuid4()}", paise, f"50100000{script}", "HDFC0001234", "Invoice 17", "Asha Traders LLP")


def test_a_reference_that_is_submitted_twice_is_paid_once(adapter: Adapter) -> None:
    this = transfer()
    for _ in range(2):
        assert isinstance(adapter.bank().submit(this), Paid | InProgress)
    first = adapter.ask_until_decided(this.reference)
    assert isinstance(first, Paid)
    assert adapter.bank().submit(this) == adapter.bank().fetch_status(this.reference) == first
    assert adapter.paid(this.reference) == [5_000]


def test_a_reference_that_many_submit_at_once_is_paid_once(adapter: Adapter) -> None:
    this = transfer()
    at_once(6, lambda _: adapter.bank().submit(this))
    assert isinstance(adapter.ask_until_decided(this.reference), Paid)
    assert adapter.paid(this.reference) == [5_000]


def test_nobody_knows_a_reference_that_was_never_submitted(adapter: Adapter) -> None:
    assert adapter.bank().fetch_status(transfer().reference) == UnknownReference()


def test_what_was_never_submitted_can_be_voided_and_is_never_paid_then(adapter: Adapter) -> None:
    this = transfer()
    for _ in range(2):
        assert adapter.bank().void(this.reference, *GAVE_UP) == Voided(*GAVE_UP)
    assert adapter.bank().submit(this) == adapter.bank().fetch_status(this.reference) == Voided(*GAVE_UP)
    assert adapter.paid(this.reference) == []


def test_what_is_paid_cannot_be_voided(adapter: Adapter) -> None:
    this = transfer()
    adapter.bank().submit(this)
    paid = adapter.ask_until_decided(this.reference)
    assert isinstance(paid, Paid)
    assert adapter.bank().void(this.reference, *GAVE_UP) == paid


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (Script.ACCOUNT_CLOSED, FailureCode.BANK_ACCOUNT_CLOSED),
        (Script.ACCOUNT_FROZEN, FailureCode.BANK_ACCOUNT_FROZEN),
        (Script.BRANCH_NOT_ON_RAIL, FailureCode.IMPS_NOT_ALLOWED),
    ],
)
def test_a_final_refusal_has_words_and_a_code_and_stays(adapter: Adapter, script: Script, code: FailureCode) -> None:
    this = transfer(script)
    adapter.bank().submit(this)
    refused = adapter.ask_until_decided(this.reference)
    assert isinstance(refused, Refused)
    assert (refused.final, refused.code) == (True, code)
    assert refused.reason
    again = [adapter.bank().submit(this), adapter.bank().void(this.reference, *GAVE_UP)]
    assert again == [refused, refused]
    assert adapter.paid(this.reference) == []


def test_a_passing_refusal_may_be_submitted_again(adapter: Adapter) -> None:
    this = transfer(Script.REFUSES_TWICE_THEN_PAYS)
    for _ in range(2):
        refused = adapter.bank().submit(this)
        assert isinstance(refused, Refused)
        assert not refused.final
    adapter.bank().submit(this)
    assert isinstance(adapter.ask_until_decided(this.reference), Paid)
    assert adapter.paid(this.reference) == [5_000]


def test_a_passing_refusal_may_be_voided(adapter: Adapter) -> None:
    this = transfer(Script.REFUSES_TWICE_THEN_PAYS)
    adapter.bank().submit(this)
    assert adapter.bank().void(this.reference, *GAVE_UP) == Voided(*GAVE_UP)
    assert adapter.bank().submit(this) == Voided(*GAVE_UP)
    assert adapter.paid(this.reference) == []


def test_a_hang_is_no_answer_and_its_payment_is_found(adapter: Adapter, settings: Settings) -> None:
    this = transfer(Script.TIMES_OUT_THOUGH_IT_PAID)
    usual, settings.PAYOUT_BANK_DEADLINE_SECONDS = settings.PAYOUT_BANK_DEADLINE_SECONDS, 0.3
    assert adapter.bank().submit(this) == TimedOut()
    settings.PAYOUT_BANK_DEADLINE_SECONDS = usual
    paid = adapter.ask_until_decided(this.reference)
    assert isinstance(paid, Paid)
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 0.3
    assert adapter.bank().submit(this) in (paid, TimedOut())
    settings.PAYOUT_BANK_DEADLINE_SECONDS = usual
    assert adapter.bank().void(this.reference, *GAVE_UP) == paid
    assert adapter.paid(this.reference) == [5_000]


def test_what_is_under_way_is_neither_paid_nor_void(adapter: Adapter) -> None:
    this = transfer(Script.STAYS_IN_PROGRESS)
    answers = [adapter.bank().submit(this), adapter.bank().fetch_status(this.reference)]
    answers += [adapter.bank().void(this.reference, *GAVE_UP), adapter.bank().submit(this)]
    assert answers == [InProgress()] * 4


def test_a_bank_that_contradicts_itself_pays_once(adapter: Adapter) -> None:
    this = transfer(Script.CONTRADICTS_ITSELF)
    for _ in range(3):
        adapter.bank().submit(this)
    assert isinstance(adapter.ask_until_decided(this.reference), Paid)
    assert adapter.paid(this.reference) == [5_000]


def test_a_void_races_a_submission_and_at_most_one_of_them_wins(adapter: Adapter) -> None:
    for _ in range(5):
        this = transfer()

        def act(index: int, this: Transfer = this) -> BankReply:
            return adapter.bank().void(this.reference, *GAVE_UP) if index else adapter.bank().submit(this)

        _, voided = at_once(2, act)
        end = adapter.ask_until_decided(this.reference)
        assert isinstance(end, Voided if isinstance(voided, Voided) else Paid)
        assert adapter.paid(this.reference) == ([] if isinstance(end, Voided) else [5_000])


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (Script.PAYS, NameFound),
        (Script.NAME_DIFFERS, NameFound),
        (Script.NAME_NOT_SHOWN, NotShown),
        (Script.ACCOUNT_CLOSED, Closed),
        (Script.NEVER_ANSWERS, NoAnswer),
    ],
)
def test_whose_an_account_is_can_be_asked_and_pays_nothing(adapter: Adapter, script: Script, kind: type) -> None:
    asked = NameQuery(f"50100000{script}", "HDFC0001234", "Asha Traders LLP", 3.0 if kind is not NoAnswer else 0.2)
    method, told = name_at(adapter.bank(), asked)
    assert isinstance(told, kind)
    assert method is NameMethod.NAME_LOOKUP
    if script == Script.PAYS:
        assert isinstance(told, NameFound)
        assert told.name == "ASHA TRADERS LLP"
    assert not BankTransfer.objects.exists()
    assert adapter.fake is None or adapter.fake.book.paid == []
