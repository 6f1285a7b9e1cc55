"""Invariants between the ledger, what merchants expected, and what the feed was told."""

from server.database.invariant import Invariant, Severity
from server.events.kinds import EventType

SATISFIES = """l.merchant_id = r.merchant_id AND l.entry_type = 'payment_received' AND l.seq > r.created_seq
    AND l.amount_paise BETWEEN r.at_least_paise AND r.at_most_paise AND CASE WHEN r.reference IS NULL THEN true
        ELSE comparison_form(r.reference) = comparison_form(l.reference) END"""

INVARIANTS = [
    Invariant(
        "receipt.satisfied",
        Severity.TIDINESS,
        "every receipt that came was satisfied by one later payment of its merchant, within its bounds and with its "
        "reference",
        "expected_receipt_ends",
        f"""SELECT e.receipt_id AS expected_receipt, e.merchant_id FROM expected_receipt_ends e
            WHERE e.entry_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM expected_receipts r JOIN ledger_entries l ON {SATISFIES}
                WHERE r.id = e.receipt_id AND r.merchant_id = e.merchant_id AND l.id = e.entry_id)""",
    ),
    Invariant(
        "receipt.missed",
        Severity.TIDINESS,
        "no receipt is awaited that a later payment would have satisfied, unless that satisfied another",
        "expected_receipts",
        f"""SELECT r.id AS expected_receipt, r.merchant_id FROM expected_receipts r
            WHERE NOT EXISTS (SELECT FROM expected_receipt_ends e WHERE e.receipt_id = r.id) AND EXISTS (
                SELECT FROM ledger_entries l WHERE {SATISFIES}
                  AND NOT EXISTS (SELECT FROM expected_receipt_ends e WHERE e.entry_id = l.id))""",
    ),
    Invariant(
        "receipt.told",
        Severity.TIDINESS,
        "every receipt that came was told once, and nothing else was",
        "expected_receipt_ends",
        f"""SELECT coalesce(e.receipt_id, told.subject_id) AS expected_receipt,
                   coalesce(e.merchant_id, told.merchant_id) AS merchant_id
            FROM (SELECT receipt_id, merchant_id FROM expected_receipt_ends WHERE entry_id IS NOT NULL) e FULL JOIN (
                SELECT subject_id, merchant_id, count(*) AS times FROM merchant_events
                WHERE kind = '{EventType.RECEIPT_RECEIVED}' GROUP BY subject_id, merchant_id
            ) told ON told.subject_id = e.receipt_id AND told.merchant_id = e.merchant_id
            WHERE e.receipt_id IS NULL OR told.times IS DISTINCT FROM 1""",
    ),
]
