-- The bank's calls and answers are history: payout_attempts is only ever appended to.
-- Fires for: nothing that the engine does.
-- Locks: nothing.
-- Raises: restrict_violation (a change).

CREATE TRIGGER payout_attempts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
