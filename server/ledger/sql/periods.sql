-- A merchant's balance over periods of time: what it was before and after each, its least and most within it, and the
-- money that came in and went out.
-- Called by: ledger/periods.py.
-- Locks, raises: nothing.

-- How many entries a merchant had before a moment, which is also the number of the last of them. A later number never
-- has an earlier time (entries.sql), so this is a binary search: some twenty look-ups by number in a million entries.
-- An index on the times would cost every new entry something.
-- A settled payout's release and completion are one moment, the completion's: it takes the release with it.
CREATE OR REPLACE FUNCTION ledger_entries_before(merchant uuid, moment timestamptz)
RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;  -- the entry of this number was before
    high bigint;      -- the one after this number was not
    middle bigint;
BEGIN
    SELECT coalesce(max(e.seq), 0) INTO high FROM public.ledger_entries e WHERE e.merchant_id = merchant;
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT e.created_at < moment FROM public.ledger_entries e WHERE e.merchant_id = merchant AND e.seq = middle) THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low - (SELECT count(*) FROM public.ledger_entries release
                  JOIN public.ledger_entries completion ON completion.merchant_id = merchant AND completion.seq = low + 1
                   AND completion.payout_id = release.payout_id
                  WHERE release.merchant_id = merchant AND release.seq = low AND release.entry_type = 'payout_release');
END $$;

-- Period n lasts from the nth bound until before the next. Each that has entries gets a row, and so do the first one and
-- period 0, all time before it, with the balance at its end.
-- The lowest and the highest available are over all committed states of the period and the one that it began with. A
-- settled payout's release comes right before its completion, in one transaction: between the two no balance ever was,
-- and the day is the completion's. What came in and went out changed available + held, as holds and releases do not.
-- Reads the entries of these periods, and one checkpoint's sums before them, whatever the ledger's length. In a loop,
-- which takes one millisecond of a processor for 1,000 entries; window functions take more than two.
-- SECURITY DEFINER: as ledger_sums (balances.sql).
CREATE OR REPLACE FUNCTION ledger_periods(merchant uuid, bounds timestamptz[])
RETURNS TABLE (
    period integer, available bigint, held bigint, lowest bigint, highest bigint, came_in bigint, went_out bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    before bigint := public.ledger_entries_before(merchant, bounds[1]);
    upto bigint := public.ledger_entries_before(merchant, bounds[array_upper(bounds, 1)]);
    until timestamptz := bounds[2];  -- when this period ends
    released bigint;
    e record;
BEGIN
    IF public.sees_merchant(merchant) IS NOT TRUE THEN
        RETURN;
    END IF;
    SELECT s.available_paise, s.held_paise, s.available_paise, s.available_paise, 0, 0, 0
    INTO available, held, lowest, highest, came_in, went_out, period FROM public.ledger_sums(merchant, before) s;
    RETURN NEXT;
    period := 1;
    FOR e IN
        SELECT entry.created_at, entry.entry_type AS kind, entry.amount_paise AS paise FROM public.ledger_entries entry
        WHERE entry.merchant_id = merchant AND entry.seq > before AND entry.seq <= upto ORDER BY entry.seq
    LOOP
        IF available > highest AND e.kind <> 'payout_completed' THEN
            highest := available;
        END IF;
        IF e.created_at >= until THEN
            released := CASE WHEN e.kind = 'payout_completed' THEN -e.paise ELSE 0 END;
            available := available - released;
            held := held + released;
            RETURN NEXT;
            period := width_bucket(e.created_at, bounds);
            until := bounds[period + 1];
            lowest := available;
            highest := available;
            came_in := 0;
            went_out := 0;
            available := available + released;
            held := held - released;
        END IF;
        available := available + e.paise;
        IF e.kind = 'payout_hold' OR e.kind = 'payout_release' THEN
            held := held - e.paise;
        ELSIF e.paise > 0 THEN
            came_in := came_in + e.paise;
        ELSE
            went_out := went_out - e.paise;
        END IF;
        IF available < lowest THEN
            lowest := available;
        END IF;
    END LOOP;
    highest := greatest(highest, available);
    RETURN NEXT;
END $$;
