-- A code counts once: the step of time of the last one only ever grows. Another app is another row.
-- Fires for: access/second_factor.py.
-- Locks: nothing.
-- Raises: restrict_violation (such a change).

CREATE OR REPLACE FUNCTION second_factor_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.user_id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.created_at) THEN
        RAISE 'second_factors: what factor % was made with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.last_used_step < OLD.last_used_step THEN
        RAISE 'second_factors: a code of factor % would count again', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER second_factor_guard BEFORE UPDATE ON second_factors FOR EACH ROW EXECUTE FUNCTION second_factor_guard();
