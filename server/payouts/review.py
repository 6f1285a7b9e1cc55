"""An outcome that stays unknown is shown to a person, not guessed.

`unresolved_since` is set when a worker takes a payout up, and cleared by an answer that something follows from: an end,
or a refusal that leaves attempts. Silence and "in progress" keep it, and so do workers that die. A payout that is taken
up again after more than `PAYOUT_REVIEW_AFTER_SECONDS` of it is flagged (`leases.py`). Its money stays held, and it is
asked about on, every `PAYOUT_REVIEW_RETRY_SECONDS`, until the bank says something definite.
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
    """Let the bank be asked at once and not at the slow pace; raises InvalidInput where there is nothing to ask.

    Nothing but a waiting time is changed, so that whoever claims the payout goes the same way as ever: by asking.
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
