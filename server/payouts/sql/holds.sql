-- Which payouts hold a merchant's money after an entry of its ledger: their hold is not after it, and their release is, or is
-- still to come.
-- Called by: payouts/holding.py, which says why in two parts.
-- Locks, raises: nothing.
-- Names carry their schema (see ledger/sql/balances.sql).

-- Those that were open when the ledger stood at `head`, newest first, before a place in their order: the open ones, and
-- those that were released since, by how the ledger has grown meanwhile.
CREATE OR REPLACE FUNCTION payout_holds_open(
    merchant uuid, upto bigint, head bigint, before_at timestamptz, before_id uuid, most integer
) RETURNS TABLE (payout uuid, paise bigint, since timestamptz, hold_seq bigint, made_at timestamptz)
LANGUAGE plpgsql STABLE
-- Every row in here is found by its key, even with a plan made while the tables were small.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    until timestamptz;  -- no payout that was made later has its hold at `upto` or before
BEGIN
    SELECT e.created_at INTO until FROM public.ledger_entries e WHERE e.merchant_id = merchant AND e.seq = upto;
    RETURN QUERY
    SELECT * FROM (
        (SELECT p.id, p.amount_paise, h.created_at, h.seq, p.created_at FROM public.payouts p
         JOIN public.ledger_entries h ON h.payout_id = p.id AND h.entry_type = 'payout_hold'
         WHERE p.merchant_id = merchant AND p.status = 'pending' AND h.seq <= upto AND p.created_at <= until
           AND (p.created_at, p.id) < (before_at, before_id)
         ORDER BY p.created_at DESC, p.id DESC LIMIT most)
        UNION ALL
        (SELECT p.id, p.amount_paise, h.created_at, h.seq, p.created_at FROM public.payouts p
         JOIN public.ledger_entries h ON h.payout_id = p.id AND h.entry_type = 'payout_hold'
         WHERE p.merchant_id = merchant AND p.status = 'processing' AND h.seq <= upto AND p.created_at <= until
           AND (p.created_at, p.id) < (before_at, before_id)
         ORDER BY p.created_at DESC, p.id DESC LIMIT most)
        UNION ALL
        (SELECT p.id, p.amount_paise, h.created_at, h.seq, p.created_at FROM public.ledger_entries r
         JOIN public.payouts p ON p.id = r.payout_id
         JOIN public.ledger_entries h ON h.payout_id = r.payout_id AND h.entry_type = 'payout_hold'
         WHERE r.merchant_id = merchant AND r.seq > head AND r.entry_type = 'payout_release' AND h.seq <= upto
           AND (p.created_at, p.id) < (before_at, before_id)
         ORDER BY p.created_at DESC, p.id DESC LIMIT most)
    ) open (payout, paise, since, hold_seq, made_at)
    ORDER BY open.made_at DESC, open.payout DESC LIMIT most;
END $$;

-- Of the holds numbered `above` + 1 to `upto` those that were released after entry `stands` and at `head` or before.
CREATE OR REPLACE FUNCTION payout_holds_released(merchant uuid, stands bigint, head bigint, above bigint, upto bigint)
RETURNS TABLE (payout uuid, paise bigint, since timestamptz, hold_seq bigint)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    RETURN QUERY
    SELECT h.payout_id, -h.amount_paise, h.created_at, h.seq FROM public.ledger_entries h
    JOIN public.ledger_entries r ON r.payout_id = h.payout_id AND r.entry_type = 'payout_release'
    WHERE h.merchant_id = merchant AND h.seq > above AND h.seq <= upto AND h.entry_type = 'payout_hold'
      AND r.seq > stands AND r.seq <= head
    ORDER BY h.seq DESC;
END $$;
