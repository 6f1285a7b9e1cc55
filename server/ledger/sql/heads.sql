-- A kept head says what the ledger says: its link and balances are those after its entry, and its day is India's.
-- Fires for: ledger/heads.py. Afterwards a head is never changed.
-- Locks: nothing. An entry that is there never changes.
-- Raises: check_violation (a head that is not on the ledger, or of another day); restrict_violation (a change).
CREATE OR REPLACE FUNCTION ledger_head_agrees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    sums record;
    last bytea := public.ledger_genesis(NEW.merchant_id);
BEGIN
    IF NEW.seq > 0 THEN
        SELECT e.link INTO last FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id AND e.seq = NEW.seq;
    END IF;
    SELECT * INTO sums FROM public.ledger_sums(NEW.merchant_id, NEW.seq);
    IF (NEW.link, NEW.seq, NEW.available_paise, NEW.held_paise)
       IS DISTINCT FROM (last, sums.seq, sums.available_paise, sums.held_paise) THEN
        RAISE 'ledger: a head at entry % of merchant % does not say what the ledger says', NEW.seq, NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.day <> (NEW.issued_at AT TIME ZONE 'Asia/Kolkata')::date THEN
        RAISE 'ledger: a head of % is not kept under %', NEW.issued_at, NEW.day USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_head_agrees BEFORE INSERT ON ledger_heads
    FOR EACH ROW EXECUTE FUNCTION ledger_head_agrees();

CREATE TRIGGER ledger_heads_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
