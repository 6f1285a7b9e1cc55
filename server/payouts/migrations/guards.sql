-- pending → processing → completed | failed, and nothing else; what a payout was created with never changes.
CREATE FUNCTION payout_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'pending' THEN
            RAISE 'payouts: a payout begins as pending, not as %', NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT FROM bank_accounts WHERE id = NEW.bank_account_id AND merchant_id = NEW.merchant_id) THEN
            RAISE 'payouts: bank account % is not of merchant %', NEW.bank_account_id, NEW.merchant_id
                USING ERRCODE = 'check_violation';
        END IF;
        -- The clock, not the transaction's start: the merchant's lock may have been waited for.
        NEW.created_at := clock_timestamp();
        NEW.updated_at := NEW.created_at;
        NEW.next_attempt_at := NEW.created_at;
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.merchant_id, NEW.bank_account_id, NEW.amount_paise, NEW.idempotency_key, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.bank_account_id, OLD.amount_paise, OLD.idempotency_key, OLD.created_at) THEN
        RAISE 'payouts: what payout % was created with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status IN ('completed', 'failed') THEN
        RAISE 'payouts: % is final, payout % cannot change', OLD.status, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.status, NEW.status) NOT IN (
        ('pending', 'pending'), ('pending', 'processing'),
        ('processing', 'processing'), ('processing', 'completed'), ('processing', 'failed')
    ) THEN
        RAISE 'payouts: a payout cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.attempt_count < OLD.attempt_count THEN
        RAISE 'payouts: attempts of payout % cannot be taken back', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER payout_guard BEFORE INSERT OR UPDATE ON payouts FOR EACH ROW EXECUTE FUNCTION payout_guard();

CREATE TRIGGER payouts_kept BEFORE DELETE OR TRUNCATE ON payouts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- State and entries change in one transaction: at COMMIT a payout has exactly the entries that its state has.
CREATE FUNCTION payout_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    payout uuid := CASE TG_TABLE_NAME WHEN 'payouts' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'payout_id')::uuid END;
    state text := (SELECT status FROM payouts WHERE id = payout);
    entries text := (SELECT string_agg(entry_type, ' ' ORDER BY entry_type) FROM ledger_entries WHERE payout_id = payout);
BEGIN
    IF entries IS DISTINCT FROM (CASE state
        WHEN 'completed' THEN 'payout_completed payout_hold payout_release'
        WHEN 'failed' THEN 'payout_hold payout_release'
        ELSE 'payout_hold'
    END) THEN
        RAISE 'payouts: payout % is % but its ledger entries are: %', payout, state, coalesce(entries, 'none')
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payout_state_has_its_entries AFTER INSERT OR UPDATE OF status ON payouts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_agrees_with_ledger();

CREATE CONSTRAINT TRIGGER payout_entries_have_their_state AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.payout_id IS NOT NULL)
    EXECUTE FUNCTION payout_agrees_with_ledger();

-- A time that never comes would be a payout that is stuck for ever.
ALTER TABLE payouts ADD CONSTRAINT payout_times_come CHECK (isfinite(next_attempt_at) AND isfinite(lease_expires_at));

-- A key's answer belongs to a payout of that merchant and key. It never changes; once expired it is replaced as a whole,
-- by that of a newer payout.
CREATE FUNCTION idempotency_record_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM payouts WHERE id = NEW.payout_id AND merchant_id = NEW.merchant_id AND idempotency_key = NEW.key
    ) THEN
        RAISE 'idempotency: payout % was not created by merchant % under key %', NEW.payout_id, NEW.merchant_id, NEW.key
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.merchant_id, NEW.key) IS DISTINCT FROM (OLD.merchant_id, OLD.key)
                             OR NEW.payout_id = OLD.payout_id OR NEW.created_at <= OLD.created_at) THEN
        RAISE 'idempotency: what was answered under key % cannot change', OLD.key USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER idempotency_record_guard BEFORE INSERT OR UPDATE ON idempotency_records
    FOR EACH ROW EXECUTE FUNCTION idempotency_record_guard();

CREATE TRIGGER idempotency_records_kept BEFORE TRUNCATE ON idempotency_records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
