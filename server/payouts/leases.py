"""Whose payout it is to act on, and until when. It is kept and given back by `outcomes.py`."""

import logging
from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, connection

from server.failpoints import around

from .models import Payout
from .review import review_after

logger = logging.getLogger(__name__)

# As the index has it. Row-level security keeps PostgreSQL from using an index whose expression it does not know to be
# leakproof, and of a coalesce() it does not.
DUE_AT = "CASE WHEN lease_expires_at IS NOT NULL THEN lease_expires_at ELSE next_attempt_at END"


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
