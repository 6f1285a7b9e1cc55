-- What the bank was asked and answered is history.
CREATE TRIGGER payout_attempts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
