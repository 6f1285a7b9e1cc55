-- A statement that was handed out is never taken back: its hash is kept as it was.
-- Fires for: statements/issuing.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change or a deletion).

CREATE TRIGGER statement_issues_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_issues
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
