"""The rules of inward payments that `verify_ledger` proves."""

from server.database.invariant import Invariant, Severity

from .papers import ADVICES

_ADVICES = ", ".join(f"'{kind}'" for kind in ADVICES)
_LIVE = """(SELECT m.* FROM inward_invoice_matches m
            WHERE NOT EXISTS (SELECT FROM inward_invoice_unmatches u WHERE u.match_id = m.id))"""

INVARIANTS = [
    Invariant(
        "inward.entries",
        Severity.MONEY,
        "every inward payment is of a payment of its merchant in the ledger, whose amount is its net amount",
        "inward_payments",
        """SELECT i.id AS inward_payment, i.merchant_id, i.net_paise, e.entry_type, e.amount_paise AS entered
           FROM inward_payments i LEFT JOIN ledger_entries e ON e.id = i.entry_id
           WHERE (e.merchant_id, e.entry_type::text, e.amount_paise, e.seq, e.created_at)
                 IS DISTINCT FROM (i.merchant_id, 'payment_received', i.net_paise, i.seq, i.recorded_at)""",
    ),
    Invariant(
        "inward.arithmetic",
        Severity.MONEY,
        "every inward payment's net is its gross less the charges, and its rate explains the gross to a paisa",
        "inward_payments",
        """SELECT i.id AS inward_payment, i.merchant_id, i.foreign_minor, i.rate, i.gross_paise, i.net_paise
           FROM inward_payments i
           WHERE i.net_paise <> i.gross_paise - i.charges_paise - i.charges_tax_paise
              OR (i.rate IS NOT NULL
                  AND abs(round(i.foreign_minor * i.rate * 100 / (10::numeric ^ i.exponent)) - i.gross_paise) > 1)
              OR (i.foreign_currency = 'INR' AND i.foreign_minor <> i.gross_paise)""",
    ),
    Invariant(
        "inward.reversals",
        Severity.MONEY,
        "every reversed payment is taken back once, by no more than it credited, by an entry of its merchant's, and no"
        " such entry is without it",
        "inward_reversals",
        """SELECT coalesce(r.inward_payment_id, e.id) AS reversal,
                  coalesce(r.merchant_id, e.merchant_id) AS merchant_id,
                  r.amount_paise, i.net_paise AS credited, e.amount_paise AS entered
           FROM inward_reversals r
           FULL JOIN (SELECT * FROM ledger_entries WHERE entry_type = 'payment_reversed') e ON e.id = r.entry_id
           LEFT JOIN inward_payments i ON i.id = r.inward_payment_id
           WHERE (e.merchant_id, i.merchant_id, -e.amount_paise, e.created_at)
                 IS DISTINCT FROM (r.merchant_id, r.merchant_id, r.amount_paise, r.reversed_at)
              OR r.amount_paise > i.net_paise OR e.seq <= i.seq""",
    ),
    Invariant(
        "inward.documents",
        Severity.ORDER,
        "every document is of its merchant's payment, and of an advice's kind and number there is one live one",
        "inward_documents",
        f"""SELECT d.id AS document, d.merchant_id, d.kind, d.number FROM inward_documents d
            LEFT JOIN inward_payments i ON i.id = d.inward_payment_id
            LEFT JOIN inward_documents old ON old.id = d.replaces_id
            WHERE i.merchant_id IS DISTINCT FROM d.merchant_id
               OR (d.replaces_id IS NOT NULL
                   AND (old.inward_payment_id, old.kind) IS DISTINCT FROM (d.inward_payment_id, d.kind))
            UNION ALL
            SELECT min(d.id::text)::uuid, d.merchant_id, d.kind, min(d.number) FROM inward_documents d
            WHERE NOT EXISTS (SELECT FROM inward_documents n WHERE n.replaces_id = d.id)
            GROUP BY d.merchant_id, d.kind, comparison_form(d.number),
                     CASE WHEN d.kind IN ({_ADVICES}) THEN NULL ELSE d.inward_payment_id END
            HAVING count(*) > 1""",
    ),
    Invariant(
        "inward.matches",
        Severity.ORDER,
        "matches are of one merchant, as their rate has it, and beyond neither their invoice nor their payment",
        "inward_invoice_matches",
        f"""SELECT m.id AS match, m.merchant_id, m.invoice_minor, m.inward_minor FROM inward_invoice_matches m
            LEFT JOIN inward_invoices i ON i.id = m.invoice_id
            LEFT JOIN inward_payments p ON p.id = m.inward_payment_id
            LEFT JOIN inward_invoice_unmatches u ON u.match_id = m.id
            WHERE (i.merchant_id, p.merchant_id) IS DISTINCT FROM (m.merchant_id, m.merchant_id)
               OR (i.currency = p.foreign_currency) IS DISTINCT FROM (m.cross_rate IS NULL)
               OR (m.cross_rate IS NULL AND m.invoice_minor <> m.inward_minor)
               OR abs(m.invoice_minor - round(m.inward_minor * m.cross_rate * 10::numeric ^ i.exponent
                                              / 10::numeric ^ p.exponent)) > 1
               OR (u.match_id IS NOT NULL AND u.merchant_id <> m.merchant_id)
            UNION ALL
            SELECT i.id, i.merchant_id, sum(m.invoice_minor), NULL FROM {_LIVE} m
            JOIN inward_invoices i ON i.id = m.invoice_id
            GROUP BY i.id HAVING sum(m.invoice_minor) > i.minor
            UNION ALL
            SELECT p.id, p.merchant_id, NULL, sum(m.inward_minor) FROM {_LIVE} m
            JOIN inward_payments p ON p.id = m.inward_payment_id
            GROUP BY p.id HAVING sum(m.inward_minor) > p.foreign_minor""",
    ),
]
