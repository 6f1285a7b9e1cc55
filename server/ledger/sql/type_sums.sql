-- What a merchant's balance is made of: for each type of entry how many there are and their sum, up to any entry. The nearest
-- type checkpoint, one in 1,000 entries, plus the entries after it.
-- Called by: ledger/explaining.py; ledger_fill_checkpoint (checkpoints.sql), which keeps them with each 1,000th entry.
-- Locks, raises: nothing.
-- Names carry their schema, and the function is SECURITY DEFINER, as ledger_sums is (see balances.sql).

CREATE OR REPLACE FUNCTION ledger_type_sums(merchant uuid, upto bigint)
RETURNS TABLE (entry_type text, entries bigint, paise bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
-- The sums are read by their keys, even with a plan made while the tables were small.
SET enable_seqscan = off AS $$
DECLARE
    past bigint;
BEGIN
    IF public.sees_merchant(merchant) IS NOT TRUE THEN
        RETURN;
    END IF;
    SELECT c.seq INTO past FROM public.ledger_type_checkpoints c
    WHERE c.merchant_id = merchant AND c.seq <= upto ORDER BY c.seq DESC LIMIT 1;
    past := coalesce(past, 0);
    RETURN QUERY
    SELECT part.kind, sum(part.entries)::bigint, sum(part.paise)::bigint FROM (
        SELECT c.entry_type::text AS kind, c.entries, c.paise::numeric AS paise
        FROM public.ledger_type_checkpoints c WHERE c.merchant_id = merchant AND c.seq = past
        UNION ALL
        SELECT e.entry_type::text, count(*), sum(e.amount_paise)
        FROM public.ledger_entries e WHERE e.merchant_id = merchant AND e.seq > past AND e.seq <= upto GROUP BY e.entry_type
    ) part GROUP BY part.kind ORDER BY part.kind;
END $$;

-- Derived: they may be deleted, but neither changed nor made up, for which the app's role has no right.
CREATE TRIGGER ledger_type_checkpoints_immutable BEFORE UPDATE ON ledger_type_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
