-- The simulator chooses what happens by the last four digits; the bank's book needs no more than these.
ALTER TABLE bank_transfers RENAME COLUMN account_number TO account_number_masked;

CREATE OR REPLACE FUNCTION bank_transfer_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.reference, NEW.account_number_masked, NEW.ifsc_code, NEW.amount_paise)
       IS DISTINCT FROM (OLD.reference, OLD.account_number_masked, OLD.ifsc_code, OLD.amount_paise) THEN
        RAISE 'bank_transfers: what % was submitted with cannot change', OLD.reference USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('paid', 'rejected', 'voided')
       AND (NEW.state, NEW.utr, NEW.paid_at) IS DISTINCT FROM (OLD.state, OLD.utr, OLD.paid_at) THEN
        RAISE 'bank_transfers: % is %, that is final', OLD.reference, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

ALTER TABLE bank_transfers DISABLE TRIGGER bank_transfer_guard;
UPDATE bank_transfers SET account_number_masked = repeat('X', length(account_number_masked) - 4) || right(account_number_masked, 4);
ALTER TABLE bank_transfers ENABLE TRIGGER bank_transfer_guard;

-- Nothing, where a reference was voided before the bank had heard of it.
ALTER TABLE bank_transfers ADD CONSTRAINT transfer_account_number_is_masked CHECK (account_number_masked ~ '^(X{5,14}[0-9]{4})?$');
