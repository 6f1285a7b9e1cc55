-- The row is the merchant's lock, and to lock it the role of web and worker needs the right to update one of its
-- columns: that one, the id, never changes. And it never goes, since payouts and entries refer to it without a foreign
-- key.
-- Fires for: merchants/details.py, merchants/suspension.py.
-- Locks: nothing.
-- Raises: restrict_violation (another id or created_at, a deletion).

CREATE OR REPLACE FUNCTION merchant_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.created_at) THEN
        RAISE 'merchants: id and beginning of merchant % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER merchant_guard BEFORE UPDATE ON merchants FOR EACH ROW EXECUTE FUNCTION merchant_guard();

CREATE TRIGGER merchants_kept BEFORE DELETE OR TRUNCATE ON merchants
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
