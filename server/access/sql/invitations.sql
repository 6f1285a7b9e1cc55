-- An invitation is for one address, team and role. It is accepted or revoked once, which is final, and its end moves only
-- with another token. None is deleted: the audit log names them.
-- Fires for: access/invitations.py.
-- Locks: nothing.
-- Raises: restrict_violation (such a change, a deletion).

CREATE OR REPLACE FUNCTION invitation_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.email, NEW.role, NEW.invited_by, NEW.inviter_id, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.email, OLD.role, OLD.invited_by, OLD.inviter_id, OLD.created_at) THEN
        RAISE 'invitations: what invitation % was made with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.accepted_at IS NOT NULL OR OLD.revoked_at IS NOT NULL THEN
        RAISE 'invitations: invitation % was accepted or revoked, that is final', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.token_hash = OLD.token_hash AND NEW.expires_at > OLD.expires_at THEN
        RAISE 'invitations: the token of invitation % would live longer', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER invitation_guard BEFORE UPDATE ON invitations FOR EACH ROW EXECUTE FUNCTION invitation_guard();

CREATE TRIGGER invitations_kept BEFORE DELETE OR TRUNCATE ON invitations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
