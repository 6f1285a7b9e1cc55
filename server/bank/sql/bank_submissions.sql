-- What a real bank was sent never changes, and what it paid stays paid: so a payout that ended on its answer can be
-- proved. A reference that is void is never sent from then on.
-- Fires for: bank/submissions.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change of what was sent, a change after the end, a deletion).

CREATE OR REPLACE FUNCTION bank_submission_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.reference, NEW.bank, NEW.amount_paise, NEW.account_number_masked, NEW.ifsc_code, NEW.mode, NEW.payee,
        NEW.narration, NEW.first_sent_at)
       IS DISTINCT FROM (OLD.reference, OLD.bank, OLD.amount_paise, OLD.account_number_masked, OLD.ifsc_code, OLD.mode,
        OLD.payee, OLD.narration, OLD.first_sent_at)
       OR (OLD.bank_id IS NOT NULL AND NEW.bank_id IS DISTINCT FROM OLD.bank_id) THEN
        RAISE 'bank_submissions: what % was sent as cannot change', OLD.reference USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('paid', 'rejected', 'voided')
       AND (NEW.state, NEW.utr, NEW.submissions) IS DISTINCT FROM (OLD.state, OLD.utr, OLD.submissions) THEN
        RAISE 'bank_submissions: % is %, that is final', OLD.reference, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bank_submission_guard BEFORE UPDATE ON bank_submissions
    FOR EACH ROW EXECUTE FUNCTION bank_submission_guard();

CREATE OR REPLACE FUNCTION bank_submissions_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE 'bank_submissions: % is refused, what was sent stays known', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER bank_submissions_kept BEFORE DELETE OR TRUNCATE ON bank_submissions
    FOR EACH STATEMENT EXECUTE FUNCTION bank_submissions_kept();
