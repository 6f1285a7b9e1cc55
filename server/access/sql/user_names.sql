-- A user name belongs to one user, in whatever form it is written (database/sql/checks.sql). Users from before this rule
-- keep their names.
-- Fires for: access/users.py, the admin.
-- Locks: the names of all users (an advisory lock), until the transaction ends.
-- Raises: unique_violation (another user's name in another form; the same form is left to auth_user's own constraint).

-- The plan is made once, perhaps while there are few users.
CREATE OR REPLACE FUNCTION user_name_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    form text := comparison_form(NEW.username);
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.username = OLD.username THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('user_name_guard', 0));
    IF EXISTS (
        SELECT FROM auth_user u
        WHERE comparison_form(u.username) = form AND u.id <> NEW.id AND u.username <> NEW.username
    ) THEN
        RAISE 'auth_user: another user has this name in another form'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'user_name_guard';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER user_name_guard BEFORE INSERT OR UPDATE OF username ON auth_user
    FOR EACH ROW EXECUTE FUNCTION user_name_guard();
