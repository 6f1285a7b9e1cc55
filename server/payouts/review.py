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
from .states import Status


def review_after() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_REVIEW_AFTER_SECONDS)


def slow_pace() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_REVIEW_RETRY_SECONDS)


def ask_again(payout_id: UUID) -> Payout:
    """Ask the bank now instead of at the slow pace. Raises InvalidInput where there is nothing to ask.

    Only the due time changes: the worker that claims the payout next asks the bank, as always.
    """
    with transaction.atomic(durable=True):
        waiting = Payout.objects.filter(
            pk=payout_id, status=Status.PROCESSING, lease__isnull=True, unresolved_since__isnull=False
        )
        changed = waiting.update(next_attempt_at=Least("next_attempt_at", Now()))
        payout = Payout.objects.select_related("bank_account").filter(pk=payout_id).first()
        if payout is None:
            raise InvalidInput("No such payout.", "payout_id")
        if changed:
            record("payout.asked_about", merchant_id=payout.merchant_id, subject_id=payout.id)
    if payout.unresolved_since is None:
        raise InvalidInput(NOTHING_TO_ASK[Status(payout.status)], "payout_id")
    return payout


NOTHING_TO_ASK = {
    Status.PENDING: "This payout was not sent to the bank yet.",
    Status.PROCESSING: "The bank has answered; the next attempt follows by itself.",
    Status.COMPLETED: "This payout is completed.",
    Status.FAILED: "This payout has failed, and its money was given back.",
}
