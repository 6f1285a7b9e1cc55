-- A payout's receipt names its account: what an account was opened with never changes; a new one is added instead. Its
-- number may be encrypted anew, under another key (`manage.py reencrypt`); that it is the same number is proved by
-- whoever has the keys, and by verify_ledger. Digest and bank key, which older rows lack, are filled in once. The row
-- never goes, since payouts refer to it.
-- Fires for: merchants/accounts.py, merchants/onboarding.py (another primary account), merchants/key_rotation.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change, a deletion).

CREATE OR REPLACE FUNCTION bank_account_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.account_number_masked, NEW.ifsc_code)
       IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.account_number_masked, OLD.ifsc_code) THEN
        RAISE 'bank_accounts: number and IFSC of account % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    -- The first four bytes name the key.
    IF (NEW.account_number_sealed, NEW.account_number_fingerprint)
       IS DISTINCT FROM (OLD.account_number_sealed, OLD.account_number_fingerprint)
       AND substring(NEW.account_number_sealed FOR 4) = substring(OLD.account_number_sealed FOR 4)
       OR NEW.account_number_digest IS DISTINCT FROM OLD.account_number_digest
       AND OLD.account_number_digest IS NOT NULL
       AND substring(NEW.account_number_sealed FOR 4) = substring(OLD.account_number_sealed FOR 4) THEN
        RAISE 'bank_accounts: the number of account % cannot change under its key', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.bank_key IS NOT NULL AND NEW.bank_key IS DISTINCT FROM OLD.bank_key THEN
        RAISE 'bank_accounts: the bank of account % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bank_account_guard BEFORE UPDATE ON bank_accounts
    FOR EACH ROW EXECUTE FUNCTION bank_account_guard();

CREATE TRIGGER bank_accounts_kept BEFORE DELETE OR TRUNCATE ON bank_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
