-- An operator sees every merchant: nobody is an operator and a merchant's user at once. Either side waits for the
-- other's lock on the user (FOR SHARE here, an UPDATE there), so that two transactions cannot each do one half.
-- Fires for: access/users.py, the admin; operator_guard for changes of auth_user.
-- Locks: the user's row (FOR SHARE).
-- Raises: check_violation (both at once).

CREATE OR REPLACE FUNCTION membership_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    operates boolean;
BEGIN
    SELECT is_staff OR is_superuser INTO operates FROM auth_user WHERE id = NEW.user_id FOR SHARE;
    IF operates THEN
        RAISE 'memberships: person % is an operator', NEW.user_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER membership_guard BEFORE INSERT OR UPDATE ON memberships
    FOR EACH ROW EXECUTE FUNCTION membership_guard();

CREATE OR REPLACE FUNCTION operator_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM memberships WHERE user_id = NEW.id) THEN
        RAISE 'auth_user: person % belongs to a merchant', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER operator_guard AFTER UPDATE OF is_staff, is_superuser ON auth_user
    FOR EACH ROW WHEN (NEW.is_staff OR NEW.is_superuser) EXECUTE FUNCTION operator_guard();
