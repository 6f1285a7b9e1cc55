"""Invariants of the side events. Those of the entries are the ledger's."""

from server.database.invariant import Invariant, Severity

from .kinds import OF_PAYOUTS

_OF_PAYOUTS = ", ".join(f"'{kind}'" for kind in sorted(OF_PAYOUTS))

INVARIANTS = [
    Invariant(
        "event.numbered",
        Severity.ORDER,
        "side events are numbered 1, 2, 3 … at each place of the ledger, which has come to that place",
        "merchant_events",
        """SELECT e.ledger_seq AS place, e.merchant_id, count(*) AS events, min(e.n) AS first, max(e.n) AS last,
                  max(l.seq) AS ledger_ends
           FROM merchant_events e LEFT JOIN (
               SELECT merchant_id, max(seq) AS seq FROM ledger_entries GROUP BY merchant_id
           ) l ON l.merchant_id = e.merchant_id
           GROUP BY e.merchant_id, e.ledger_seq
           HAVING min(e.n) <> 1 OR max(e.n) <> count(*) OR e.ledger_seq > coalesce(max(l.seq), 0)""",
    ),
    Invariant(
        "event.of-own-payout",
        Severity.ORDER,
        "every side event of a payout is about one of its merchant",
        "merchant_events",
        f"""SELECT e.subject_id AS subject, e.merchant_id, e.ledger_seq, e.n, e.kind FROM merchant_events e
            LEFT JOIN payouts p ON p.id = e.subject_id
            WHERE e.kind IN ({_OF_PAYOUTS}) AND p.merchant_id IS DISTINCT FROM e.merchant_id""",
    ),
    Invariant(
        "event.review-told",
        Severity.TIDINESS,
        "a payout is flagged for review if and only if the last that was told of it says so",
        "payouts WHERE needs_review",
        """SELECT coalesce(p.id, told.subject_id) AS payout, coalesce(p.merchant_id, told.merchant_id) AS merchant_id,
                  p.id IS NOT NULL AS is_flagged
           FROM (SELECT id, merchant_id FROM payouts WHERE needs_review) p FULL JOIN (
               SELECT subject_id, merchant_id FROM (
                   SELECT DISTINCT ON (subject_id) subject_id, merchant_id, kind FROM merchant_events
                   WHERE kind IN ('PAYOUT_NEEDS_REVIEW', 'PAYOUT_REVIEW_ENDED')
                   ORDER BY subject_id, ledger_seq DESC, n DESC
               ) last WHERE kind = 'PAYOUT_NEEDS_REVIEW'
           ) told ON told.subject_id = p.id WHERE p.id IS NULL OR told.subject_id IS NULL""",
    ),
]
