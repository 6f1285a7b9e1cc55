"""What only an operator can mend: RazorpayX refuses us and not a payout. Said in the log, and in the audit log."""

import logging
import time
from threading import Lock

from server.audit_log.recording import record

from .api import Declined

EVERY_SECONDS = 600  # of each process: every payout meets the same refusal

logger = logging.getLogger(__name__)
_lock, _said = Lock(), dict[int, float]()


def forget() -> None:
    """For tests: as in a new process."""
    _said.clear()


def tell(declined: Declined) -> None:
    with _lock:
        now = time.monotonic()
        if now - _said.get(declined.status, -EVERY_SECONDS) < EVERY_SECONDS:
            return
        _said[declined.status] = now
    logger.error(
        "razorpayx: refuses our calls with status %s: check the key, the account number, the base URL and the list of"
        " allowed addresses. No payout fails of it; all wait.",
        declined.status,
    )
    record("bank.refused_our_calls", merchant_id=None, subject_id=declined.status)
