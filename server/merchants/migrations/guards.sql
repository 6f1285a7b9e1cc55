-- A payout's receipt names its account: what an account was opened with never changes; a new one is added instead.
CREATE FUNCTION bank_account_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.account_number, NEW.ifsc_code)
       IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.account_number, OLD.ifsc_code) THEN
        RAISE 'bank_accounts: number and IFSC of account % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bank_account_guard BEFORE UPDATE ON bank_accounts
    FOR EACH ROW EXECUTE FUNCTION bank_account_guard();
