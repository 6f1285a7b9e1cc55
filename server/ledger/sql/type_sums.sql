-- What a merchant's balance is made of: for each type of entry how many there are and their sum, up to any entry. The nearest
-- type checkpoint, one in 500 entries, plus the entries after it.
-- Called by: ledger/explaining.py; ledger_fill_checkpoint (checkpoints.sql), which keeps them with each 500th entry.
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

-- A balance with its lines, now, after an entry, or after the last entry at a time; and the ledger's newest entry. All of one
-- moment, since a STABLE function has the calling statement's snapshot. In PL/pgSQL, which keeps its plans: planning this as one
-- statement took three times as long as running it.
-- A settled payout's release is of its completion's moment (ledger_entries_before in periods.sql).
CREATE OR REPLACE FUNCTION ledger_explained(merchant uuid, moment timestamptz, asked bigint)
RETURNS TABLE (
    head bigint, seq bigint, written_at timestamptz, is_to_come boolean, available_paise bigint, held_paise bigint,
    entry_types text[], entries bigint[], paise bigint[]
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT s.seq, s.available_paise, s.held_paise INTO head, available_paise, held_paise
    FROM public.ledger_sums(merchant, 9223372036854775807) s;
    is_to_come := coalesce(moment > clock_timestamp(), false);
    seq := coalesce(asked, head);
    IF moment IS NOT NULL THEN
        seq := public.ledger_entries_before(merchant, moment + interval '1 microsecond');
    END IF;
    IF seq < head THEN
        SELECT s.available_paise, s.held_paise INTO available_paise, held_paise FROM public.ledger_sums(merchant, seq) s;
    END IF;
    SELECT e.created_at INTO written_at FROM public.ledger_entries e WHERE e.merchant_id = merchant AND e.seq = ledger_explained.seq;
    SELECT array_agg(s.entry_type), array_agg(s.entries), array_agg(s.paise) INTO entry_types, entries, paise
    FROM public.ledger_type_sums(merchant, seq) s;
    RETURN NEXT;
END $$;
