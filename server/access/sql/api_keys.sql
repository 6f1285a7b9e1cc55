-- The columns that a key was made with never change. Its end may come nearer and never moves away; a rotation and a
-- revocation are final. An operators' key that a key made ends with its maker at the latest; a merchant's may live on.
-- Fires for: access/api_keys.py.
-- Locks: the row of the key that makes an operators' key.
-- Raises: restrict_violation (such a change, a deletion), check_violation (such a key that would outlive its maker).

CREATE OR REPLACE FUNCTION api_key_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.name, NEW.merchant_id, NEW.scopes, NEW.prefix, NEW.secret_hash, NEW.created_at, NEW.created_by,
        NEW.user_id, NEW.made_by_key_id)
       IS DISTINCT FROM
       (OLD.id, OLD.name, OLD.merchant_id, OLD.scopes, OLD.prefix, OLD.secret_hash, OLD.created_at, OLD.created_by,
        OLD.user_id, OLD.made_by_key_id) THEN
        RAISE 'api_keys: what key % was made with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF coalesce(NEW.expires_at, 'infinity') > coalesce(OLD.expires_at, 'infinity') THEN
        RAISE 'api_keys: the end of key % cannot be put off', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.rotated_at IS NOT NULL AND NEW.rotated_at IS DISTINCT FROM OLD.rotated_at)
       OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
        RAISE 'api_keys: key % was rotated or revoked, that is final', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER api_key_guard BEFORE UPDATE ON api_keys FOR EACH ROW EXECUTE FUNCTION api_key_guard();

CREATE TRIGGER api_keys_kept BEFORE DELETE OR TRUNCATE ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever makes a key holds its maker's row already (`_lock_maker`): FOR NO KEY UPDATE, so that a rotation of the maker
-- does not bring its end nearer meanwhile.
CREATE OR REPLACE FUNCTION api_key_life() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    makers_end timestamptz;
BEGIN
    SELECT coalesce(expires_at, 'infinity') INTO makers_end FROM api_keys WHERE id = NEW.made_by_key_id
    FOR NO KEY UPDATE;
    IF makers_end IS NULL OR coalesce(NEW.expires_at, 'infinity') > makers_end THEN
        RAISE 'api_keys: key % would outlive its maker', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER api_key_life BEFORE INSERT ON api_keys
    FOR EACH ROW WHEN (NEW.made_by_key_id IS NOT NULL AND NEW.merchant_id IS NULL) EXECUTE FUNCTION api_key_life();
