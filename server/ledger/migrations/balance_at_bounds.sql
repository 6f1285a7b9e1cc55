-- The same balance, with bounds of plain numbers: row-level security keeps an index from a comparison with a coalesce(), which
-- PostgreSQL does not know to be leakproof.
CREATE OR REPLACE FUNCTION ledger_balance_at(merchant uuid, upto bigint)
RETURNS TABLE (available_paise bigint, held_paise bigint)
LANGUAGE sql STABLE AS $$
    WITH checkpoint AS (
        SELECT c.seq, c.available_paise, c.held_paise FROM ledger_checkpoints c
        WHERE c.merchant_id = merchant AND c.seq <= upto ORDER BY c.seq DESC LIMIT 1
    ), bounds AS (
        SELECT coalesce((SELECT c.seq FROM checkpoint c), 0) AS first
    ), tail AS (
        SELECT coalesce(sum(e.amount_paise), 0) AS available_paise,
               coalesce(-sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
        FROM ledger_entries e
        WHERE e.merchant_id = merchant AND e.seq <= upto AND e.seq > (SELECT b.first FROM bounds b)
    )
    SELECT (coalesce(c.available_paise, 0) + t.available_paise)::bigint, (coalesce(c.held_paise, 0) + t.held_paise)::bigint
    FROM tail t LEFT JOIN checkpoint c ON true
$$;
