"""Times and amounts in the admin: India's, and named."""

import re
from datetime import UTC, datetime

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from server.admin.india import amount_text, time_text
from server.audit_log.models import AuditEvent
from server.india import IST
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.money import MAX_PAISE
from server.payouts.models import Payout
from tests.admin.conftest import address

pytestmark = pytest.mark.usefixtures("people")


@pytest.mark.parametrize(
    ("paise", "text"),
    [
        (0, "₹0.00"),
        (5, "₹0.05"),
        (99_999, "₹999.99"),
        (100_000, "₹1,000.00"),
        (9_999_999, "₹99,999.99"),
        (12_000_000, "₹1,20,000.00"),
        (-12_000_000, "−₹1,20,000.00"),
        (123_456_789_00, "₹12,34,56,789.00"),
        (MAX_PAISE, "₹9,00,71,99,25,47,409.91"),
    ],
)
def test_amounts_are_grouped_as_in_india(paise: int, text: str) -> None:
    assert amount_text(paise) == text


@pytest.mark.parametrize(
    ("utc", "text"),
    [
        (datetime(2026, 11, 27, 20, 31, 33, tzinfo=UTC), "28 Nov 2026, 02:01:33 IST"),
        (datetime(2026, 3, 31, 18, 29, 59, tzinfo=UTC), "31 Mar 2026, 23:59:59 IST"),
        (datetime(2026, 3, 31, 18, 30, tzinfo=UTC), "1 Apr 2026, 00:00:00 IST"),
    ],
)
def test_times_name_their_zone(utc: datetime, text: str) -> None:
    assert time_text(utc) == text


@pytest.mark.parametrize("model", [Payout, LedgerEntry, AuditEvent, Merchant])
def test_every_time_on_a_page_is_indias(operator: Client, model: type[Model]) -> None:
    moment = "at" if model is AuditEvent else "created_at"
    row = model._default_manager.latest(moment)
    text = time_text(getattr(row, moment))
    for page in (("changelist",), ("change", str(row.pk))):
        shown = operator.get(address(model, *page)).content.decode()
        assert text in shown
        assert not re.search(r"[ap]\.m\.|\bUTC\b", shown)
    assert timezone.get_current_timezone_name() == "UTC"  # the APIs' times stay as they are


def test_a_payout_tells_its_utr_its_review_in_words_and_the_way_to_the_dashboard(
    operator: Client, day: Merchant
) -> None:
    payout = day.payouts.earliest("created_at")
    for page in (("changelist",), ("change", str(payout.pk))):
        shown = operator.get(address(Payout, *page)).content.decode()
        assert str(payout.bank_reference_id) in shown
        assert f'href="/m/{day.pk}/payouts/{payout.pk}"' in shown
        assert "icon-no" not in shown
    assert re.search(r'Needs review:</label>\s*<div class="readonly">no</div>', shown)


def test_a_time_is_in_the_same_zone_wherever_it_came_from() -> None:
    assert IST.utcoffset(None).total_seconds() == 5.5 * 3600
    assert time_text(datetime(2026, 11, 28, 2, 1, 33, tzinfo=IST)) == "28 Nov 2026, 02:01:33 IST"
