-- The API keys that a person has seen the secret of: those made or rotated in a session of theirs, those that are theirs
-- (`user_id`), and those that such a key made or rotated. The audit log says who made a key, also of keys from before
-- `user_id`.
-- Called by: access/key_makers.py.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION keys_made_by(person integer) RETURNS TABLE (key_id uuid)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE makers AS (
        SELECT k.id, k.user_id, e.actor_kind, e.actor_id
        FROM api_keys k LEFT JOIN trail_events e ON e.subject_id = k.id::text AND e.action = 'api_key.created'
    ), made AS (
        SELECT m.id FROM makers m
        WHERE m.user_id = person OR (m.actor_kind = 'person' AND m.actor_id = person::text)
        UNION
        SELECT m.id FROM made JOIN makers m ON m.actor_kind = 'key' AND m.actor_id = made.id::text
    )
    SELECT id FROM made
$$;
