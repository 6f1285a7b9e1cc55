"""Invariants between batches, their rows and the payouts of these."""

from server.database.invariant import Invariant, Severity

INVARIANTS = [
    Invariant(
        "batch.rows-and-sum",
        Severity.ORDER,
        "every batch has the rows and the sum that it says, numbered from 1, all of its merchant",
        "payout_batches",
        """SELECT b.id AS batch, b.merchant_id, b.row_count, b.total_paise, count(r.number) AS rows,
                  sum(r.amount_paise) AS paise
           FROM payout_batches b LEFT JOIN payout_batch_rows r ON r.batch_id = b.id GROUP BY b.id
           HAVING (count(r.number), sum(r.amount_paise), min(r.number), max(r.number))
                  IS DISTINCT FROM (b.row_count::bigint, b.total_paise::numeric, 1, b.row_count)
               OR bool_or(r.merchant_id <> b.merchant_id)""",
    ),
    Invariant(
        "batch.row-paid-once",
        Severity.MONEY,
        "a batch's row has at most one payout, with its merchant, account, amount and texts",
        "payout_details WHERE batch_id IS NOT NULL",
        """SELECT d.payout_id AS payout, d.merchant_id, d.batch_id AS batch, d.batch_row AS row, p.amount_paise FROM (
               SELECT *, count(*) OVER (PARTITION BY batch_id, batch_row) AS payouts
               FROM payout_details WHERE batch_id IS NOT NULL
           ) d LEFT JOIN payouts p ON p.id = d.payout_id
           LEFT JOIN payout_batch_rows r ON r.batch_id = d.batch_id AND r.number = d.batch_row
           WHERE d.payouts > 1
              OR (r.merchant_id, r.bank_account_id, r.amount_paise, r.reference, r.narration, r.purpose)
                 IS DISTINCT FROM
                 (p.merchant_id, p.bank_account_id, p.amount_paise, d.reference, d.narration, d.purpose)""",
    ),
]
