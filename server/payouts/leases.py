"""Leases: one worker at a time may act on a payout, until its lease ends. `outcomes.py` renews and releases them."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection

from server.database.lock_queue import QueueFull
from server.failpoints import around
from server.merchants.models import BankAccount, lock_queue

from .models import Payout
from .review import review_after, slow_pace

logger = logging.getLogger(__name__)

LOOK_BACK_SECONDS = 1.0
EVER = "-infinity"

# The first columns of sql/claim_payout.sql are the payout's; its bank account's and the narration follow.
OF_PAYOUT = (
    "id",
    "merchant_id",
    "bank_account_id",
    "amount_paise",
    "status",
    "attempt_count",
    "lease",
    "last_answer",
    "unresolved_since",
    "needs_review",
)
OF_ACCOUNT = ("id", "account_number_sealed", "ifsc_code")
DUE_AT = "CASE WHEN lease_expires_at IS NOT NULL THEN lease_expires_at ELSE next_attempt_at END"


class Claim(NamedTuple):
    """A payout that this worker may act on until its lease ends, and why it was due."""

    payout: Payout
    is_new: bool
    was_abandoned: bool
    narration: str | None  # for the payee's bank statement
    begins_review: bool
    is_cancelled: bool  # it is not to be paid any more


def claim_next_due() -> Claim | None:
    """Take the lease of the longest-due payout: never started, due for its next attempt, or abandoned."""
    try:
        with around("claim"):
            claim = _claim()
    except IntegrityError as error:
        # A payout's entries disagree with its state, which only a change by hand can cause. It must not block the
        # payouts behind it for ever.
        if not _set_aside(error):
            raise
        claim = _claim()
    if claim and claim.begins_review:
        with around("flag"):
            _flag(claim.payout)
    return claim


def lease_time() -> timedelta:
    return timedelta(seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS)


def _claim() -> Claim | None:
    with connection.cursor() as cursor:
        delays = [timedelta(seconds=delay) for delay in settings.PAYOUT_RETRY_DELAYS_SECONDS]
        parameters: list[Any] = [uuid4(), lease_time(), review_after(), _front.since(), delays, slow_pace()]
        cursor.execute("SELECT * FROM payout_claim_v4(%s, %s, %s, %s, %s, %s, true)", parameters)
        row = cursor.fetchone()
    if row is None:
        return None
    sealed, ifsc_code, narration, due_at, is_new, was_abandoned, was_flagged, is_cancelled = row[len(OF_PAYOUT) :]
    _front.reached(due_at)
    payout = Payout.from_db(None, OF_PAYOUT, row[: len(OF_PAYOUT)])
    payout.bank_account = BankAccount.from_db(None, OF_ACCOUNT, (payout.bank_account_id, sealed, ifsc_code))
    begins_review = payout.needs_review and not was_flagged
    return Claim(payout, is_new, was_abandoned, narration, begins_review, is_cancelled)


def _flag(payout: Payout) -> None:
    """The merchant is told in the same transaction. If it cannot be now, the next claim flags it."""
    since, answer = payout.unresolved_since, payout.last_answer
    logger.warning("payout %s needs review: open since %s, last answer %s", payout.id, since, answer)
    try:
        with lock_queue.enter(payout.merchant_id), connection.cursor() as cursor:
            cursor.execute("SELECT payout_flag_for_review(%s, %s, %s)", [payout.merchant_id, payout.id, payout.lease])
    except (QueueFull, OperationalError) as error:
        logger.warning("payout %s is not flagged yet: %s", payout.id, error)


class _Front:
    """The due time that this process's claims have reached; its next claim starts there.

    A claim from the queue's beginning steps over the dead index entry of each payout claimed before, until it is
    vacuumed, and fetches each row while some old transaction is open. Only payouts that were committed late or
    abandoned since are due earlier: for them, one claim per second starts from the beginning. That one also looks for
    payouts that a clock set back has put off (`sql/bring_forward.sql`).
    """

    def __init__(self) -> None:
        self._at = EVER
        self._until = 0.0

    def since(self) -> str:
        if time.monotonic() >= self._until:
            self._at, self._until = EVER, time.monotonic() + LOOK_BACK_SECONDS
        return self._at

    def reached(self, due_at: datetime) -> None:
        self._at = due_at.isoformat()


_front = _Front()


def _set_aside(error: IntegrityError) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE payouts SET
                lease_expires_at = CASE WHEN lease_expires_at IS NOT NULL THEN now() + interval '1 hour' END,
                next_attempt_at = CASE WHEN next_attempt_at IS NOT NULL THEN now() + interval '1 hour' END
            WHERE (lease_expires_at IS NOT NULL OR next_attempt_at IS NOT NULL) AND {DUE_AT} <= now()
              AND (SELECT string_agg(entry_type, ' ') FROM ledger_entries WHERE payout_id = payouts.id)
                  IS DISTINCT FROM 'payout_hold'
            RETURNING id
            """
        )
        aside = [str(payout) for [payout] in cursor]
    logger.error("set aside for an hour, run verify_ledger: payout %s (%s)", ", ".join(aside) or "unknown", error)
    return bool(aside)
