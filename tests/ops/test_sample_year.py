"""`manage.py sample_year`: a plausible year that the audit is content with, in an open engine only."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from random import Random

import pytest
from django.core.management import call_command
from django.db.models import Min
from pytest_django import Settings

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ifsc.lookup import branch_of
from server.india import IST
from server.ledger.balance import balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.operator_error import OperatorError
from server.ops.sample_year.calendar import day_in_india
from server.ops.sample_year.course import course_of, unknown_since
from server.ops.sample_year.entries import entries_of
from server.ops.sample_year.funding import payments_for
from server.ops.sample_year.plan import A_YEAR, ENDS, SEED, payouts_until
from server.ops.sample_year.suppliers import EMAIL, NAME
from server.ops.sample_year.writing import SOON
from server.payouts import lifecycle, review
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.conftest import audit_faults
from tests.support.engine import LocalEngine, prepared_engine

NOON = datetime(2026, 3, 31, 6, 30, tzinfo=UTC)  # in India, on the last day of a month
NOWS = [NOON + timedelta(days=29 * n, hours=7 * n) for n in range(14)]


def sample_year() -> str:
    output = StringIO()
    call_command("sample_year", stdout=output)
    return output.getvalue()


@pytest.mark.usefixtures("as_the_owner")
def test_the_year_is_plausible_and_the_audit_content() -> None:
    said = sample_year()
    assert "12 suppliers" in said
    assert audit_faults() == []

    merchant = Merchant.objects.get(email=EMAIL)
    accounts = list(merchant.bank_accounts.all())
    assert all(branch_of(account.ifsc_code) for account in accounts)
    ends = Counter((account.ifsc_code[:4], account.account_number_masked[-4:]) for account in accounts)
    assert sorted(ends.values()) == [1] * 10 + [2]
    assert [ending for _, ending in ends if ending in set(Script)] == [Script.NEVER_ANSWERS]

    payouts = list(merchant.payouts.all())
    statuses = Counter(payout.status for payout in payouts)
    assert 1_000 < len(payouts) < 1_400
    assert 0.02 < statuses[Status.FAILED] / len(payouts) < 0.04
    assert statuses[Status.PENDING] == statuses[Status.PROCESSING] == 1
    assert {payout.attempt_count for payout in payouts if payout.status == Status.COMPLETED} == {1, 2, 3}
    assert len({payout.failure_reason for payout in payouts}) == 5  # none, three rejections, a bank that is busy
    assert {payout.bank_account_id for payout in payouts} == {account.id for account in accounts}

    in_india = [
        payout.created_at.astimezone(IST) for payout in payouts if payout.status in {Status.COMPLETED, Status.FAILED}
    ]
    assert {moment.weekday() for moment in in_india} == set(range(6))
    assert {moment.hour for moment in in_india} == set(range(10, 18))
    months = Counter(f"{moment:%Y-%m}" for moment in in_india)
    assert len(months) >= 12
    assert min(in_india).date() <= today() - timedelta(days=360)

    received = LedgerEntry.objects.filter(merchant=merchant, entry_type=EntryType.PAYMENT_RECEIVED)
    assert 26 <= received.count() <= 53
    assert all(str(entry.reference).startswith("FIRC-") for entry in received)
    first = LedgerEntry.objects.filter(merchant=merchant).aggregate(at=Min("created_at"))["at"]
    assert max(account.created_at for account in accounts) < first


@pytest.mark.usefixtures("as_the_owner")
def test_a_second_run_changes_nothing() -> None:
    sample_year()
    before = balance_of(Merchant.objects.get(email=EMAIL).id)
    assert sample_year() == f"{NAME} has its year already: nothing to do.\n"
    assert balance_of(Merchant.objects.get().id) == before


@pytest.mark.usefixtures("as_the_owner")
def test_a_closed_engine_gets_no_invented_money(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    with pytest.raises(OperatorError, match="Access is closed"):
        sample_year()
    assert not Merchant.objects.exists()


def test_an_owner_who_may_not_write_the_past_is_refused(database: None) -> None:
    with pytest.raises(OperatorError, match="superuser"):
        sample_year()
    assert not Merchant.objects.exists()


@pytest.mark.usefixtures("as_the_owner")
def test_a_worker_goes_on_with_both_open_payouts() -> None:
    sample_year()
    waiting, unknown = Payout.objects.get(status=Status.PENDING), Payout.objects.get(needs_review=True)
    asked = unknown.attempts.count()
    review.ask_again(unknown.id)
    assert lifecycle.settle_due(SimulatedBank()) == 2
    waiting.refresh_from_db()
    unknown.refresh_from_db()
    assert waiting.status == Status.COMPLETED
    assert (unknown.status, unknown.needs_review) == (Status.PROCESSING, True)
    assert unknown.attempts.count() == asked + 1
    assert audit_faults() == []


@pytest.mark.parametrize("now", NOWS, ids=str)
def test_on_no_day_and_at_no_hour_does_the_year_overdraw(now: datetime) -> None:
    unknown, dice = unknown_since(now), Random(SEED)
    planned = payouts_until(day_in_india(now), unknown - SOON, unknown, now)
    payments = payments_for(planned, day_in_india(now) - A_YEAR, unknown - SOON, dice)
    entries = entries_of(Merchant(), [course_of(payout, now, dice) for payout in planned], payments, dice)
    assert sum(entry.amount_paise for entry in entries) > 0
    assert entries[0].entry_type == EntryType.PAYMENT_RECEIVED
    assert all(one.created_at < other.created_at <= now for one, other in pairwise(entries))
    assert len({payment.reference for payment in payments}) == len(payments)
    assert 1_000 < len(planned) < 1_400
    fates = Counter(payout.fate for payout in planned)
    for fate, thousandths in ENDS.items():
        assert fates[fate] == pytest.approx(len(planned) * thousandths / 1000, abs=4), "shares are dealt, not diced"


def test_a_day_has_the_same_year_at_any_hour() -> None:
    noon, later = (payouts_until(day_in_india(now), now - SOON, now, now) for now in (NOON, NOON + timedelta(hours=3)))
    assert noon[:-2] == later[: len(noon) - 2]


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait()
        yield engine


def test_in_a_running_engine_it_is_proved_and_refused_once_access_is_closed(engine: LocalEngine) -> None:
    refused = engine.manage("sample_year", PAYOUT_OPEN_ACCESS="false")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "PAYOUT_OPEN_ACCESS=true" in refused.stderr
    written = engine.manage("sample_year")
    assert written.returncode == 0, written.stderr
    proved = engine.manage("verify_ledger")
    assert (proved.returncode, proved.stdout.splitlines()[-1]) == (0, "Every paisa is accounted for.")
    assert "nothing to do" in engine.manage("sample_year").stdout
