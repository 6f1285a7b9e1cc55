"""The checks of all alerts. Each is a transaction of its own, and may be repeated or left off at any point."""

import logging
from uuid import UUID

from django.db import connection

logger = logging.getLogger(__name__)

# Those of merchants without orders and without late receipts cost a look at an index each.
DUE = """
SELECT a.id FROM alerts a WHERE a.deleted_at IS NULL AND (
    (a.kind = 'orders_short' AND (a.since IS NOT NULL OR EXISTS (
        SELECT FROM payout_order_books b WHERE b.merchant_id = a.merchant_id AND b.waiting > 0)))
    OR (a.kind = 'receipt_late' AND EXISTS (
        SELECT FROM expected_receipts r WHERE r.merchant_id = a.merchant_id
          AND r.due_on < (now() AT TIME ZONE 'Asia/Kolkata')::date AND r.due_on > coalesce(a.told_through, '-infinity')
          AND NOT EXISTS (SELECT FROM expected_receipt_ends e WHERE e.receipt_id = r.id))))
ORDER BY a.id
"""


def check_alerts() -> int:
    """Looks at every alert that may have something to tell. Returns how many there were."""
    due = due_alerts()
    for alert_id in due:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT alert_check(%s)", [alert_id])
        except Exception:  # one that fails does not keep the others from theirs, and is tried again a minute later
            logger.exception("checking the alert %s was interrupted", alert_id)
    return len(due)


def due_alerts() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        return [alert_id for [alert_id] in cursor.fetchall()]
