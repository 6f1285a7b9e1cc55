"""Batches made from earlier ones: the failed rows once more, or the same rows again."""

from uuid import UUID

from server.errors import InvalidInput
from server.payouts.retries import retried_among

from .creating import Created, create_batch
from .models import MOST_ROWS, PayoutBatch
from .progress import RowNow, RowState, progress_of, rows_now

NOT_NOW = "This batch cannot be retried now."
OPEN = (RowState.PENDING, RowState.PROCESSING)


def retry_batch(batch: PayoutBatch, *, batch_id: UUID, name: str) -> Created:
    """A new batch of the rows whose payouts have failed. What has no payout yet, the batch itself still pays, and what
    somebody has paid again by itself is left out. Each row names the payout that it pays again, so that it is paid once
    whoever else tries (`server/payouts/sql/retries.sql`).

    Raises InvalidInput while a payout of the batch is open, if none has failed, or if it was retried before.
    """
    progress = progress_of([batch.id])[batch.id]
    if any(progress.of(state).count for state in OPEN):
        raise InvalidInput("Some payouts of this batch have not ended. Retry it then.", "batch_id", discreet=NOT_NOW)
    failed = rows_now(batch.id, first=MOST_ROWS, state=RowState.FAILED)
    if not failed:
        raise InvalidInput("No payout of this batch has failed.", "batch_id", discreet=NOT_NOW)
    failed = _to_pay_again(batch, failed)
    if not failed:
        raise InvalidInput("Every failed payout of this batch was paid again already.", "batch_id", discreet=NOT_NOW)
    return create_batch(
        merchant_id=batch.merchant_id,
        batch_id=batch_id,
        name=name,
        rows=list(map(as_sent, failed)),
        retry_of=batch.id,
        retried=[row.payout_id for row in failed],
    )


def _to_pay_again(batch: PayoutBatch, failed: list[RowNow]) -> list[RowNow]:
    """Without those that somebody has paid again. A retry that is there already has its rows, whatever came since."""
    known = PayoutBatch.objects.filter(retry_of=batch.id).first()
    if known is None:
        done = retried_among([row.payout_id for row in failed if row.payout_id])
        return [row for row in failed if row.payout_id not in done]
    named = set(known.rows.exclude(retry_of=None).values_list("retry_of", flat=True))
    return [row for row in failed if row.payout_id in named] or failed


def as_sent(row: RowNow) -> dict[str, object]:
    """As a caller sends it."""
    return {
        "bank_account_id": str(row.bank_account_id),
        "amount_paise": row.amount_paise,
        "reference": row.reference,
        "narration": row.narration,
        "purpose": row.purpose,
    }
