"""Invariants between adjustments and their ledger entries."""

from server.database.invariant import Invariant, Severity

INVARIANTS = [
    Invariant(
        "adjustment.entries-approved",
        Severity.MONEY,
        "every adjustment entry was approved, with its merchant, type and amount, by another operator than proposed it",
        "ledger_entries WHERE entry_type LIKE 'adjustment%'",
        """SELECT e.seq AS entry, e.merchant_id, e.entry_type, e.amount_paise, a.id AS adjustment, a.status
           FROM ledger_entries e
           LEFT JOIN adjustments a ON a.entry_id = e.id
           WHERE e.entry_type LIKE 'adjustment%' AND (
               a.status IS DISTINCT FROM 'approved'
               OR (a.merchant_id, 'adjustment_' || a.direction, a.amount_paise)
                  IS DISTINCT FROM (e.merchant_id, e.entry_type, abs(e.amount_paise))
               OR a.proposed_by_id = a.decided_by_id
               OR (a.proposed_by_id IS NULL) <> (a.decided_by_id IS NULL))""",
    ),
    Invariant(
        "adjustment.approved-posted",
        Severity.MONEY,
        "every approved adjustment was posted, and no other",
        "adjustments",
        """SELECT a.id AS adjustment, a.merchant_id, a.status, a.entry_id, e.entry_type FROM adjustments a
           LEFT JOIN ledger_entries e ON e.id = a.entry_id AND e.entry_type LIKE 'adjustment%'
           WHERE (a.status = 'approved') <> (e.id IS NOT NULL) OR (a.entry_id IS NULL) <> (e.id IS NULL)""",
    ),
]
