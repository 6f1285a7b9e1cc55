-- A merchant's balance, now or after any entry: the nearest checkpoint plus the entries after it.
-- Called by: ledger/balance.py, api/graphql/merchants.py, api/graphql/ledger_types.py (running balances), the invariants.py of
-- ledger and payouts, the guards in entries.sql, payouts/sql/create_payout.sql, create_payouts.sql and
-- create_payouts_together.sql.
-- Locks: nothing. A caller whose decision depends on the sum holds the merchant's row.
-- Raises: nothing.

-- The balance after entry number `upto`, and the number of the last entry in it. In PL/pgSQL, which keeps its plans.
-- STABLE: both queries use the calling statement's snapshot. Names carry their schema, so that nobody's temporary table
-- can stand in for one of ours; a function's own SET search_path does the same, and costs more than some of these
-- functions do.
-- SECURITY DEFINER: a sum reads some dozen rows, and here the question whether they may be seen is asked once and not
-- for each row. Who may not see a merchant's rows reads the sums of no entries, as the policies would have it.
CREATE OR REPLACE FUNCTION ledger_sums(merchant uuid, upto bigint)
RETURNS TABLE (seq bigint, available_paise bigint, held_paise bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    since record;
BEGIN
    IF public.sees_merchant(merchant) IS NOT TRUE THEN
        RETURN QUERY SELECT 0::bigint, 0::bigint, 0::bigint;
        RETURN;
    END IF;
    SELECT c.seq, c.available_paise, c.held_paise INTO seq, available_paise, held_paise
    FROM public.ledger_checkpoints c WHERE c.merchant_id = merchant AND c.seq <= upto ORDER BY c.seq DESC LIMIT 1;
    seq := coalesce(seq, 0);
    -- Two bounds, plain numbers both. With one alone PostgreSQL expects a third of the merchant's entries, and reads them
    -- all; and row-level security keeps an index from what it does not know to be leakproof, such as coalesce().
    SELECT max(e.seq) AS seq, sum(e.amount_paise) AS available_paise,
           -sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')) AS held_paise
    INTO since FROM public.ledger_entries e
    WHERE e.merchant_id = merchant AND e.seq > ledger_sums.seq AND e.seq <= upto;
    seq := coalesce(since.seq, seq);
    available_paise := coalesce(available_paise, 0) + coalesce(since.available_paise, 0);
    held_paise := coalesce(held_paise, 0) + coalesce(since.held_paise, 0);
    RETURN NEXT;
END $$;

CREATE OR REPLACE FUNCTION ledger_balance(merchant uuid)
RETURNS TABLE (seq bigint, available_paise bigint, held_paise bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.seq, s.available_paise, s.held_paise FROM public.ledger_sums(merchant, 9223372036854775807) s
$$;

CREATE OR REPLACE FUNCTION ledger_balance_at(merchant uuid, upto bigint)
RETURNS TABLE (available_paise bigint, held_paise bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.available_paise, s.held_paise FROM public.ledger_sums(merchant, upto) s
$$;

-- Whether a merchant may have so much in all: 2^53 - 1 paise, less the fees that its open payouts take back if they fail.
-- Else a payout that fails could not give back its fee, and so could not end. Near the limit alone these are summed up.
CREATE OR REPLACE FUNCTION ledger_has_room(merchant uuid, total numeric) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN total <= 4503599627370496 OR total + public.fee_of_open_payouts(merchant) <= 9007199254740991;
END $$;
