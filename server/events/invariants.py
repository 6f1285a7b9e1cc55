"""Invariants of the side events. Those of the entries are the ledger's."""

from server.database.invariant import Invariant

INVARIANTS = [
    Invariant(
        "side events are numbered 1, 2, 3 … at each place of the ledger, which has come to that place",
        "merchant_events",
        """SELECT e.merchant_id, e.ledger_seq, count(*) AS events, min(e.n) AS first, max(e.n) AS last,
                  max(l.seq) AS ledger_ends
           FROM merchant_events e LEFT JOIN (
               SELECT merchant_id, max(seq) AS seq FROM ledger_entries GROUP BY merchant_id
           ) l ON l.merchant_id = e.merchant_id
           GROUP BY e.merchant_id, e.ledger_seq
           HAVING min(e.n) <> 1 OR max(e.n) <> count(*) OR e.ledger_seq > coalesce(max(l.seq), 0)""",
    ),
    Invariant(
        "every side event is about a payout of its merchant",
        "merchant_events",
        """SELECT e.merchant_id, e.ledger_seq, e.n, e.kind, e.subject_id FROM merchant_events e
           LEFT JOIN payouts p ON p.id = e.subject_id WHERE p.merchant_id IS DISTINCT FROM e.merchant_id""",
    ),
    Invariant(
        "a payout is flagged for review if and only if the last that was told of it says so",
        "payouts WHERE needs_review",
        """SELECT coalesce(p.id, told.subject_id) AS payout, p.id IS NOT NULL AS is_flagged
           FROM (SELECT id FROM payouts WHERE needs_review) p FULL JOIN (
               SELECT subject_id FROM (
                   SELECT DISTINCT ON (subject_id) subject_id, kind FROM merchant_events
                   WHERE kind IN ('PAYOUT_NEEDS_REVIEW', 'PAYOUT_REVIEW_ENDED')
                   ORDER BY subject_id, ledger_seq DESC, n DESC
               ) last WHERE kind = 'PAYOUT_NEEDS_REVIEW'
           ) told ON told.subject_id = p.id WHERE p.id IS NULL OR told.subject_id IS NULL""",
    ),
]
