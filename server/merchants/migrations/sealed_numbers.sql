-- What an account was opened with never changes. Its number may be sealed anew, under another key (`manage.py reencrypt`);
-- that it is the same number is proved by whoever has the keys, and by verify_ledger.
CREATE OR REPLACE FUNCTION bank_account_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.account_number_masked, NEW.ifsc_code)
       IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.account_number_masked, OLD.ifsc_code) THEN
        RAISE 'bank_accounts: number and IFSC of account % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    -- The first four bytes name the key.
    IF (NEW.account_number_sealed, NEW.account_number_fingerprint)
       IS DISTINCT FROM (OLD.account_number_sealed, OLD.account_number_fingerprint)
       AND substring(NEW.account_number_sealed FOR 4) = substring(OLD.account_number_sealed FOR 4) THEN
        RAISE 'bank_accounts: the number of account % cannot change under its key', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- The key's id, a nonce, 9 to 18 digits, a tag; and an HMAC-SHA256.
ALTER TABLE bank_accounts ADD CONSTRAINT account_number_is_sealed CHECK (length(account_number_sealed) = 4 + 12 + length(account_number_masked) + 16);
ALTER TABLE bank_accounts ADD CONSTRAINT account_number_fingerprint_form CHECK (length(account_number_fingerprint) = 32);
