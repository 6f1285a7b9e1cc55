-- Calls to the bank and its replies are history: payout_attempts is append-only.
-- Fires for: nothing that the engine does.
-- Locks: nothing.
-- Raises: restrict_violation (a change).

CREATE TRIGGER payout_attempts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
