"""Invariants between the ledger, the monitors and what the feed was told."""

from server.database.invariant import Invariant, Severity
from server.events.kinds import EventType

INVARIANTS = [
    Invariant(
        "monitor.agrees",
        Severity.TIDINESS,
        "a balance monitor is low if and only if available is below its amount after the last entry that it has seen",
        "balance_monitors",
        """SELECT b.id AS monitor, b.merchant_id, b.checked_seq AS seq, s.available_paise, b.below_paise
           FROM balance_monitors b, LATERAL ledger_sums(b.merchant_id, b.checked_seq) s
           WHERE (b.low_since IS NOT NULL) <> (s.available_paise < b.below_paise) OR s.seq <> b.checked_seq""",
    ),
    Invariant(
        "monitor.told",
        Severity.TIDINESS,
        "every event of a low balance is of one of its merchant's monitors, and a monitor that has told has one",
        "balance_monitors",
        f"""SELECT coalesce(b.id, told.subject_id) AS monitor, coalesce(b.merchant_id, told.merchant_id) AS merchant_id
            FROM balance_monitors b FULL JOIN (
                SELECT DISTINCT subject_id, merchant_id FROM merchant_events WHERE kind = '{EventType.BALANCE_LOW}'
            ) told ON told.subject_id = b.id AND told.merchant_id = b.merchant_id
            WHERE b.id IS NULL OR (told.subject_id IS NULL) <> (b.told_at IS NULL)""",
    ),
]
