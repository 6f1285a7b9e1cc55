-- A side event gets its place in the merchant's feed under the merchant's lock, which is held to COMMIT. Entries get
-- theirs under the same lock: so events are committed in the order of their positions, and whatever a reader sees is the
-- feed up to some position.
-- Fires for: payout_review_events (payouts/sql/review_events.sql).
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (a place that was given); foreign_key_violation (no such merchant); restrict_violation (a
-- change or a deletion).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION merchant_event_admit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.ledger_seq IS NOT NULL OR NEW.n IS NOT NULL THEN
        RAISE 'events: the place of an event cannot be given' USING ERRCODE = 'check_violation';
    END IF;
    -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE 'events: there is no merchant %', NEW.merchant_id USING ERRCODE = 'foreign_key_violation';
    END IF;
    SELECT coalesce(max(e.seq), 0) INTO NEW.ledger_seq FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id;
    SELECT coalesce(max(s.n), 0) + 1 INTO NEW.n FROM public.merchant_events s
    WHERE s.merchant_id = NEW.merchant_id AND s.ledger_seq = NEW.ledger_seq;
    -- Never before the entry that it follows, even after the clock was set back.
    SELECT greatest(clock_timestamp(), max(e.created_at)) INTO NEW.created_at
    FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id AND e.seq = NEW.ledger_seq;
    RETURN NEW;
END $$;

CREATE TRIGGER merchant_event_admit BEFORE INSERT ON merchant_events
    FOR EACH ROW EXECUTE FUNCTION merchant_event_admit();

CREATE TRIGGER merchant_events_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON merchant_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
