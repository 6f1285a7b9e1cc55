-- The last entry of a merchant's ledger before a day of India. Kept the first time that somebody asks, and the same ever
-- after: a statement of the days before it is closed.
-- Called by: statements/periods.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE), the first time: a writer that has numbered an entry before midnight may
-- not have committed yet.
-- Raises: restrict_violation (a change or a deletion of what is kept).

CREATE TRIGGER statement_day_starts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_day_starts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- NULL: the day has not begun, or there is no such merchant. Between the days that are kept: after the clock was set
-- back, a later entry may bear the time of a day that is closed. SECURITY DEFINER: nobody else writes these rows.
CREATE OR REPLACE FUNCTION statement_day_start(merchant uuid, of_day date, new_id uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    begins timestamptz := of_day::timestamp AT TIME ZONE 'Asia/Kolkata';
    found_seq bigint;
BEGIN
    IF sees_merchant(merchant) IS NOT TRUE OR begins > clock_timestamp() THEN
        RETURN NULL;
    END IF;
    SELECT s.seq INTO found_seq FROM statement_day_starts s WHERE s.merchant_id = merchant AND s.day = of_day;
    IF FOUND THEN
        RETURN found_seq;
    END IF;
    PERFORM FROM merchants m WHERE m.id = merchant FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT greatest(
        coalesce((SELECT max(s.seq) FROM statement_day_starts s WHERE s.merchant_id = merchant AND s.day < of_day), 0),
        least(
            ledger_entries_before(merchant, begins),
            (SELECT min(s.seq) FROM statement_day_starts s WHERE s.merchant_id = merchant AND s.day > of_day)
        )
    ) INTO found_seq;
    INSERT INTO statement_day_starts (id, merchant_id, day, seq) VALUES (new_id, merchant, of_day, found_seq)
    ON CONFLICT (merchant_id, day) DO NOTHING;
    RETURN (SELECT s.seq FROM statement_day_starts s WHERE s.merchant_id = merchant AND s.day = of_day);
END $$;
