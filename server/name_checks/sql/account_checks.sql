-- What a bank said of an account's holder stays as it was said, in the order in which it was.
-- Fires for: name_checks/checking.py.
-- Locks: nothing.
-- Raises: restrict_violation (a change or a deletion).

CREATE OR REPLACE FUNCTION account_check_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.checked_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER account_check_guard BEFORE INSERT ON account_checks
    FOR EACH ROW EXECUTE FUNCTION account_check_guard();

CREATE TRIGGER account_checks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON account_checks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
