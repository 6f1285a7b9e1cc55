"""A payout whose outcome stays unknown is flagged for a person; the engine never guesses.

A claim sets `unresolved_since`. A decisive reply clears it: one that ends the payout, or one after which another
attempt waits (`bank_steps.Wait`). Silence, "in progress" and a worker's death leave it set. Once it is older than
`PAYOUT_REVIEW_AFTER_SECONDS`, the next claim flags the payout (`leases.py`). Its money stays held, and the engine asks
the bank again every `PAYOUT_REVIEW_RETRY_SECONDS` until the reply is definite.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Least, Now

from server.audit_log.recording import record
from server.errors import InvalidInput

from .models import Payout
from .scheduling import is_scheduled
from .states import OPEN, Status


def review_after() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_REVIEW_AFTER_SECONDS)


def slow_pace() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_REVIEW_RETRY_SECONDS)


def ask_again(payout_id: UUID) -> Payout:
    """Ask the bank now instead of when the payout is due, whatever it waits for. Raises InvalidInput if it has ended.

    Only the due time changes: the worker that claims the payout next asks the bank, as always. A payout that a worker
    has claimed is being asked about, and is left alone.
    """
    with transaction.atomic(durable=True):
        waiting = Payout.objects.filter(
            pk=payout_id, status__in=OPEN, lease__isnull=True, next_attempt_at__isnull=False
        )
        changed = waiting.update(next_attempt_at=Least("next_attempt_at", Now()))
        payout = Payout.objects.select_related("bank_account").filter(pk=payout_id).first()
        if payout is None:
            raise InvalidInput("No such payout.", "payout_id")
        if changed:
            record("payout.asked_about", merchant_id=payout.merchant_id, subject_id=payout.id)
    if is_scheduled(payout):
        raise InvalidInput("This payout is scheduled: the bank does not know it yet.", "payout_id")
    if payout.status in NOTHING_TO_ASK:
        raise InvalidInput(NOTHING_TO_ASK[Status(payout.status)], "payout_id")
    return payout


NOTHING_TO_ASK = {
    Status.COMPLETED: "This payout is completed.",
    Status.FAILED: "This payout has failed, and its money was given back.",
}
