-- Deletes the messages that are at rest for longest, if that is longer than `kept`, with their attempts and what asked for
-- them once more; `most` messages at most. Those of an endpoint that somebody else is working for are left for the next
-- call. Returns how many were deleted.
-- Called by: webhooks/upkeep.py.
-- Locks: the endpoints' rows (FOR NO KEY UPDATE SKIP LOCKED), then the messages'.
-- Raises: nothing of its own; the tables' guards raise theirs.
-- CASE, and not coalesce(), which PostgreSQL does not know to be leakproof: row-level security would keep the index from
-- it (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION webhook_forget(kept interval, most integer) RETURNS integer LANGUAGE plpgsql
-- PostgreSQL keeps the plan, which it may have made while the table was small.
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    old uuid[];
    endpoints uuid[];
    gone uuid[];
BEGIN
    SELECT array_agg(o.id), array_agg(DISTINCT o.endpoint_id) INTO old, endpoints FROM (
        SELECT m.id, m.endpoint_id FROM webhook_messages m
        WHERE m.state <> 'due' AND CASE WHEN m.at_rest_since IS NOT NULL THEN m.at_rest_since ELSE m.created_at END < now() - kept
        ORDER BY CASE WHEN m.at_rest_since IS NOT NULL THEN m.at_rest_since ELSE m.created_at END LIMIT most
    ) o;
    SELECT array_agg(locked.id) INTO endpoints FROM (
        SELECT e.id FROM webhook_endpoints e WHERE e.id = ANY (endpoints) ORDER BY e.id FOR NO KEY UPDATE SKIP LOCKED
    ) locked;
    -- Looked at again under the lock: until then a message may have been asked for once more.
    WITH deleted AS (
        DELETE FROM webhook_messages m
        WHERE m.id = ANY (old) AND m.endpoint_id = ANY (endpoints)
          AND m.state <> 'due' AND CASE WHEN m.at_rest_since IS NOT NULL THEN m.at_rest_since ELSE m.created_at END < now() - kept
        RETURNING m.id
    )
    SELECT array_agg(d.id) INTO gone FROM deleted d;
    DELETE FROM webhook_attempts a WHERE a.message_id = ANY (gone);
    DELETE FROM webhook_replays r WHERE r.message_id = ANY (gone);
    RETURN coalesce(cardinality(gone), 0);
END $$;
