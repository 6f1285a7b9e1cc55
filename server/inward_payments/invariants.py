"""The rules of inward payments that `verify_ledger` proves."""

from server.database.invariant import Invariant, Severity

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
]
