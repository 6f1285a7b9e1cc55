"""Batches made from earlier ones: the rows that failed or came back once more, or the same rows again."""

from uuid import UUID

from server.errors import InvalidInput
from server.payouts.retries import retried_among

from .creating import Created, create_batch
from .models import MOST_ROWS, PayoutBatch
from .progress import RowNow, RowState, progress_of, rows_now

PAID_AGAIN = "Every payout of this batch that failed or came back was paid again already."
NOT_NOW = "This batch cannot be retried now."
OPEN = (RowState.PENDING, RowState.PROCESSING)


def retry_batch(batch: PayoutBatch, *, batch_id: UUID, name: str) -> Created:
    """A new batch of the rows whose payouts have failed, or whose money came back. What has no payout yet, the batch
    itself still pays, and what somebody has paid again by itself is left out. Each row names the payout that it pays
    again, so that it is paid once whoever else tries (`server/payouts/sql/retries.sql`).

    Raises InvalidInput while a payout of the batch is open, if none is to be paid again, or if it was retried before.
    """
    progress = progress_of([batch.id])[batch.id]
    if any(progress.of(state).count for state in OPEN):
        raise InvalidInput("Some payouts of this batch have not ended. Retry it then.", "batch_id", discreet=NOT_NOW)
    unpaid = [row for row in rows_now(batch.id, first=MOST_ROWS) if row.state is RowState.FAILED or row.was_returned]
    if not unpaid:
        raise InvalidInput("No payout of this batch has failed or come back.", "batch_id", discreet=NOT_NOW)
    unpaid = _to_pay_again(batch, unpaid)
    if not unpaid:
        raise InvalidInput(PAID_AGAIN, "batch_id", discreet=NOT_NOW)
    return create_batch(
        merchant_id=batch.merchant_id,
        batch_id=batch_id,
        name=name,
        rows=list(map(as_sent, unpaid)),
        retry_of=batch.id,
        retried=[row.payout_id for row in unpaid],
    )


def _to_pay_again(batch: PayoutBatch, unpaid: list[RowNow]) -> list[RowNow]:
    """Without those that somebody has paid again. A retry that is there already has its rows, whatever came since."""
    known = PayoutBatch.objects.filter(retry_of=batch.id).first()
    if known is None:
        done = retried_among([row.payout_id for row in unpaid if row.payout_id])
        return [row for row in unpaid if row.payout_id not in done]
    named = set(known.rows.exclude(retry_of=None).values_list("retry_of", flat=True))
    return [row for row in unpaid if row.payout_id in named] or unpaid


def as_sent(row: RowNow) -> dict[str, object]:
    """As a caller sends it."""
    return {
        "bank_account_id": str(row.bank_account_id),
        "amount_paise": row.amount_paise,
        "reference": row.reference,
        "narration": row.narration,
        "purpose": row.purpose,
    }
