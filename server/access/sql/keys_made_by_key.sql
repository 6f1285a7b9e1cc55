-- The API keys that a key made or rotated, and those that such a key made: whoever holds the first one may know all of
-- their secrets. The audit log says who made a key from before `made_by_key_id`.
-- Called by: access/key_makers.py.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION keys_made_by_key(first_maker uuid) RETURNS TABLE (key_id uuid)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE makers AS (
        SELECT k.id, coalesce(k.made_by_key_id::text, e.actor_id) AS maker
        FROM api_keys k LEFT JOIN trail_events e
            ON e.subject_id = k.id::text AND e.action = 'api_key.created' AND e.actor_kind = 'key'
    ), made AS (
        SELECT m.id FROM makers m WHERE m.maker = first_maker::text
        UNION
        SELECT m.id FROM made JOIN makers m ON m.maker = made.id::text
    )
    SELECT id FROM made
$$;
