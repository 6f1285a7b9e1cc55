-- What checks have found is kept as it was written: a check until it ends, its violations from the first.
-- Fires for: integrity/runs.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change).
CREATE TRIGGER integrity_runs_kept BEFORE DELETE OR TRUNCATE ON integrity_runs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER integrity_runs_append_only BEFORE UPDATE ON integrity_runs
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER integrity_violations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON integrity_violations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
