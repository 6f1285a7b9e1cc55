"""The money of a completed payout comes back: once, whole, whoever tells of it, and however often."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from server.bank.failures import FailureCode
from server.bank.gateway import TimedOut
from server.bank.models import BankReturn
from server.bank.returns import Return, ReturnsPage, returns_after
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.events.kinds import EventType
from server.events.reading import read_page
from server.india import IST
from server.ledger.balance import balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import Merchant
from server.payouts import hearing_returns, lifecycle
from server.payouts.creation import create_payout
from server.payouts.details import GivenDetails
from server.payouts.explaining import explanation_of
from server.payouts.fund_location import FundLocation, fund_location_of
from server.payouts.models import Payout
from server.payouts.retries import retried_by
from server.payouts.return_facts import PayoutReturn, ReturnReading
from server.payouts.returning import ReturnOutcome, ToldReturn, record_by_hand, record_return
from server.payouts.states import Status
from tests.conftest import audit_faults, pay
from tests.support.racing import at_once
from tests.support.returns import hear

TODAY = datetime.now(IST).date()
REFERENCE = "UTIBR52026112900000001"


def told(paise: int = 10_000, reference: str = REFERENCE, day: date = TODAY) -> ToldReturn:
    return ToldReturn(paise, reference, "The account is closed.", day, FailureCode.BANK_ACCOUNT_CLOSED)


def completed(merchant: Merchant, paise: int = 10_000, script: Script = Script.PAYS) -> Payout:
    payout = pay(merchant, paise, script)
    settle()
    payout.refresh_from_db()
    assert payout.status == Status.COMPLETED
    return payout


def settle(bank: SimulatedBank | None = None) -> int:
    return lifecycle.settle_due(bank or SimulatedBank())


def read_anew(payout: Payout) -> Payout:
    return Payout.objects.get(pk=payout.pk)


class Telling(SimulatedBank):
    """A bank that tells of these returns, a page of two at a time; its places are the counts of those before."""

    def __init__(self, *returns: Return) -> None:
        super().__init__()
        self.told, self.asked = list(returns), list[str]()

    def returns(self, after: str) -> ReturnsPage:
        self.asked.append(after)
        start = int(after or 0)
        page = self.told[start : start + 2]
        return ReturnsPage(page, str(start + len(page)), more=start + 2 < len(self.told))


def by_bank(payout: Payout, reference: str = REFERENCE, paise: int | None = None) -> Return:
    return Return(payout.bank_reference, reference, paise or payout.amount_paise, TODAY, "Account closed")


def told_by_the_simulator_too(payout: Payout, reference: str = REFERENCE) -> None:
    """So that the books of both agree, which the audit looks at."""
    BankReturn.objects.create(
        number=BankReturn.objects.count() + 1,
        reference=payout.bank_reference,
        return_reference=reference,
        amount_paise=payout.amount_paise,
        reason="Account closed",
        code=FailureCode.UNSPECIFIED,
        value_on=TODAY,
    )


def test_the_bank_pays_and_returns_the_money_and_it_is_available_again(merchant: Merchant) -> None:
    payout = completed(merchant, script=Script.PAYS_THEN_RETURNS)
    assert balance_of(merchant.id).available_paise == 90_000
    assert hear() == 1
    fact = PayoutReturn.objects.select_related("entry").get()
    assert (fact.payout_id, fact.amount_paise, fact.learned) == (payout.id, 10_000, PayoutReturn.Learned.BANK)
    assert fact.return_reference == BankReturn.objects.get().return_reference
    assert (fact.reason_code, fact.recorded_by) == (FailureCode.BENEFICIARY_BANK_REJECTED, None)
    entry = fact.entry
    assert (entry.entry_type, entry.amount_paise, entry.payout_id) == (EntryType.PAYOUT_RETURNED, 10_000, None)
    assert entry.created_at == fact.returned_at
    assert fact.return_reference in entry.description
    assert fact.reason in entry.description
    assert balance_of(merchant.id).available_paise == 100_000
    assert read_anew(payout).status == Status.COMPLETED
    assert hear() == 0


def test_it_is_told_as_an_event_that_names_the_payout(merchant: Merchant) -> None:
    payout = completed(merchant, script=Script.PAYS_THEN_RETURNS)
    hear()
    event = read_page(merchant.id).events[-1]
    fact = PayoutReturn.objects.get()
    assert (event.type, event.payout_id, event.amount_paise) == (EventType.PAYOUT_RETURNED, payout.id, 10_000)
    assert (event.idempotency_key, event.bank_account_id) == (payout.idempotency_key, payout.bank_account_id)
    assert event.bank_reference_id is None
    assert event.description == f"Payout returned, reference {fact.return_reference}: {fact.reason}"
    assert event.occurred_at == fact.returned_at


def test_a_return_that_is_told_three_times_is_recorded_once(merchant: Merchant) -> None:
    payout = completed(merchant)
    told_by_the_simulator_too(payout)
    bank = Telling(by_bank(payout), by_bank(payout), by_bank(payout))
    assert hear(bank) == 1
    assert hear(bank) == 0
    assert bank.asked == ["", "2", "3"]  # and then nothing is read twice
    outcomes = [record_return(payout, told()) for _ in range(2)]
    assert outcomes == [ReturnOutcome.REPLAYED] * 2
    assert record_by_hand(payout, told()).replayed
    assert LedgerEntry.objects.filter(entry_type=EntryType.PAYOUT_RETURNED).count() == 1
    assert balance_of(merchant.id).available_paise == 100_000


def test_two_who_tell_it_at_once_record_it_once(merchant: Merchant) -> None:
    payout = completed(merchant)
    told_by_the_simulator_too(payout)
    outcomes = at_once(4, lambda _number: record_return(payout, told()))
    assert sorted(map(str, outcomes)) == [ReturnOutcome.RECORDED, *[ReturnOutcome.REPLAYED] * 3]
    assert balance_of(merchant.id).available_paise == 100_000


def test_a_return_before_the_payment_was_heard_waits_and_holds_nothing_up(merchant: Merchant) -> None:
    """The answer to the submission was lost; the bank had paid."""
    waiting = pay(merchant, 10_000, Script.STAYS_IN_PROGRESS)
    settle()
    other, third = completed(merchant, 20_000), completed(merchant, 30_000)
    bank = Telling(by_bank(waiting, "R1"), by_bank(other, "R2"), by_bank(third, "R3"))
    assert hear(bank) == 2  # the others do not wait for it
    assert read_anew(waiting).next_attempt_at <= datetime.now(UTC)  # type: ignore[operator]
    assert (hear(bank), bank.asked) == (0, ["", "2", "", "2"])  # read again from there

    from server.bank.simulator import decide

    decide(waiting.bank_reference, pays=True)
    settle()
    assert read_anew(waiting).status == Status.COMPLETED
    for payout, reference in ((waiting, "R1"), (other, "R2"), (third, "R3")):
        told_by_the_simulator_too(payout, reference)
    assert hear(bank) == 1
    assert set(PayoutReturn.objects.values_list("return_reference", flat=True)) == {"R1", "R2", "R3"}
    hear(bank)
    asked = len(bank.asked)
    hear(bank)
    assert bank.asked[asked:] == ["3"]  # to its end, and no more from the beginning


def test_a_return_that_can_never_be_recorded_is_passed_by_and_told(
    merchant: Merchant, caplog: pytest.LogCaptureFixture
) -> None:
    paid, failed = completed(merchant), pay(merchant, 10_000, Script.ACCOUNT_CLOSED)
    settle()
    elsewhere = Return("not-ours", "R9", 5, TODAY, "?")
    unknown = Return(f"payout-{uuid4()}", "R8", 5, TODAY, "?")
    bank = Telling(by_bank(paid, "R1", 9_999), by_bank(failed, "R2"), elsewhere, unknown, by_bank(paid, "R5"))
    told_by_the_simulator_too(paid, "R5")
    assert hear(bank) == 1
    assert [record.message.rpartition(": ")[2] for record in caplog.records if record.levelname == "ERROR"] == [
        "other_amount", "failed", "unknown", "unknown"
    ]  # fmt: skip
    assert PayoutReturn.objects.get().return_reference == "R5"


@pytest.mark.parametrize(
    ("script", "given", "words", "field"),
    [
        (Script.PAYS, told(9_999), "comes back whole", "amount_paise"),
        (Script.PAYS, told(reference=" "), "return_reference", "return_reference"),
        (Script.PAYS, told(reference="x" * 65), "64", "return_reference"),
        (Script.PAYS, told(day=date(2026, 1, 1)), "value_on must be a day", "value_on"),
        (Script.PAYS, told(day=date(2099, 1, 1)), "value_on must be a day", "value_on"),
        (Script.ACCOUNT_CLOSED, told(), "has failed", "payout_id"),
        (Script.STAYS_IN_PROGRESS, told(), "has not paid it yet", "payout_id"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_changes_nothing(
    merchant: Merchant, script: Script, given: ToldReturn, words: str, field: str
) -> None:
    payout = pay(merchant, 10_000, script)
    settle()
    before = balance_of(merchant.id)
    with pytest.raises(InvalidInput, match=words) as refused:
        record_by_hand(read_anew(payout), given)
    assert refused.value.field == field
    assert (PayoutReturn.objects.count(), balance_of(merchant.id)) == (0, before)


def test_a_reference_is_of_one_payout_whoever_the_merchant_is(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    first, second = completed(merchant), completed(new_merchant())
    record_by_hand(first, told())
    with pytest.raises(InvalidInput, match="for another payout") as refused:
        record_by_hand(second, told())
    assert refused.value.field == "return_reference"
    with pytest.raises(InvalidInput, match="under another reference"):
        record_by_hand(first, told(reference="ANOTHER"))
    assert LedgerEntry.objects.filter(entry_type=EntryType.PAYOUT_RETURNED).count() == 1


def test_the_balance_stays_within_what_json_holds(merchant: Merchant) -> None:
    from server.money import MAX_PAISE
    from server.payments.receiving import record_payment

    payout = completed(merchant)
    record_payment(merchant_id=merchant.id, amount_paise=MAX_PAISE - 90_000, reference="ALL", description="")
    with pytest.raises(InvalidInput, match="2\\^53") as refused:
        record_by_hand(payout, told())
    assert refused.value.field == "amount_paise"


def test_the_money_is_with_us_and_it_is_safe_to_pay_again(merchant: Merchant) -> None:
    payout = completed(merchant)
    assert fund_location_of(payout) == FundLocation.WITH_BENEFICIARY
    record_by_hand(payout, told())
    payout = read_anew(payout)
    assert fund_location_of(payout) == FundLocation.WITH_US
    explanation = explanation_of(payout, was_retried=False)
    assert explanation.safe_to_retry
    assert explanation.words == "Paid, and the money came back. It is available again."


def test_a_returned_payout_is_paid_again_once(merchant: Merchant) -> None:
    payout = completed(merchant)

    def again(of: Payout) -> Payout:
        made = create_payout(
            merchant_id=merchant.id,
            bank_account_id=of.bank_account_id,
            amount_paise=of.amount_paise,
            idempotency_key=uuid4(),
            details=GivenDetails(retry_of=of.id),
        )
        return Payout.objects.get(pk=made.as_accepted().id)

    with pytest.raises(InvalidInput, match="neither failed nor come back"):
        again(payout)
    record_by_hand(payout, told())
    second = again(read_anew(payout))
    with pytest.raises(InvalidInput):
        again(read_anew(payout))
    assert retried_by(read_anew(payout)) == second.id
    assert not explanation_of(read_anew(payout), was_retried=True).safe_to_retry
    settle()
    record_by_hand(read_anew(second), told(reference="SECOND"))  # that comes back as well
    assert retried_by(read_anew(payout)) is None
    third = again(read_anew(second))
    assert retried_by(read_anew(payout)) == third.id


def test_an_adapter_without_returns_stands(merchant: Merchant) -> None:
    assert returns_after(object(), "7") == ReturnsPage((), "7", more=False)
    assert hear(object()) == 0


def test_a_bank_that_does_not_answer_is_asked_again(merchant: Merchant) -> None:
    class Silent(SimulatedBank):
        def returns(self, after: str) -> TimedOut:  # noqa: ARG002
            return TimedOut()

    completed(merchant, script=Script.PAYS_THEN_RETURNS)
    assert hear(Silent()) == 0
    assert hear() == 1


def test_the_bank_is_asked_by_one_worker_at_a_time_and_not_before_it_is_time(
    merchant: Merchant, settings: Settings
) -> None:
    settings.PAYOUT_RETURNS_EVERY_SECONDS = 3600
    bank = Telling()
    hearing_returns.hear_returns(bank)
    hearing_returns.hear_returns(bank)
    assert bank.asked == [""]
    with connection.cursor() as cursor:  # the clock was set back
        cursor.execute("UPDATE return_readings SET due_at = now() + interval '1 day'")
    hearing_returns.hear_returns(bank)
    assert bank.asked == ["", "0"]


def test_many_returns_are_read_in_several_goes(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing_returns, "PAGES", 1)
    payouts = [completed(merchant, 100 + n) for n in range(3)]
    for number, payout in enumerate(payouts):
        told_by_the_simulator_too(payout, f"R{number}")
    bank = Telling(*(by_bank(payout, f"R{number}") for number, payout in enumerate(payouts)))
    assert [hear(bank) for _ in range(3)] == [2, 1, 0]


def test_one_who_reads_from_an_older_place_does_not_move_it_back(merchant: Merchant) -> None:
    bank = Telling(*(by_bank(completed(merchant, 100 + n), f"R{n}") for n in range(3)))

    class Overtaken(Telling):
        def returns(self, after: str) -> ReturnsPage:
            if not self.asked:
                hear(bank)
            return super().returns(after)

    for number, payout in enumerate(Payout.objects.order_by("created_at")):
        told_by_the_simulator_too(payout, f"R{number}")
    slow = Overtaken(*bank.told)
    hear(slow)
    assert ReturnReading.objects.get().after == "3"
    assert slow.asked == [""]


FACT = (
    "INSERT INTO payout_returns (payout_id, merchant_id, amount_paise, entry_id, return_reference, reason_code, reason,"
    " value_on, learned) VALUES (%(payout)s, %(merchant)s, %(paise)s, %(entry)s, 'R1', 'unspecified', 'x', now(),"
    " 'bank')"
)
ENTRY = (
    "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description)"
    " VALUES (%(entry)s, %(merchant)s, 'payout_returned', %(entered)s, 'x')"
)


def _in_one_transaction(statements: list[str], values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("change", "statements", "words"),
    [
        ({}, [ENTRY], "are one"),
        ({"entered": 9_999}, [ENTRY, FACT], "are one"),
        ({"entered": 2**53 - 1}, [ENTRY], "would pass"),
        ({"paise": 9_999}, [ENTRY, FACT], "comes back whole"),
        ({"of": Script.STAYS_IN_PROGRESS}, [ENTRY, FACT], "no completed payout"),
        ({"entry": "their payment"}, [FACT], "are one"),
        ({"merchant": "another"}, [ENTRY, FACT], "no completed payout"),
        ({}, [ENTRY, FACT.replace("learned)", "learned, returned_at)").replace("'bank')", "'bank', now())")], "given"),
        ({}, [ENTRY, FACT, "UPDATE payout_returns SET reason = 'y'"], "kept as they were"),
        ({}, [ENTRY, FACT, "DELETE FROM payout_returns"], "kept as they were"),
    ],
)
def test_the_database_admits_no_return_without_its_entry_nor_an_entry_without_its_return(
    merchant: Merchant,
    new_merchant: Callable[..., Merchant],
    change: dict[str, object],
    statements: list[str],
    words: str,
) -> None:
    script = change.pop("of", Script.PAYS)
    payout = pay(merchant, 10_000, script)  # type: ignore[arg-type]
    settle()
    values = {"payout": payout.id, "merchant": merchant.id, "paise": 10_000, "entered": 10_000, "entry": uuid4()}
    values |= change
    if values["entry"] == "their payment":
        values["entry"] = LedgerEntry.objects.get(entry_type=EntryType.PAYMENT_RECEIVED).id
    if values["merchant"] == "another":
        values["merchant"] = new_merchant().id
    with pytest.raises(DatabaseError, match=words):
        _in_one_transaction(statements, values)
    assert not PayoutReturn.objects.exists()


def test_the_banks_book_of_returns_keeps_what_it_has_booked(merchant: Merchant) -> None:
    completed(merchant, script=Script.PAYS_THEN_RETURNS)
    hear()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bank_returns SET amount_paise = 5")


def test_an_operators_reference_may_be_another_than_the_banks(merchant: Merchant) -> None:
    """A statement's, say. The books agree by payout and amount (`bank.returns-recorded`, after this test)."""
    payout = completed(merchant)
    record_by_hand(payout, ToldReturn(payout.amount_paise, "STATEMENT-1", "Account closed", TODAY))
    told_by_the_simulator_too(payout, "BANK-9")
    assert hear() == 0
    assert PayoutReturn.objects.get().return_reference == "STATEMENT-1"
    assert audit_faults() == []


def test_one_return_that_fails_keeps_no_other_from_being_recorded(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = completed(merchant, 100), completed(merchant, 200)
    bank = Telling(by_bank(first, "R1"), by_bank(second, "R2"))
    told_by_the_simulator_too(first, "R1")
    told_by_the_simulator_too(second, "R2")

    def fails_for_one(payout: Payout, told: ToldReturn) -> ReturnOutcome:
        if payout == first:
            raise RuntimeError
        return record_return(payout, told)

    with monkeypatch.context() as patched:
        patched.setattr(hearing_returns, "record_return", fails_for_one)
        assert hear(bank) == 1
    assert hear(bank) == 1
    assert PayoutReturn.objects.count() == 2
