"""Rows to begin a batch with: those of an earlier batch, or the payouts that a month has paid. Nothing is stored."""

from datetime import MAXYEAR, date, datetime
from uuid import UUID

from server.errors import InvalidInput
from server.india import IST
from server.payouts.details import PayoutDetails, Purpose
from server.payouts.models import Payout
from server.payouts.states import Status

from .models import MOST_ROWS, PayoutBatch, PayoutBatchRow

MONTHS = 12
TOO_MANY = f"More than {MOST_ROWS:,} payouts were paid in this month, and a batch has {MOST_ROWS:,} rows at most."


def rows_of_batch(batch: PayoutBatch) -> list[dict[str, object]]:
    """As a caller sends them, by number."""
    return [_as_sent(row, row) for row in PayoutBatchRow.objects.filter(batch_id=batch.id).order_by("number")]


def read_month(text: str) -> date:
    """Strictly `2026-10`. Raises InvalidInput."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = None
    if month is None or f"{month:%Y-%m}" != text or month.year == MAXYEAR:
        raise InvalidInput("month must be a month such as 2026-10.", "month")
    return month


def rows_of_month(merchant_id: UUID, month: date) -> list[dict[str, object]]:
    """The merchant's payouts that were made in this month of India's calendar and that the bank has paid, oldest first.
    Raises InvalidInput if they are too many."""
    since = datetime(month.year, month.month, 1, tzinfo=IST)
    until = datetime(month.year + month.month // MONTHS, month.month % MONTHS + 1, 1, tzinfo=IST)
    payouts = Payout.objects.filter(
        merchant_id=merchant_id, status=Status.COMPLETED, created_at__gte=since, created_at__lt=until
    ).order_by("created_at", "id")[: MOST_ROWS + 1]
    if len(payouts) > MOST_ROWS:
        raise InvalidInput(TOO_MANY, "month")
    details = PayoutDetails.objects.in_bulk([payout.pk for payout in payouts])
    return [_as_sent(payout, details.get(payout.pk) or PayoutDetails()) for payout in payouts]


def _as_sent(payment: Payout | PayoutBatchRow, texts: PayoutDetails | PayoutBatchRow) -> dict[str, object]:
    return {
        "bank_account_id": str(payment.bank_account_id),
        "amount_paise": payment.amount_paise,
        "reference": texts.reference,
        "narration": texts.narration,
        "purpose": Purpose(texts.purpose) if texts.purpose else None,
    }
