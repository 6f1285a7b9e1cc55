-- The bank's own belt: a reference is one transfer for ever, paid at most once, and never after it was voided.
-- Fires for: bank/simulator.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change of what was submitted, a change after the end, a deletion).

CREATE OR REPLACE FUNCTION bank_transfer_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.reference, NEW.account_number_masked, NEW.ifsc_code, NEW.amount_paise, NEW.narration)
       IS DISTINCT FROM (OLD.reference, OLD.account_number_masked, OLD.ifsc_code, OLD.amount_paise, OLD.narration) THEN
        RAISE 'bank_transfers: what % was submitted with cannot change', OLD.reference USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('paid', 'rejected', 'voided')
       AND (NEW.state, NEW.utr, NEW.paid_at) IS DISTINCT FROM (OLD.state, OLD.utr, OLD.paid_at) THEN
        RAISE 'bank_transfers: % is %, that is final', OLD.reference, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bank_transfer_guard BEFORE UPDATE ON bank_transfers
    FOR EACH ROW EXECUTE FUNCTION bank_transfer_guard();

CREATE OR REPLACE FUNCTION bank_transfers_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE 'bank_transfers: % is refused, the bank keeps its book', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER bank_transfers_kept BEFORE DELETE OR TRUNCATE ON bank_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION bank_transfers_kept();
