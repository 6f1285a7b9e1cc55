-- Membership and operating exclude each other, and a merchant keeps an owner.
--
-- An operator sees every merchant: nobody is an operator and a merchant's user at once. Either side waits for the
-- other's lock on the user (FOR SHARE here, an UPDATE there), so that two transactions cannot each do one half.
-- While anybody is in a merchant's team, an owner who can sign in is: the last one is neither removed nor moved nor given
-- another role. Two owners who demote one another wait for each other's lock, and the second finds no third.
-- Fires for: access/users.py, the admin; operator_guard for changes of auth_user.
-- Locks: the user's row (FOR SHARE); last_owner_guard an advisory lock of the merchant's owners, until the transaction
-- ends.
-- Raises: check_violation (both at once), restrict_violation (the last owner).

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

-- After the row, so that a statement that takes the whole team away is judged by what it leaves: nobody.
CREATE OR REPLACE FUNCTION last_owner_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('owners of ' || OLD.merchant_id, 0));
    IF EXISTS (SELECT FROM memberships m WHERE m.merchant_id = OLD.merchant_id) AND NOT EXISTS (
        SELECT FROM memberships m JOIN auth_user u ON u.id = m.user_id
        WHERE m.merchant_id = OLD.merchant_id AND m.role = 'owner' AND u.is_active
    ) THEN
        RAISE 'memberships: merchant % would have no owner', OLD.merchant_id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'last_owner_guard';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER last_owner_changed AFTER UPDATE OF role, merchant_id ON memberships
    FOR EACH ROW WHEN (OLD.role = 'owner' AND (NEW.role, NEW.merchant_id) IS DISTINCT FROM (OLD.role, OLD.merchant_id))
    EXECUTE FUNCTION last_owner_guard();

CREATE TRIGGER last_owner_removed AFTER DELETE ON memberships
    FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION last_owner_guard();
