"""RazorpayX's own traps: no void, keys that lapse and are declined, states that go back, payouts without a UTR."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.bank.failures import FailureCode, Reason
from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, Transfer, UnknownReference, Voided
from server.bank.models import BankSubmission
from server.bank.razorpayx import trouble
from server.bank.razorpayx.adapter import RazorpayX
from server.bank.razorpayx.reversals import book_reversals
from server.bank.return_book import booked_after
from server.bank.returns import BEGINNING
from server.bank.scripts import Script
from tests.conftest import empty_the_books, owner_connection
from tests.support.razorpayx import FakeRazorpayX, Fault, Payout
from tests.support.razorpayx.server import ACCOUNT, KEY_SECRET

GAVE_UP = Reason("gave up", FailureCode.NOT_CONFIRMED)
SLOW = Script.STAYS_IN_PROGRESS

pytestmark = pytest.mark.usefixtures("unaudited")


@pytest.fixture
def unaudited(fake: FakeRazorpayX) -> Iterator[None]:
    """The transfers here belong to no payout; they go before the books are audited."""
    trouble.forget()
    yield
    empty_the_books()


def transfer(script: str = Script.PAYS, **changes: Any) -> Transfer:
    this = Transfer(f"payout-{uuid4()}", 5_000, f"50100000{script}", "HDFC0001234", "Invoice 17", "Asha Traders LLP")
    return replace(this, **changes)


def submit(this: Transfer) -> BankReply:
    return RazorpayX().submit(this)


def ask(this: Transfer) -> BankReply:
    return RazorpayX().fetch_status(this.reference)


def void(this: Transfer) -> BankReply:
    return RazorpayX().void(this.reference, *GAVE_UP)


def only(fake: FakeRazorpayX) -> Payout:
    [payout] = fake.book.payouts.values()
    return payout


def age(days: int) -> None:
    """Of every row, past its guard."""
    owner_connection().execute(
        "UPDATE bank_submissions SET first_sent_at = first_sent_at - %s, told_at = told_at - %s",
        [timedelta(days=days)] * 2,
    )


def test_what_was_sent_without_an_answer_is_never_called_void(fake: FakeRazorpayX) -> None:
    this = transfer()
    fake.fail("POST", Fault.ERROR_BEFORE)
    assert submit(this) == TimedOut()
    assert (ask(this), void(this), void(this)) == (UnknownReference(), InProgress(), InProgress())


def test_what_found_no_connection_was_not_sent_and_can_be_voided(fake: FakeRazorpayX, settings: Settings) -> None:
    this = transfer()
    usual, settings.PAYOUT_RAZORPAYX_BASE_URL = settings.PAYOUT_RAZORPAYX_BASE_URL, "http://127.0.0.1:9"
    assert submit(this) == void(this) == TimedOut()
    settings.PAYOUT_RAZORPAYX_BASE_URL = usual
    assert void(this) == submit(this) == Voided(*GAVE_UP)
    assert fake.posts() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ifsc_code": "HDFC1234"}, FailureCode.INVALID_IFSC_CODE),
        ({"account_number": "50100000 0001"}, FailureCode.BANK_ACCOUNT_INVALID),
        ({"amount_paise": 99}, FailureCode.UNSPECIFIED),
    ],
)
def test_a_declined_payout_is_refused_for_good_with_its_words(
    fake: FakeRazorpayX, changes: dict[str, Any], code: FailureCode
) -> None:
    this = transfer(**changes)
    refused = submit(this)
    assert isinstance(refused, Refused)
    assert (refused.final, refused.code) == (True, code)
    assert submit(this) == ask(this) == void(this) == refused
    assert fake.posts() == 1


def test_a_decline_after_a_lost_answer_is_no_end_while_the_first_is_paid(fake: FakeRazorpayX) -> None:
    """A key with another body is declined, and RazorpayX has taken the first."""
    this = transfer(SLOW)
    fake.fail("POST", Fault.ERROR_AFTER)
    assert submit(this) == TimedOut()
    only(fake).body["narration"] = "Other words"  # so what comes now has another body
    fake.fail("GET", Fault.ERROR_BEFORE)
    assert submit(this) == TimedOut()  # not even asked: nothing is sent
    assert fake.posts() == 1
    hidden, fake.book.payouts = fake.book.payouts, {}  # their list does not have it yet
    assert submit(this) == InProgress()
    fake.book.payouts = hidden
    fake.book.pay(only(fake))
    assert isinstance(submit(this), Paid)
    assert len(fake.book.paid) == 1


def test_a_decline_is_asked_about_first_where_the_book_is_older_than_the_payout(fake: FakeRazorpayX) -> None:
    """A backup was restored: our row is gone, and the holder has another name by now."""
    this = transfer(SLOW)
    submit(this)
    empty_the_books()
    assert submit(replace(this, payee="Asha Trading LLP")) == InProgress()
    fake.book.pay(only(fake))
    assert isinstance(ask(this), Paid)
    assert len(fake.book.paid) == 1


def test_a_key_that_has_lapsed_is_not_sent_again(fake: FakeRazorpayX, caplog: pytest.LogCaptureFixture) -> None:
    this = transfer()
    fake.fail("POST", Fault.ERROR_BEFORE)
    submit(this)
    age(days=7)
    fake.book.forget_keys()
    assert submit(this) == InProgress()
    assert fake.posts() == 1
    assert "has lapsed" in caplog.text


def test_a_payout_is_found_by_asking_though_its_key_has_lapsed(fake: FakeRazorpayX) -> None:
    this = transfer()
    fake.fail("POST", Fault.CLOSES_AFTER)
    submit(this)
    age(days=30)
    fake.book.forget_keys()
    assert isinstance(submit(this), Paid)
    assert (fake.posts(), len(fake.book.paid)) == (1, 1)


def test_what_is_sent_again_has_the_first_body_whatever_has_changed_since(fake: FakeRazorpayX) -> None:
    this = transfer()
    fake.fail("POST", Fault.ERROR_BEFORE)
    submit(this)
    submit(replace(this, payee="Renamed Traders", narration="Other words"))
    assert fake.bodies[0] == fake.bodies[1]
    assert len(fake.book.payouts) == 1


@pytest.mark.parametrize(
    "changes", [{"amount_paise": 1}, {"account_number": "501000000002"}, {"ifsc_code": "SBIN0000001"}]
)
def test_a_reference_is_never_another_transfer(fake: FakeRazorpayX, changes: dict[str, Any]) -> None:
    this = transfer()
    submit(this)
    with pytest.raises(ValueError, match="another transfer"):
        submit(replace(this, **changes))
    assert fake.posts() == 1


def test_too_little_money_there_is_a_no_for_now(fake: FakeRazorpayX) -> None:
    this = transfer()
    fake.book.funds = False
    refused = submit(this)
    assert isinstance(refused, Refused)
    assert (refused.final, refused.code) == (False, FailureCode.GATEWAY_REJECTED)
    fake.book.funds = True
    submit(this)
    assert isinstance(ask(this), Paid)


@pytest.mark.parametrize("state", ["queued", "pending", "scheduled", "processing", "a_word_of_tomorrow"])
def test_whatever_has_not_ended_is_in_progress(fake: FakeRazorpayX, state: str) -> None:
    this = transfer(SLOW)
    submit(this)
    only(fake).status = state
    assert ask(this) == submit(this) == InProgress()


@pytest.mark.parametrize("state", ["rejected", "cancelled", "failed", "reversed"])
def test_what_ended_before_it_was_paid_is_refused_for_good(fake: FakeRazorpayX, state: str) -> None:
    this = transfer(SLOW)
    submit(this)
    fake.book.end(only(fake), state, "gateway_down", "Payout failed as the partner bank is facing technical issues.")
    refused = ask(this)
    words = "Payout failed as the partner bank is facing technical issues."
    assert refused == void(this) == submit(this) == Refused(words, final=True, code=FailureCode.GATEWAY_DOWN)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("imps_not_allowed", FailureCode.IMPS_NOT_ALLOWED),
        ("beneficiary_account_invalid", FailureCode.BANK_ACCOUNT_INVALID),
        ("server_error_temporary", FailureCode.GATEWAY_TECHNICAL_ERROR),
        ("insufficient_funds", FailureCode.GATEWAY_REJECTED),
        ("a_reason_of_tomorrow", FailureCode.UNSPECIFIED),
        ("cancelled", FailureCode.UNSPECIFIED),  # the engine's own word, which a bank cannot say
        ("not_confirmed", FailureCode.UNSPECIFIED),
        (None, FailureCode.UNSPECIFIED),
    ],
)
def test_reasons_are_told_in_our_codes(fake: FakeRazorpayX, reason: str | None, code: FailureCode) -> None:
    this = transfer(SLOW)
    submit(this)
    fake.book.end(only(fake), "failed", reason)
    refused = ask(this)
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_what_is_queued_there_is_cancelled_by_a_void(fake: FakeRazorpayX) -> None:
    this = transfer(SLOW)
    fake.book.starts_as = "queued"
    assert submit(this) == InProgress()
    assert void(this) == Voided(*GAVE_UP)
    assert only(fake).status == "cancelled"
    assert fake.book.paid == []


def test_a_payment_that_came_back_stays_paid_and_is_told_once(
    fake: FakeRazorpayX, caplog: pytest.LogCaptureFixture
) -> None:
    this = transfer()
    submit(this)
    paid = ask(this)
    fake.book.end(only(fake), "reversed", "bank_account_closed")
    assert ask(this) == void(this) == submit(this) == paid
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for _ in range(2):
        book_reversals(yesterday)
        [back] = booked_after(BEGINNING).returns
        assert (back.reference, back.amount_paise) == (this.reference, 5_000)
        assert back.code == FailureCode.BANK_ACCOUNT_CLOSED
    assert ask(this) == void(this) == paid
    assert caplog.text.count("bank.payment_reversed") == 1
    assert AuditEvent.objects.get(action="bank.payment_reversed").subject_id == this.reference.removeprefix("payout-")
    assert BankSubmission.objects.get().reversed_at


def test_reversals_are_read_page_by_page_and_none_of_others(fake: FakeRazorpayX) -> None:
    ours = [transfer() for _ in range(3)]
    for this in ours:
        submit(this)
        ask(this)
    fake.book.most = 2
    for payout in [*fake.book.payouts.values()]:
        fake.book.end(payout, "reversed")
    never_heard = transfer(SLOW)
    submit(never_heard)
    fake.book.end([*fake.book.payouts.values()][-1], "reversed")
    book_reversals(datetime.now(UTC) - timedelta(days=1))
    assert {back.reference for back in booked_after(BEGINNING).returns} == {this.reference for this in ours}


def test_a_payout_without_a_utr_waits_an_hour_for_it_and_then_goes_by_its_id(fake: FakeRazorpayX) -> None:
    this = transfer()
    fake.book.has_utrs = False
    submit(this)
    assert ask(this) == ask(this) == InProgress()
    age(days=1)
    assert ask(this) == Paid(only(fake).id)


def test_a_utr_that_comes_late_is_taken(fake: FakeRazorpayX) -> None:
    this = transfer()
    fake.book.has_utrs = False
    submit(this)
    ask(this)
    only(fake).utr = "012345678901"
    assert ask(this) == Paid("012345678901")


def test_another_amount_under_our_reference_is_not_ours(fake: FakeRazorpayX) -> None:
    this = transfer(SLOW)
    submit(this)
    fake.book.pay(only(fake))
    only(fake).body["amount"] = 4_999
    assert ask(this) == TimedOut()
    assert BankSubmission.objects.get().state == "known"


@pytest.mark.parametrize("fault", [Fault.UNAUTHORIZED, Fault.FORBIDDEN])
def test_a_refused_key_is_no_answer_and_an_operator_reads_of_it(
    fake: FakeRazorpayX, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    this = transfer()
    fake.fail("POST", fault, fault)
    fake.fail("GET", fault)
    assert [submit(this), ask(this), submit(this)] == [TimedOut()] * 3
    assert caplog.text.count("refuses our calls") == 1
    assert AuditEvent.objects.filter(action="bank.refused_our_calls").count() == 1
    assert void(this) == Voided(*GAVE_UP)  # nothing was made


def test_after_a_429_nobody_is_called_before_its_time(fake: FakeRazorpayX, settings: Settings) -> None:
    fake.retry_after = "30"
    fake.fail("POST", Fault.BUSY)
    refused = submit(transfer())
    assert isinstance(refused, Refused)
    assert not refused.final
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 1.0
    assert submit(transfer()) == TimedOut()
    assert len(fake.calls) == 1


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.BUSY])
def test_no_fault_while_asking_says_anything_of_the_payout(
    fake: FakeRazorpayX, settings: Settings, fault: Fault
) -> None:
    this = transfer(SLOW)
    submit(this)
    before = BankSubmission.objects.values().get()
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 1.0
    fake.fail("GET", fault)
    assert ask(this) == TimedOut()
    assert BankSubmission.objects.values().get() == before


def test_a_void_asks_first_as_the_book_may_be_older_than_the_payout(fake: FakeRazorpayX) -> None:
    this = transfer()
    submit(this)
    empty_the_books()  # restored from a backup
    assert isinstance(void(this), Paid)
    fake.fail("GET", Fault.ERROR_BEFORE)
    other = transfer()
    assert void(other) == TimedOut()
    assert void(other) == Voided(*GAVE_UP)


@pytest.mark.parametrize("fault", [None, Fault.UNAUTHORIZED, Fault.GARBAGE_AFTER, Fault.ERROR_AFTER])
def test_no_secret_and_no_account_number_is_logged(
    fake: FakeRazorpayX, caplog: pytest.LogCaptureFixture, fault: Fault | None
) -> None:
    this = transfer()
    with caplog.at_level(logging.DEBUG):
        if fault:
            fake.fail("POST", fault)
        submit(this)
        ask(this)
    for secret in (KEY_SECRET, this.account_number, "Asha Traders", "authorization", "Basic "):
        assert secret not in caplog.text
    assert ACCOUNT not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("server"))


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "change",
    [
        "amount_paise = 6",
        "mode = 'NEFT'",
        "payee = 'Another'",
        "narration = 'Rent'",
        "account_number_masked = '5'",
        "bank_id = 'pout_2'",
        "utr = 'other'",
        "state = 'rejected'",
        "submissions = 2",
    ],
)
def test_what_was_sent_and_paid_stays_as_it_was(fake: FakeRazorpayX, change: str) -> None:
    this = transfer()
    submit(this)
    ask(this)
    with pytest.raises(DatabaseError, match=r"cannot change|that is final"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE bank_submissions SET {change}")


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("statement", ["DELETE FROM bank_submissions", "TRUNCATE bank_submissions"])
def test_what_was_sent_cannot_be_forgotten(statement: str) -> None:
    submit(transfer())
    with pytest.raises(DatabaseError, match="stays known"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_voided_row_alone_is_about_no_amount_and_a_paid_one_has_a_utr() -> None:
    with pytest.raises(IntegrityError, match="submission_amount_positive"):
        BankSubmission.objects.create(reference="R1", amount_paise=0, state="sent")
    with pytest.raises(IntegrityError, match="paid_submissions_have_a_utr"):
        BankSubmission.objects.create(reference="R1", amount_paise=1, state="paid")
    with pytest.raises(IntegrityError, match="submission_account_number_is_masked"):
        BankSubmission.objects.create(
            reference="R1", amount_paise=1, state="sent", account_number_masked="501000000001"
        )
