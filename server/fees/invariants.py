"""Invariants between charges, their refunds, the plans and the ledger."""

from server.database.invariant import Invariant, Severity
from server.ledger.models import EntryType

_FEES = ", ".join(
    f"'{kind}'"
    for kind in (EntryType.FEE_DEBIT, EntryType.FEE_TAX_DEBIT, EntryType.FEE_REFUND, EntryType.FEE_TAX_REFUND)
)
# What charges and refunds say that there is in the ledger: an entry each, of this type and amount.
_OWNED = """(
               SELECT fee_entry_id AS id, merchant_id, payout_id, 'fee_debit' AS kind, -fee_paise AS paise
               FROM fee_charges
               WHERE fee_paise <> 0 OR fee_entry_id IS NOT NULL
               UNION ALL
               SELECT tax_entry_id, merchant_id, payout_id, 'fee_tax_debit', -(igst_paise + cgst_paise + sgst_paise)
               FROM fee_charges WHERE igst_paise + cgst_paise + sgst_paise <> 0 OR tax_entry_id IS NOT NULL
               UNION ALL
               SELECT r.fee_entry_id, r.merchant_id, r.payout_id, 'fee_refund', c.fee_paise
               FROM fee_refunds r LEFT JOIN fee_charges c USING (payout_id)
               UNION ALL
               SELECT r.tax_entry_id, r.merchant_id, r.payout_id, 'fee_tax_refund',
                      c.igst_paise + c.cgst_paise + c.sgst_paise
               FROM fee_refunds r LEFT JOIN fee_charges c USING (payout_id)
               WHERE c.igst_paise + c.cgst_paise + c.sgst_paise <> 0 OR r.tax_entry_id IS NOT NULL
           )"""

INVARIANTS = [
    Invariant(
        "fee.entries-owned",
        Severity.MONEY,
        "every charge and refund of a fee has its entries, of its amounts, and every such entry is one's",
        "fee_charges",
        f"""SELECT coalesce(o.payout_id::text, e.id::text) AS fee,
                   coalesce(o.merchant_id, e.merchant_id) AS merchant_id,
                   coalesce(o.kind, e.entry_type) AS entry_type, o.paise AS charged, e.amount_paise AS entered
            FROM {_OWNED} o FULL JOIN (
                SELECT id, merchant_id, entry_type, amount_paise FROM ledger_entries WHERE entry_type IN ({_FEES})
            ) e ON e.id = o.id
            WHERE (o.merchant_id, o.kind, o.paise)
                  IS DISTINCT FROM (e.merchant_id, e.entry_type::text, e.amount_paise)""",
    ),
    Invariant(
        "fee.by-its-plan",
        Severity.MONEY,
        "every charge is its plan's fee for the payout's amount and rail, and the GST on it by the place of supply",
        "fee_charges",
        """SELECT c.payout_id AS payout, c.merchant_id, c.fee_paise, c.igst_paise, c.cgst_paise, c.sgst_paise
           FROM fee_charges c LEFT JOIN payouts p ON p.id = c.payout_id LEFT JOIN fee_plans plan ON plan.id = c.plan_id
           LEFT JOIN payout_details d ON d.payout_id = c.payout_id,
           LATERAL (
               SELECT CASE WHEN c.rail IS NULL THEN 0 ELSE fee_by_bands(plan.bands, c.rail, p.amount_paise) END AS fee
           ) f,
           LATERAL fee_taxes(f.fee, plan.gst_bp, plan.supplier_state, c.place_of_supply) t
           WHERE (c.fee_paise, c.igst_paise, c.cgst_paise, c.sgst_paise)
                 IS DISTINCT FROM (f.fee, t.igst, t.cgst, t.sgst)
              OR p.merchant_id IS DISTINCT FROM c.merchant_id OR plan.merchant_id IS DISTINCT FROM c.merchant_id
              OR (d.rail IS NOT NULL AND d.rail IS DISTINCT FROM c.rail)
              OR NOT c.place_of_supply = ANY (
                  SELECT t.state_code FROM merchant_tax_profiles t WHERE t.merchant_id = c.merchant_id
                  UNION SELECT plan.supplier_state)""",
    ),
    Invariant(
        "fee.given-back",
        Severity.MONEY,
        "a failed payout's fee is given back whole with its hold, a returned one's by its plan, and no other",
        "fee_charges",
        """SELECT c.payout_id AS payout, c.merchant_id, p.status, r.cause FROM fee_charges c
           LEFT JOIN payouts p ON p.id = c.payout_id LEFT JOIN fee_plans plan ON plan.id = c.plan_id
           LEFT JOIN fee_refunds r ON r.payout_id = c.payout_id
           LEFT JOIN payout_returns back ON back.payout_id = c.payout_id
           LEFT JOIN ledger_entries given ON given.id = r.fee_entry_id
           LEFT JOIN ledger_entries release ON release.payout_id = c.payout_id AND release.entry_type = 'payout_release'
           LEFT JOIN ledger_entries returned ON returned.id = back.entry_id
           WHERE r.cause IS DISTINCT FROM CASE
                   WHEN c.fee_paise = 0 THEN NULL WHEN p.status = 'failed' THEN 'failed'
                   WHEN back.payout_id IS NOT NULL AND plan.refund_on_return THEN 'returned' END
              OR (r.cause IS NOT NULL AND given.seq IS DISTINCT FROM
                  CASE r.cause WHEN 'failed' THEN release.seq ELSE returned.seq END + 1)""",
    ),
    Invariant(
        "fee.charged-by-plan",
        Severity.MONEY,
        "every payout that was made while its merchant had a fee plan was charged by that plan, and no other payout",
        "payouts",
        """SELECT p.id AS payout, p.merchant_id, c.plan_id AS charged_by, plan.id AS in_force FROM payouts p
           LEFT JOIN fee_charges c ON c.payout_id = p.id
           LEFT JOIN ledger_entries hold ON hold.payout_id = p.id AND hold.entry_type = 'payout_hold'
           LEFT JOIN LATERAL (
               SELECT newest.id, newest.bands FROM fee_plans newest
               WHERE newest.merchant_id = p.merchant_id AND newest.after_seq < hold.seq
               ORDER BY newest.version DESC LIMIT 1
           ) plan ON true
           WHERE p.merchant_id IN (SELECT f.merchant_id FROM fee_plans f WHERE f.merchant_id IS NOT NULL)
             AND c.plan_id IS DISTINCT FROM CASE WHEN plan.bands <> '[]' THEN plan.id END
           UNION ALL
           SELECT c.payout_id, c.merchant_id, c.plan_id, NULL FROM fee_charges c
           WHERE NOT EXISTS (SELECT FROM payouts p WHERE p.id = c.payout_id)""",
    ),
]
