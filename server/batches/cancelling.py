"""Cancels what is left of a batch: every payout of it that is open."""

from typing import NamedTuple

from server.errors import NotPossibleNow
from server.payouts.cancelling import cancel_together
from server.payouts.details import PayoutDetails

from .models import PayoutBatch


class CancelledBatch(NamedTuple):
    """Of the batch's payouts, so many each. A row that has none is in no number, and can still be paid."""

    requested: int  # by this call
    replayed: int  # asked for before
    ended: int  # too late


def cancel_batch(batch: PayoutBatch, remark: str | None = None) -> CancelledBatch:
    """In one transaction. The same again changes nothing. Raises Unavailable; then nothing was asked for."""
    payouts = PayoutDetails.objects.filter(batch_id=batch.id).values_list("payout_id", flat=True)
    results = cancel_together(batch.merchant_id, list(payouts), remark).values()
    ended = sum(isinstance(each, NotPossibleNow) for each in results)
    requested = sum(not isinstance(each, NotPossibleNow) and each.is_new for each in results)
    return CancelledBatch(requested, len(results) - ended - requested, ended)
