"""The checks of all monitors. Each is a transaction of its own, and may be repeated or left off at any point."""

import logging
from uuid import UUID

from django.db import connection

logger = logging.getLogger(__name__)

ENTRIES = 5_000  # that one transaction reads

# The newest entry's number is one step into the ledger's index, for each monitor. Of 10,000 merchants with one each a
# sweep looks at 10,000 places, and checks those that have moved.
DUE = """
SELECT b.id FROM balance_monitors b WHERE b.deleted_at IS NULL AND (
    b.checked_seq < (SELECT max(e.seq) FROM ledger_entries e WHERE e.merchant_id = b.merchant_id)
    OR (b.is_untold AND (b.told_at IS NULL OR b.told_at + make_interval(hours => b.quiet_hours) <= now()
                         OR b.told_at > now())))  -- by a clock that was set back since
ORDER BY b.id
"""


def check_monitors() -> int:
    """Brings every monitor to the end of its merchant's ledger. Returns how many there were to bring."""
    due = due_monitors()
    for monitor_id in due:
        _check_to_the_end(monitor_id)
    return len(due)


def due_monitors() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        return [monitor_id for [monitor_id] in cursor.fetchall()]


def _check_to_the_end(monitor_id: UUID) -> None:
    """One that fails does not keep the others from theirs. It is tried again a minute later."""
    try:
        while _check(monitor_id):
            pass
    except Exception:
        logger.exception("checking the balance monitor %s was interrupted", monitor_id)


def _check(monitor_id: UUID) -> bool:
    """Whether there is more to read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT balance_monitor_check(%s, %s)", [monitor_id, ENTRIES])
        return bool(cursor.fetchone()[0])
