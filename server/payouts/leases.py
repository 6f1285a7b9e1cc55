"""Whose payout it is to act on, and until when. A lease is taken and kept by compare-and-set in single statements."""

import logging
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models.functions import Now

from server.failpoints import around, committing

from .models import Payout, PayoutAttempt
from .review import review_after
from .states import Status

logger = logging.getLogger(__name__)

# As the index has it. Row-level security keeps PostgreSQL from using an index whose expression it does not know to be
# leakproof, and of a coalesce() it does not.
DUE_AT = "CASE WHEN lease_expires_at IS NOT NULL THEN lease_expires_at ELSE next_attempt_at END"
NO_LEASE = {"lease": None, "lease_expires_at": None}
# What a payout has become, and what a bank that does not contradict itself cannot answer then.
CONTRADICTIONS = {
    (Status.FAILED, PayoutAttempt.Answer.PAID),
    (Status.COMPLETED, PayoutAttempt.Answer.REJECTED),
    (Status.COMPLETED, PayoutAttempt.Answer.VOIDED),
}


class Claim(NamedTuple):
    """A payout that is ours until its lease ends, and what it was due for."""

    payout: Payout
    is_new: bool
    was_abandoned: bool


def claim_next_due() -> Claim | None:
    """Take the lease of the payout that is due for longest: never started, due for its next attempt, or abandoned."""
    try:
        with around("claim"):
            return _claim()
    except IntegrityError as error:
        # Its entries do not agree with its state, which only a hand in the database can have done. Such a payout must
        # not stand before all the others for ever.
        if not _set_aside(error):
            raise
        return _claim()


def renew(payout: Payout, attempt: PayoutAttempt, *, attempts: int) -> bool:
    """Before every further call to the bank: each call is shorter than the lease, so none is made without one."""
    payout.attempt_count = attempts
    with committing("renew.commit"):
        return under_lease(payout, attempt, attempt_count=attempts, lease_expires_at=Now() + lease_time())


def under_lease(payout: Payout, attempt: PayoutAttempt, **changes: Any) -> bool:
    """Compare and set, and write down the attempt that it follows from, in the caller's transaction. A worker that
    wakes after its lease was taken changes nothing."""
    changed = Payout.objects.filter(pk=payout.pk, lease=payout.lease, status=Status.PROCESSING).update(
        last_answer=attempt.answer, **changes
    )
    if changed:
        attempt.save(force_insert=True)
    else:
        _leave_it(payout, attempt.answer)
    return bool(changed)


def lease_time() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS)


def _claim() -> Claim | None:
    rows = Payout.objects.raw(
        f"""
        WITH due AS MATERIALIZED (
            SELECT id, status = 'pending' AS is_new, lease IS NOT NULL AS was_abandoned, needs_review AS was_flagged
            FROM payouts
            WHERE status IN ('pending', 'processing') AND {DUE_AT} <= now()
            ORDER BY {DUE_AT}
            LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE payouts SET
            status = 'processing', lease = %s, lease_expires_at = now() + %s, next_attempt_at = NULL,
            -- A new payout is submitted at once: counting that here is one commit fewer for most payouts.
            attempt_count = greatest(attempt_count, 1),
            processing_started_at = coalesce(processing_started_at, now()),
            unresolved_since = coalesce(unresolved_since, now()),
            needs_review = coalesce(unresolved_since <= now() - %s, false)
        FROM due WHERE payouts.id = due.id
        RETURNING payouts.*, due.is_new, due.was_abandoned, due.was_flagged
        """,
        [uuid4(), lease_time(), review_after()],
    )
    for payout in rows:
        extra = vars(payout)
        if payout.needs_review and not extra["was_flagged"]:
            since, answer = payout.unresolved_since, payout.last_answer
            logger.warning("payout %s needs review: open since %s, last answer %s", payout.id, since, answer)
        return Claim(payout, is_new=extra["is_new"], was_abandoned=extra["was_abandoned"])
    return None


def _leave_it(payout: Payout, answer: str) -> None:
    logger.warning("payout %s: the lease was taken over, leaving it to its new holder", payout.id)
    status = Payout.objects.values_list("status", flat=True).get(pk=payout.pk)
    if (status, answer) in CONTRADICTIONS:
        logger.error("payout %s is %s, but the bank now says %s: run verify_ledger", payout.id, status, answer)


def _set_aside(error: IntegrityError) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE payouts SET
                lease_expires_at = CASE WHEN lease_expires_at IS NOT NULL THEN now() + interval '1 hour' END,
                next_attempt_at = CASE WHEN next_attempt_at IS NOT NULL THEN now() + interval '1 hour' END
            WHERE status IN ('pending', 'processing') AND {DUE_AT} <= now()
              AND (SELECT string_agg(entry_type, ' ') FROM ledger_entries WHERE payout_id = payouts.id)
                  IS DISTINCT FROM 'payout_hold'
            RETURNING id
            """
        )
        aside = [str(payout) for [payout] in cursor]
    logger.error("set aside for an hour, run verify_ledger: payout %s (%s)", ", ".join(aside) or "unknown", error)
    return bool(aside)
