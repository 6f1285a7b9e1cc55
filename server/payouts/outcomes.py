"""What follows from an answer of the bank, written down beside it in one call, if the lease is still ours.

The payout's row, the attempt and the ledger's entries change together or not at all: `sql/record_outcome.sql`, one
statement and one COMMIT. A worker that wakes after its lease was taken changes nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from server.database.lock_queue import QueueFull
from server.errors import Unavailable
from server.ids import new_id
from server.ledger.posting import Draft
from server.merchants.models import lock_queue

from .attempts import Attempt
from .models import Payout, PayoutAttempt
from .states import Status

logger = logging.getLogger(__name__)

# What a payout has become, and what a bank that does not contradict itself cannot answer then.
CONTRADICTIONS = {
    (Status.FAILED, PayoutAttempt.BankAnswer.PAID),
    (Status.COMPLETED, PayoutAttempt.BankAnswer.REJECTED),
    (Status.COMPLETED, PayoutAttempt.BankAnswer.VOIDED),
}


@dataclass(frozen=True)
class Outcome:
    """Of the three, one: the payout ends (`becomes`, with its entries), is kept for `lease_time`, or is left to whoever
    comes after `wait`."""

    becomes: Status = Status.PROCESSING
    utr: str | None = None
    why: str | None = None
    entries: list[Draft] = field(default_factory=list)
    lease_time: timedelta | None = None
    wait: timedelta | None = None
    resolved: bool = False  # something follows from the answer: see review.py


def write(payout: Payout, attempt: Attempt, outcome: Outcome) -> bool:
    """Compare and set; False where the lease is no longer ours. Raises Unavailable, as `Merchant.objects.lock` does."""
    drafts = outcome.entries
    parameters: list[Any] = [
        *(payout.merchant_id, payout.id, payout.lease),
        *(new_id(), attempt.number, attempt.call, attempt.answer, attempt.reason, attempt.took),
        *(outcome.becomes, outcome.utr, outcome.why, outcome.resolved),
        *(payout.attempt_count, outcome.lease_time, outcome.wait),
        *([new_id() for _ in drafts], [draft.entry_type for draft in drafts]),
        *([draft.signed_paise for draft in drafts], [draft.description for draft in drafts]),
    ]
    turn = _turn(payout.merchant_id) if drafts else nullcontext()
    with turn, connection.cursor() as cursor:
        cursor.execute(f"SELECT payout_write_outcome({', '.join(['%s'] * len(parameters))})", parameters)
        [lost_to] = cursor.fetchone()
    if lost_to:
        _leave_it(payout, lost_to, attempt.answer)
    return lost_to is None


@contextmanager
def _turn(merchant_id: UUID) -> Iterator[None]:
    try:
        with lock_queue.enter(merchant_id):
            yield
    except QueueFull:
        raise Unavailable from None


def _leave_it(payout: Payout, status: str, answer: str) -> None:
    logger.warning("payout %s: the lease was taken over, leaving it to its new holder", payout.id)
    if (status, answer) in CONTRADICTIONS:
        logger.error("payout %s is %s, but the bank now says %s: run verify_ledger", payout.id, status, answer)
