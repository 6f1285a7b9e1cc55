-- A merchant's balance over periods of time: what it was before and after each, its least and most within it, and the
-- money that came in and went out.
-- Called by: ledger/periods.py, checkpoints.sql (ledger_stretch).
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

-- What happened in the entries after number `past` up to `upto`, before which `available` was there: the lowest and the
-- highest available, what came in, what went out, and by how much available and held changed.
-- The highest is over what was there before each entry, but for a completion: between it and its release no balance ever
-- was. The last entry's own balance is left to whatever follows it.
CREATE OR REPLACE FUNCTION ledger_stretch(merchant uuid, past bigint, upto bigint, available bigint)
RETURNS TABLE (lowest bigint, highest bigint, came_in bigint, went_out bigint, moved bigint, held_moved bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT min(run.after)::bigint, max(run.after - run.paise) FILTER (WHERE run.kind <> 'payout_completed')::bigint,
           coalesce(sum(run.paise) FILTER (WHERE NOT run.is_hold AND run.paise > 0), 0)::bigint,
           coalesce(-sum(run.paise) FILTER (WHERE NOT run.is_hold AND run.paise < 0), 0)::bigint,
           coalesce(sum(run.paise), 0)::bigint, coalesce(-sum(run.paise) FILTER (WHERE run.is_hold), 0)::bigint
    FROM (
        SELECT e.entry_type AS kind, e.amount_paise AS paise, e.entry_type IN ('payout_hold', 'payout_release') AS is_hold,
               available + sum(e.amount_paise) OVER (ORDER BY e.seq) AS after
        FROM public.ledger_entries e WHERE e.merchant_id = merchant AND e.seq > past AND e.seq <= upto
    ) run;
END $$;

-- The last of the entries `past` to `most` that belongs to the time before a moment, looked for near `past` first.
CREATE OR REPLACE FUNCTION ledger_last_before(merchant uuid, moment timestamptz, past bigint, most bigint)
RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := past;   -- the entry of this number was before
    high bigint := most;  -- the one after this number was not, or is not asked about
    middle bigint := least(past + 1, most);
    step bigint := 1;
BEGIN
    WHILE low < high LOOP
        IF (SELECT e.created_at < moment FROM public.ledger_entries e WHERE e.merchant_id = merchant AND e.seq = middle) THEN
            low := middle;
            step := 2 * step;
        ELSE
            high := middle - 1;
            step := 0;
        END IF;
        middle := CASE WHEN step > 0 THEN least(low + step, high) ELSE (low + high + 1) / 2 END;
    END LOOP;
    RETURN low - (SELECT count(*) FROM public.ledger_entries release
                  JOIN public.ledger_entries completion ON completion.merchant_id = merchant AND completion.seq = low + 1
                   AND completion.payout_id = release.payout_id
                  WHERE release.merchant_id = merchant AND release.seq = low AND release.entry_type = 'payout_release');
END $$;

-- As ledger_periods, for many entries: of those between two checkpoints only the later one is read, which says what
-- happened since the one before. For few entries it takes longer.
CREATE OR REPLACE FUNCTION ledger_long_periods(merchant uuid, bounds timestamptz[])
RETURNS TABLE (
    period integer, available bigint, held bigint, lowest bigint, highest bigint, came_in bigint, went_out bigint
) LANGUAGE plpgsql STABLE AS $$
DECLARE
    past bigint := public.ledger_entries_before(merchant, bounds[1]);
    most bigint := public.ledger_entries_before(merchant, bounds[array_upper(bounds, 1)]);
    upto bigint;  -- the period's last entry
    first bigint;  -- its first and its last whole block of 25 entries, by their ends
    last bigint;
    part record;
    blocks record;
BEGIN
    SELECT s.available_paise, s.held_paise, s.available_paise, s.available_paise, 0, 0, 0
    INTO available, held, lowest, highest, came_in, went_out, period FROM public.ledger_sums(merchant, past) s;
    RETURN NEXT;
    WHILE past < most LOOP
        SELECT width_bucket(coalesce(completion.created_at, e.created_at), bounds) INTO period
        FROM public.ledger_entries e LEFT JOIN public.ledger_entries completion ON e.entry_type = 'payout_release'
         AND completion.merchant_id = merchant AND completion.seq = past + 2 AND completion.payout_id = e.payout_id
        WHERE e.merchant_id = merchant AND e.seq = past + 1;
        upto := public.ledger_last_before(merchant, bounds[period + 1], past, most);
        lowest := available;
        highest := available;
        came_in := 0;
        went_out := 0;
        first := (past + 24) / 25 * 25 + 25;
        last := upto / 25 * 25;
        SELECT count(*) AS count, min(c.lowest_paise) AS lowest, max(c.highest_paise) AS highest, sum(c.in_paise) AS came_in,
               sum(c.out_paise) AS went_out INTO blocks
        FROM public.ledger_checkpoints c
        WHERE c.merchant_id = merchant AND c.seq >= first AND c.seq <= last AND c.seq % 25 = 0 AND c.lowest_paise IS NOT NULL;
        -- A checkpoint is missing, or is of a release that did not say what happened: each entry is read.
        IF first > last OR blocks.count < (last - first) / 25 + 1 THEN
            first := upto + 25;
            last := upto;
        END IF;
        SELECT * INTO part FROM public.ledger_stretch(merchant, past, first - 25, available);
        lowest := least(lowest, part.lowest);
        highest := greatest(highest, part.highest);
        came_in := part.came_in;
        went_out := part.went_out;
        available := available + part.moved;
        held := held + part.held_moved;
        IF first <= last THEN
            SELECT c.available_paise, c.held_paise INTO available, held FROM public.ledger_checkpoints c
            WHERE c.merchant_id = merchant AND c.seq = last;
            SELECT * INTO part FROM public.ledger_stretch(merchant, last, upto, available);
            lowest := least(lowest, blocks.lowest, part.lowest);
            highest := greatest(highest, blocks.highest, part.highest);
            came_in := came_in + blocks.came_in + part.came_in;
            went_out := went_out + blocks.went_out + part.went_out;
            available := available + part.moved;
            held := held + part.held_moved;
        END IF;
        highest := greatest(highest, available);
        RETURN NEXT;
        past := upto;
    END LOOP;
END $$;

-- Period n lasts from the nth bound until before the next. Each that has entries gets a row, and so do the first one and
-- period 0, all time before it, with the balance at its end.
-- The lowest and the highest available are over all committed states of the period and the one that it began with. A
-- settled payout's release comes right before its completion, in one transaction: between the two no balance ever was,
-- and the day is the completion's. What came in and went out changed available + held, as holds and releases do not.
-- Reads the entries of these periods, and one checkpoint's sums before them, whatever the ledger's length. In a loop,
-- which takes one millisecond of a processor for 1,000 entries; window functions take more than two. Of more than 5,000
-- entries most are left unread (ledger_long_periods).
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
    IF upto - before > 5000 THEN
        RETURN QUERY SELECT * FROM public.ledger_long_periods(merchant, bounds);
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
