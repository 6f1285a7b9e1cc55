-- A key's receipt belongs to a payout of that merchant and key. It never changes; once it has expired, a newer payout's
-- receipt replaces it as a whole. A key whose receipt goes is a forgotten key (forgotten_keys.sql).
-- Fires for: create_payout.sql, write_payouts.sql; idempotency.py (purge_expired). The first function
-- also for forgotten_keys.sql.
-- Locks: nothing.
-- Raises: check_violation (another merchant's or key's payout); restrict_violation (a change, TRUNCATE).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION idempotency_record_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.payouts
        WHERE id = NEW.payout_id AND merchant_id = NEW.merchant_id AND idempotency_key = NEW.key
    ) THEN
        RAISE 'idempotency: payout % was not created by merchant % under key %', NEW.payout_id, NEW.merchant_id, NEW.key
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN  -- an IF of its own: forgotten_keys, for which this fires too, has no created_at
        IF (NEW.merchant_id, NEW.key) IS DISTINCT FROM (OLD.merchant_id, OLD.key)
           OR NEW.payout_id = OLD.payout_id OR NEW.created_at <= OLD.created_at THEN
            RAISE 'idempotency: what was answered under key % cannot change', OLD.key USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER idempotency_record_guard BEFORE INSERT OR UPDATE ON idempotency_records
    FOR EACH ROW EXECUTE FUNCTION idempotency_record_guard();

CREATE TRIGGER idempotency_records_kept BEFORE TRUNCATE ON idempotency_records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A trigger, so that the release before, which purges too, forgets no key without a trace.
CREATE OR REPLACE FUNCTION idempotency_keys_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.forgotten_keys (merchant_id, key, payout_id) SELECT merchant_id, key, payout_id FROM gone
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER idempotency_keys_forgotten AFTER DELETE ON idempotency_records
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION idempotency_keys_forgotten();
