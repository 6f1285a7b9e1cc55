-- Which entries lie at a place of all that ever came in, or of all that ever went out. Laid end to end in the order of the
-- ledger, what came in covers [0, came in), and what went out covers [0, gone): first in, first out is their overlap.
-- Called by: lineage/reading.py.
-- Locks, raises: nothing.
-- Holds and releases are neither: they move money within the merchant's own (lineage/flows.py). Else a credit came in and a debit
-- went out, whatever its type. Names carry their schema, and the functions are SECURITY DEFINER, as ledger_sums is (balances.sql).

-- All that came in and all that went out, up to entry number `upto`. The former: a type checkpoint and what came in after it, which
-- has an index. The latter is what is left of it: no sum over entries but the balance's.
CREATE OR REPLACE FUNCTION lineage_sums(merchant uuid, upto bigint) RETURNS TABLE (came_in bigint, gone bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET enable_seqscan = off AS $$
DECLARE
    past bigint;
BEGIN
    came_in := 0;
    gone := 0;
    IF public.sees_merchant(merchant) THEN
        SELECT c.seq INTO past FROM public.ledger_type_checkpoints c
        WHERE c.merchant_id = merchant AND c.seq <= upto ORDER BY c.seq DESC LIMIT 1;
        past := coalesce(past, 0);
        SELECT coalesce(sum(c.paise), 0) INTO came_in FROM public.ledger_type_checkpoints c
        WHERE c.merchant_id = merchant AND c.seq = past AND c.paise > 0 AND c.entry_type <> 'payout_release';
        SELECT came_in + coalesce(sum(e.amount_paise), 0) INTO came_in FROM public.ledger_entries e
        WHERE e.merchant_id = merchant AND e.seq > past AND e.seq <= upto AND e.payout_id IS NULL AND e.amount_paise > 0;
        SELECT came_in - s.available_paise - s.held_paise INTO gone FROM public.ledger_sums(merchant, upto) s;
    END IF;
    RETURN NEXT;
END $$;

-- The entries that came in (or that went out) whose paise overlap [since, until), in their order, `most` of them at most, each with
-- the paise before it. A binary search of the type checkpoints, then the entries from there on: they are some 500 before the first.
-- A type checkpoint that is missing is added up instead, so dropping all of them changes no answer.
CREATE OR REPLACE FUNCTION lineage_flow(merchant uuid, is_in boolean, since bigint, until bigint, most integer)
RETURNS TABLE (seq bigint, entry_type text, before bigint, paise bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
-- As ledger_type_sums (ledger/sql/type_sums.sql).
SET enable_seqscan = off AS $$
DECLARE
    low bigint := 0;   -- after this many times 500 entries `had` had come or gone, which is no more than `since`
    had bigint := 0;
    high bigint;       -- after one more than this many times it was more, or there are no more
    middle bigint;
    kept bigint;
    there bigint;
    left_out integer := most;
    e record;
    entries refcursor;
BEGIN
    IF public.sees_merchant(merchant) IS NOT TRUE OR since >= until OR most < 1 THEN
        RETURN;
    END IF;
    SELECT max(l.seq) / 500 INTO high FROM public.ledger_entries l WHERE l.merchant_id = merchant;
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        SELECT count(*), abs(coalesce(sum(c.paise) FILTER (
                   WHERE (c.paise > 0) = is_in AND c.entry_type NOT IN ('payout_hold', 'payout_release')), 0))
        INTO kept, there FROM public.ledger_type_checkpoints c WHERE c.merchant_id = merchant AND c.seq = middle * 500;
        IF kept = 0 THEN
            SELECT CASE WHEN is_in THEN s.came_in ELSE s.gone END INTO there FROM public.lineage_sums(merchant, middle * 500) s;
        END IF;
        IF there <= since THEN
            low := middle;
            had := there;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    before := had;
    -- No entry of a payout comes in: those that name none have an index of their own.
    IF is_in THEN
        OPEN entries FOR
            SELECT l.seq, l.entry_type, l.amount_paise FROM public.ledger_entries l
            WHERE l.merchant_id = merchant AND l.seq > low * 500 AND l.payout_id IS NULL AND l.amount_paise > 0
            ORDER BY l.seq;
    ELSE
        OPEN entries FOR
            SELECT l.seq, l.entry_type, -l.amount_paise AS amount_paise FROM public.ledger_entries l
            WHERE l.merchant_id = merchant AND l.seq > low * 500 AND l.entry_type <> 'payout_hold' AND l.amount_paise < 0
            ORDER BY l.seq;
    END IF;
    LOOP
        FETCH entries INTO e;
        EXIT WHEN NOT FOUND OR before >= until OR left_out = 0;
        IF before + e.amount_paise > since THEN
            seq := e.seq;
            entry_type := e.entry_type;
            paise := e.amount_paise;
            RETURN NEXT;
            left_out := left_out - 1;
        END IF;
        before := before + e.amount_paise;
    END LOOP;
    CLOSE entries;
END $$;

-- A completed payout's place in all that went out, [since, until), and what came in there from `place` on (NULL: from its
-- beginning); seq is NULL if there is nothing. In one statement, as a payout's page asks for it. The caller's policies apply: of
-- another merchant's payout there is no row.
CREATE OR REPLACE FUNCTION lineage_of_payout(payout uuid, place bigint, most integer)
RETURNS TABLE (merchant uuid, outflow bigint, since bigint, until bigint, seq bigint, entry_type text, before bigint, paise bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT c.merchant_id, c.seq, s.gone, s.gone - c.amount_paise, f.seq, f.entry_type, f.before, f.paise
    FROM public.ledger_entries c
    CROSS JOIN LATERAL public.lineage_sums(c.merchant_id, c.seq - 1) s
    LEFT JOIN LATERAL public.lineage_flow(
        c.merchant_id, true, CASE WHEN place IS NULL THEN s.gone ELSE place END, s.gone - c.amount_paise, most) f ON true
    WHERE c.payout_id = payout AND c.entry_type = 'payout_completed';
END $$;

-- Of entries with which something came back, the entry with which it went out, and the payout that it was of: by the facts that own
-- them (payout_returns, fee_refunds). Of another merchant's, nothing.
CREATE OR REPLACE FUNCTION lineage_given_back(merchant uuid, seqs bigint[])
RETURNS TABLE (seq bigint, outflow bigint, payout uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET enable_seqscan = off AS $$
BEGIN
    IF public.sees_merchant(merchant) IS NOT TRUE THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT e.seq, went.seq, fact.payout FROM public.ledger_entries e
    JOIN LATERAL (
        SELECT r.payout_id AS payout, c.id AS entry FROM public.payout_returns r
        JOIN public.ledger_entries c ON c.payout_id = r.payout_id AND c.entry_type = 'payout_completed'
        WHERE e.entry_type = 'payout_returned' AND r.entry_id = e.id
        UNION ALL
        SELECT r.payout_id, f.fee_entry_id FROM public.fee_refunds r JOIN public.fee_charges f ON f.payout_id = r.payout_id
        WHERE e.entry_type = 'fee_refund' AND r.fee_entry_id = e.id
        UNION ALL
        SELECT r.payout_id, f.tax_entry_id FROM public.fee_refunds r JOIN public.fee_charges f ON f.payout_id = r.payout_id
        WHERE e.entry_type = 'fee_tax_refund' AND r.tax_entry_id = e.id
    ) fact ON true
    JOIN public.ledger_entries went ON went.id = fact.entry AND went.merchant_id = merchant
    WHERE e.merchant_id = merchant AND e.seq = ANY (seqs);
END $$;
