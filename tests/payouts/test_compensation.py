"""Money that was not credited has to be back a day later: ₹100 for each calendar day past that, in India's days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.india import IST
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.compensation import owed_for
from server.payouts.details import GivenDetails
from server.payouts.models import Payout
from server.rails.compensation import owed_paise, rule_on
from server.rails.rules import Rail, rules
from tests.conftest import guards_off, pay
from tests.support.returns import returned_payout

SENT = datetime(2026, 3, 2, 18, 29, tzinfo=UTC)  # 23:59 in India


@pytest.mark.parametrize(("days", "paise"), [(0, 0), (1, 0), (2, 100_00), (3, 200_00), (6, 500_00), (31, 3000_00)])
def test_each_calendar_day_past_the_next_one_costs_a_hundred_rupees(days: int, paise: int) -> None:
    sent = date(2026, 3, 6)  # a Friday: weekends and holidays count
    assert owed_paise(rules().compensations[0], sent, sent + timedelta(days=days)) == paise


@pytest.mark.parametrize(
    ("rail", "day", "has_one"),
    [
        (Rail.IMPS, date(2026, 3, 2), True),
        (Rail.UPI, date(2026, 3, 2), True),
        (Rail.NEFT, date(2026, 3, 2), False),
        (Rail.RTGS, date(2026, 3, 2), False),
        (Rail.IMPS, date(2019, 10, 14), False),
        (Rail.IMPS, date(2019, 10, 15), True),
    ],
)
def test_the_rule_is_of_two_rails_and_has_a_beginning(rail: Rail, day: date, has_one: bool) -> None:
    assert (rule_on(rail, day) is not None) is has_one


def sent(payout: Payout, **times: datetime) -> Payout:
    """It was sent at SENT, and had these times."""
    with guards_off(), connection.cursor() as cursor:
        for name, at in ({"processing_started_at": SENT} | times).items():
            cursor.execute(f"UPDATE payouts SET {name} = %s WHERE id = %s", [at, payout.id])
    payout = Payout.objects.select_related("bank_account").get(pk=payout.pk)
    with guards_off(), connection.cursor() as cursor:  # for the audit
        cursor.execute(
            "UPDATE payouts SET processing_started_at = created_at, failed_at = CASE status WHEN"
            " 'failed' THEN now() END WHERE id = %s AND status <> 'pending'",
            [payout.id],
        )
    return payout


@pytest.mark.parametrize(
    ("back_at", "paise"),
    [
        (datetime(2026, 3, 2, 18, 30, tzinfo=UTC), 0),  # the next day in India
        (datetime(2026, 3, 3, 18, 29, tzinfo=UTC), 0),
        (datetime(2026, 3, 3, 18, 30, tzinfo=UTC), 100_00),
        (datetime(2026, 3, 8, 0, 0, tzinfo=UTC), 500_00),
    ],
)
def test_a_failed_payouts_money_came_back_when_it_failed(merchant: Merchant, back_at: datetime, paise: int) -> None:
    failed = pay(merchant, 10_000, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    owed = owed_for(sent(failed, failed_at=back_at))
    assert owed is not None
    assert owed.paise == paise
    assert ("₹" in owed.words) is (paise > 0)


def test_what_is_under_way_counts_until_today(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, Script.STAYS_IN_PROGRESS)
    lifecycle.settle_due(SimulatedBank())
    open_ = sent(payout)
    owed = owed_for(open_, SENT + timedelta(days=4))
    assert owed is not None
    assert (owed.paise, "has not come back" in owed.words, "RBI/2019-20/67" in owed.words) == (300_00, True, True)


def test_a_returned_payouts_money_came_back_on_the_day_of_its_value(merchant: Merchant) -> None:
    payout = returned_payout(merchant)
    days = (payout.its_return.value_on - SENT.astimezone(IST).date()).days
    owed = owed_for(sent(payout))
    assert owed is not None
    assert owed.paise == max(days - 1, 0) * 100_00


def test_what_is_paid_not_sent_or_by_another_rail_has_no_sum(merchant: Merchant) -> None:
    paid, neft = (
        pay(merchant, 10_000),
        pay(merchant, 10_000, Script.STAYS_IN_PROGRESS, details=GivenDetails(rail=Rail.NEFT)),
    )
    lifecycle.settle_due(SimulatedBank())
    waits = pay(merchant, 10_000)
    assert [owed_for(sent(paid)), owed_for(sent(neft)), owed_for(waits)] == [None] * 3
