"""Records the outcome of a bank call in one statement, if the lease is still ours.

The payout's row, the attempt and the ledger entries change together or not at all (`sql/record_outcome.sql`). A worker
that wakes after its lease was taken changes nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from server.bank.failures import FailureCode
from server.database.lock_queue import QueueFull
from server.errors import Unavailable
from server.ids import new_id
from server.ledger.credits import credited
from server.merchants.models import lock_queue

from .attempts import Attempt
from .models import Payout, PayoutAttempt
from .states import FINAL, Status

logger = logging.getLogger(__name__)

# A final state, and a reply that contradicts it.
CONTRADICTIONS = {
    (Status.FAILED, PayoutAttempt.BankAnswer.PAID),
    (Status.COMPLETED, PayoutAttempt.BankAnswer.REJECTED),
    (Status.COMPLETED, PayoutAttempt.BankAnswer.VOIDED),
}


RECORD = """
SELECT payout_record_outcome_v2(
    %(merchant)s, %(payout)s, %(lease)s,
    %(attempt)s, %(number)s, %(call)s, %(answer)s, %(reason)s, %(took)s,
    %(becomes)s, %(utr)s, %(why)s, %(code)s, %(resolved)s,
    %(attempts)s, %(lease_time)s, %(wait)s, %(release)s, %(completion)s
)"""


@dataclass(frozen=True)
class Outcome:
    """Exactly one of three: the payout ends (`becomes`), its lease is renewed for `lease_time`, or its next attempt is
    due after `wait`."""

    becomes: Status = Status.PROCESSING
    utr: str | None = None
    why: str | None = None
    code: FailureCode | None = None
    lease_time: timedelta | None = None
    wait: timedelta | None = None
    resolved: bool = False  # the bank's reply is decisive: see review.py


def record(payout: Payout, attempt: Attempt, outcome: Outcome) -> bool:
    """Compare-and-set: returns False, with nothing changed, if the lease is no longer ours. Raises Unavailable, as
    `Merchant.objects.lock` does.

    A payout's end also posts its final state's ledger entries; the SQL takes their amount from the payout's row.
    """
    values: dict[str, Any] = {
        "merchant": payout.merchant_id,
        "payout": payout.id,
        "lease": payout.lease,
        "attempt": new_id(),
        "number": attempt.number,
        "call": attempt.call,
        "answer": attempt.answer,
        "reason": attempt.reason,
        "took": attempt.took,
        "becomes": outcome.becomes,
        "utr": outcome.utr,
        "why": outcome.why,
        "code": outcome.code,
        "resolved": outcome.resolved,
        "attempts": payout.attempt_count,
        "lease_time": outcome.lease_time,
        "wait": outcome.wait,
        "release": new_id(),
        "completion": new_id(),
    }
    ends = outcome.becomes in FINAL or (outcome.resolved and payout.needs_review)
    queued = _queued(payout.merchant_id) if ends else nullcontext()
    with queued, connection.cursor() as cursor:
        cursor.execute(RECORD, values)
        [lost_to] = cursor.fetchone()
    if lost_to:
        _leave_it(payout, lost_to, attempt.answer)
    elif outcome.becomes is Status.FAILED:
        credited(payout.merchant_id)
    return lost_to is None


@contextmanager
def _queued(merchant_id: UUID) -> Iterator[None]:
    try:
        with lock_queue.enter(merchant_id):
            yield
    except QueueFull:
        raise Unavailable from None


def _leave_it(payout: Payout, status: str, answer: str) -> None:
    logger.warning("payout %s: the lease was taken over, leaving it to its new holder", payout.id)
    if (status, answer) in CONTRADICTIONS:
        logger.error("payout %s is %s, but the bank now says %s: run verify_ledger", payout.id, status, answer)
