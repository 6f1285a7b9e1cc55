-- A monitor begins where its merchant's ledger is, and its amount and quiet hours never change. What it saw is written by
-- balance_monitor_check alone (check_balance_monitor.sql): the app role may set deleted_at, and no other column.
-- Fires for: balance_monitors/monitors.py, balance_monitor_check.
-- Locks: the merchant's row (FOR NO KEY UPDATE), for a new one.
-- Raises: check_violation (an eleventh one); restrict_violation (a change of what is fixed, a ledger read backwards,
-- a deletion that is taken back, a row that is deleted).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION balance_monitor_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    have record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        IF (SELECT count(*) FROM public.balance_monitors b WHERE b.merchant_id = NEW.merchant_id AND b.deleted_at IS NULL) >= 10
        THEN
            RAISE 'balance monitors: a merchant has ten at most' USING ERRCODE = 'check_violation';
        END IF;
        SELECT s.seq, s.available_paise AS paise INTO have FROM public.ledger_sums(NEW.merchant_id, 9223372036854775807) s;
        NEW.created_at := clock_timestamp();
        NEW.deleted_at := NULL;
        NEW.checked_seq := have.seq;
        NEW.told_at := NULL;
        -- Low from the beginning: the first check tells it.
        NEW.is_untold := have.paise < NEW.below_paise;
        NEW.low_since := CASE WHEN NEW.is_untold THEN NEW.created_at END;
        NEW.lowest_paise := CASE WHEN NEW.is_untold THEN have.paise END;
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.merchant_id, NEW.below_paise, NEW.quiet_hours, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.below_paise, OLD.quiet_hours, OLD.created_at) THEN
        RAISE 'balance monitors: what % was created with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.deleted_at IS NOT NULL THEN
        RAISE 'balance monitors: % is deleted', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.checked_seq < OLD.checked_seq THEN
        RAISE 'balance monitors: % reads the ledger forwards', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER balance_monitor_guard BEFORE INSERT OR UPDATE ON balance_monitors
    FOR EACH ROW EXECUTE FUNCTION balance_monitor_guard();

CREATE TRIGGER balance_monitors_kept BEFORE DELETE OR TRUNCATE ON balance_monitors
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
