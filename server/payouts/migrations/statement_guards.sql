-- The same rules for less. Names are said with their schema (see ledger/migrations/statement_guards.sql).

-- A payout goes to an account of its merchant. One foreign key in place of two and of a look in payout_guard.
ALTER TABLE bank_accounts ADD CONSTRAINT bank_account_of_its_merchant UNIQUE (id, merchant_id);
ALTER TABLE payouts ADD CONSTRAINT payout_to_an_account_of_its_merchant
    FOREIGN KEY (bank_account_id, merchant_id) REFERENCES bank_accounts (id, merchant_id);

CREATE OR REPLACE FUNCTION payout_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'pending' THEN
            RAISE 'payouts: a payout begins as pending, not as %', NEW.status USING ERRCODE = 'check_violation';
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

-- State and entries change in one transaction: at COMMIT a payout has exactly the entries that its state has.
CREATE OR REPLACE FUNCTION payout_agrees_with_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payout record;
    entries record;
BEGIN
    IF TG_TABLE_NAME = 'payouts' THEN
        -- A new payout needs its hold, and no more is to be asked here: whatever else it is given asks for itself.
        IF TG_OP = 'INSERT' AND EXISTS (
            SELECT FROM public.ledger_entries WHERE payout_id = NEW.id AND entry_type = 'payout_hold'
        ) THEN
            RETURN NULL;
        END IF;
        SELECT id, status INTO payout FROM public.payouts WHERE id = NEW.id;
    ELSE
        SELECT id, status INTO payout FROM public.payouts WHERE id = NEW.payout_id;
    END IF;
    SELECT string_agg(entry_type, ' ' ORDER BY entry_type) AS types INTO entries
    FROM public.ledger_entries WHERE payout_id = payout.id;
    IF entries.types IS DISTINCT FROM (CASE payout.status
        WHEN 'completed' THEN 'payout_completed payout_hold payout_release'
        WHEN 'failed' THEN 'payout_hold payout_release'
        ELSE 'payout_hold'
    END) THEN
        RAISE 'payouts: payout % is % but its ledger entries are: %', payout.id, payout.status, coalesce(entries.types, 'none')
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- A hold alone comes with a new payout, which asks for it: any other has one, and payout_entry_once refuses a second.
DROP TRIGGER payout_entries_have_their_state ON ledger_entries;
CREATE CONSTRAINT TRIGGER payout_entries_have_their_state AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.payout_id IS NOT NULL AND NEW.entry_type <> 'payout_hold')
    EXECUTE FUNCTION payout_agrees_with_ledger();

CREATE OR REPLACE FUNCTION idempotency_record_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.payouts
        WHERE id = NEW.payout_id AND merchant_id = NEW.merchant_id AND idempotency_key = NEW.key
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
