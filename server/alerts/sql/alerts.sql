-- An alert's kind and quiet hours never change. What it saw is written by alert_check alone (check_alert.sql): the app role
-- may set deleted_at, and no other column.
-- Fires for: alerts/alerts.py, alert_check.
-- Locks: nothing.
-- Raises: restrict_violation (a change of what is fixed, a deletion that is taken back, a row that is deleted).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION alert_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.created_at := clock_timestamp();
        NEW.deleted_at := NULL;
        NEW.since := NULL;
        NEW.is_untold := false;
        NEW.told_at := NULL;
        NEW.told_through := NULL;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.merchant_id, NEW.kind, NEW.quiet_hours, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.kind, OLD.quiet_hours, OLD.created_at) THEN
        RAISE 'alerts: what % was created with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.deleted_at IS NOT NULL THEN
        RAISE 'alerts: % is deleted', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER alert_guard BEFORE INSERT OR UPDATE ON alerts
    FOR EACH ROW EXECUTE FUNCTION alert_guard();

CREATE TRIGGER alerts_kept BEFORE DELETE OR TRUNCATE ON alerts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
