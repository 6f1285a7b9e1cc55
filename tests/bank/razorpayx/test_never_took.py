"""`bank_never_took`: a person ends what the bank never answered about, and nothing else."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.bank import submissions
from server.bank.failures import FailureCode, Reason
from server.bank.models import BankSubmission
from server.bank.scripts import Script
from server.bank.submissions import State
from server.merchants.models import Merchant
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.bank.razorpayx.test_engine import settle
from tests.conftest import owner_connection, pay
from tests.support.razorpayx import FakeRazorpayX, Fault


def never_took(payout: object, name: str = "Asha") -> str:
    output = StringIO()
    call_command("bank_never_took", str(payout), "--seen-by", name, stdout=output)
    return output.getvalue()


def let_an_hour_pass() -> None:
    owner_connection().execute(
        "UPDATE bank_submissions SET last_sent_at = last_sent_at - %s", [timedelta(hours=1, minutes=1)]
    )


@pytest.fixture
def unanswered(merchant: Merchant, fake: FakeRazorpayX) -> Payout:
    payout = pay(merchant, script=Script.TIMES_OUT_AND_NEVER_PAID)
    settle(payout, rounds=8)
    assert payout.status == Status.PROCESSING
    return payout


def test_a_payout_that_never_arrived_ends_when_a_person_says_so(unanswered: Payout, fake: FakeRazorpayX) -> None:
    let_an_hour_pass()
    assert "void" in never_took(unanswered.id)
    settle(unanswered)
    assert (unanswered.status, unanswered.failure_code) == (Status.FAILED, FailureCode.NOT_CONFIRMED)
    assert "Asha" in (unanswered.failure_reason or "")
    event = AuditEvent.objects.get(action="bank.declared_void")
    assert (event.merchant_id, event.changes) == (
        unanswered.merchant_id,
        {"seen_by": {"before": None, "after": "Asha"}},
    )
    assert fake.book.paid == []


def test_nothing_is_declared_within_the_hour_or_while_the_bank_is_silent_or_has_it(
    unanswered: Payout, fake: FakeRazorpayX
) -> None:
    with pytest.raises(CommandError, match="less than an hour"):
        never_took(unanswered.id)
    let_an_hour_pass()
    fake.fail("GET", Fault.ERROR_BEFORE)
    with pytest.raises(CommandError, match="does not say"):
        never_took(unanswered.id)
    key, body = fake.bodies[0]
    body["fund_account"]["bank_account"]["account_number"] = f"50100000{Script.STAYS_IN_PROGRESS}"
    fake.book.pay(fake.book.make(body, key))  # it was in their queue all the while
    with pytest.raises(CommandError, match="does not say"):
        never_took(unanswered.id)
    settle(unanswered)
    assert unanswered.status == Status.COMPLETED


def test_what_is_sent_again_while_the_person_looks_is_not_declared(unanswered: Payout, fake: FakeRazorpayX) -> None:
    let_an_hour_pass()
    row = BankSubmission.objects.get()
    submissions.enter_again(row.reference)
    assert not submissions.declare_void(row.reference, Reason("Gone", FailureCode.NOT_CONFIRMED), timedelta(hours=1))
    row.refresh_from_db()
    assert row.state == State.SENT


def test_what_was_never_sent_and_what_is_no_payout_is_refused(
    merchant: Merchant, fake: FakeRazorpayX, settings: Settings
) -> None:
    payout = pay(merchant)
    with pytest.raises(CommandError, match="never sent"):
        never_took(payout.id)
    for unknown in (uuid4(), "nonsense"):
        with pytest.raises(CommandError, match="no payout"):
            never_took(unknown)
    for name in ("", "x" * 101, "A\nB"):
        with pytest.raises(CommandError, match="must be a name"):
            never_took(payout.id, name)
    settings.PAYOUT_BANK = "simulator"
    with pytest.raises(CommandError, match="bank_decides"):
        never_took(payout.id)
