"""Invariants between alerts and what the feed was told."""

from server.database.invariant import Invariant, Severity
from server.events.kinds import EventType

INVARIANTS = [
    Invariant(
        "alert.told",
        Severity.TIDINESS,
        "every event of an alert is of one of its merchant's alerts of that kind, and an alert that has told has one",
        "alerts",
        f"""SELECT coalesce(a.id, told.alert_id) AS alert, coalesce(a.merchant_id, told.merchant_id) AS merchant_id
            FROM alerts a FULL JOIN (
                SELECT DISTINCT merchant_id, lower(kind) AS kind,
                    CASE WHEN kind = '{EventType.ORDERS_SHORT}' THEN subject_id ELSE (body ->> 'alert_id')::uuid END
                        AS alert_id
                FROM merchant_events WHERE kind IN ('{EventType.ORDERS_SHORT}', '{EventType.RECEIPT_LATE}')
            ) told ON told.alert_id = a.id AND told.merchant_id = a.merchant_id AND told.kind = a.kind
            WHERE a.id IS NULL OR (told.merchant_id IS NULL) <> (a.told_at IS NULL)""",
    ),
]
