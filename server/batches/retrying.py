"""Batches made from earlier ones: the failed rows once more, or the same rows again."""

from uuid import UUID

from server.errors import InvalidInput

from .creating import Created, create_batch
from .models import MOST_ROWS, PayoutBatch
from .progress import RowNow, RowState, progress_of, rows_now

NOT_NOW = "This batch cannot be retried now."
OPEN = (RowState.PENDING, RowState.PROCESSING)


def retry_batch(batch: PayoutBatch, *, batch_id: UUID, name: str) -> Created:
    """A new batch of the rows whose payouts have failed. What has no payout yet, the batch itself still pays.

    Raises InvalidInput while a payout of the batch is open, if none has failed, or if it was retried before.
    """
    progress = progress_of([batch.id])[batch.id]
    if any(progress.of(state).count for state in OPEN):
        raise InvalidInput("Some payouts of this batch have not ended. Retry it then.", "batch_id", discreet=NOT_NOW)
    failed = rows_now(batch.id, first=MOST_ROWS, state=RowState.FAILED)
    if not failed:
        raise InvalidInput("No payout of this batch has failed.", "batch_id", discreet=NOT_NOW)
    rows = list(map(as_sent, failed))
    return create_batch(merchant_id=batch.merchant_id, batch_id=batch_id, name=name, rows=rows, retry_of=batch.id)


def as_sent(row: RowNow) -> dict[str, object]:
    """As a caller sends it."""
    return {
        "bank_account_id": str(row.bank_account_id),
        "amount_paise": row.amount_paise,
        "reference": row.reference,
        "narration": row.narration,
        "purpose": row.purpose,
    }
