"""Scheduled payouts: the money is held at once, and the bank is not told before `not_before`.

Until then a payout is pending and in no queue: `next_attempt_at` is null. Its time come, it joins the queue of those
that are due (`sql/release_scheduled.sql`). It can be cancelled as any other, and then comes due at once.
"""

from django.db.models import Q

from server.errors import InvalidInput

from .models import Payout
from .states import Status

FURTHEST_DAYS = 93  # as sql/schedule.sql
NO_TIME = {
    "past": "not_before must be a moment that is still to come.",
    "far": f"not_before must be within {FURTHEST_DAYS} days.",
}


def cannot_be_scheduled(why: str) -> InvalidInput:
    """`why`: in the words of `sql/schedule.sql`."""
    return InvalidInput(NO_TIME[why], "not_before")


# Those that is_scheduled is true of; the index payouts_scheduled has them.
WAITS_FOR_ITS_TIME = Q(status=Status.PENDING, not_before__isnull=False, next_attempt_at__isnull=True, gate__isnull=True)


def is_scheduled(payout: Payout) -> bool:
    """It waits for its time and for nothing else. False once that has come, or somebody has asked to cancel it."""
    return (
        payout.status == Status.PENDING
        and payout.not_before is not None
        and payout.next_attempt_at is None
        and payout.gate is None
    )
