-- Leases the longest-due messages of an endpoint: those that are due, and those whose lease has ended; at most `most`,
-- and no more than make `in_flight` of them under way. Each with the position before its own in the endpoint's stream,
-- whose message may be deleted by now.
-- Then the endpoint comes due when the next of its messages does.
-- Called by: webhooks/claiming.py, which has locked the endpoint's row.
-- Locks: the messages' rows (FOR NO KEY UPDATE).
-- Raises: nothing of its own; the tables' guards raise theirs.

CREATE OR REPLACE FUNCTION webhook_lease(
    of_endpoint uuid, most integer, in_flight integer, new_lease uuid, lease_time interval
) RETURNS TABLE (
    id uuid, seq bigint, n integer, body text, created_at timestamptz, seq_before bigint, n_before integer
)
LANGUAGE plpgsql
-- PostgreSQL keeps the plan, which it may have made while the table was small.
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    gone_seq bigint;
    gone_n integer;
BEGIN
    SELECT e.forgotten_seq, e.forgotten_n INTO gone_seq, gone_n FROM webhook_endpoints e WHERE e.id = of_endpoint;
    most := least(most, in_flight - (
        SELECT count(*) FROM webhook_messages d
        WHERE d.endpoint_id = of_endpoint AND d.lease IS NOT NULL AND d.lease_expires_at > now()));
    most := greatest(most, 0);
    RETURN QUERY UPDATE webhook_messages m SET
        lease = new_lease, lease_expires_at = clock_timestamp() + lease_time, next_attempt_at = NULL
    FROM (
        SELECT due.id, due.seq, due.n FROM (
            (SELECT d.id, d.seq, d.n, d.next_attempt_at AS at FROM webhook_messages d
             WHERE d.endpoint_id = of_endpoint AND d.next_attempt_at <= now()
             ORDER BY d.next_attempt_at, d.id LIMIT most)
            UNION ALL
            (SELECT d.id, d.seq, d.n, d.lease_expires_at FROM webhook_messages d
             WHERE d.endpoint_id = of_endpoint AND d.lease IS NOT NULL AND d.lease_expires_at <= now()
             ORDER BY d.lease_expires_at LIMIT most)
        ) due ORDER BY due.at, due.id LIMIT most
    ) longest_due LEFT JOIN LATERAL (
        -- Its own position as a parameter: joined to a row instead, all that is newer in the stream would be read.
        SELECT s.seq, s.n FROM (
            (SELECT b.seq, b.n FROM webhook_messages b
             WHERE b.endpoint_id = of_endpoint AND (b.seq, b.n) < (longest_due.seq, longest_due.n)
             ORDER BY b.seq DESC, b.n DESC LIMIT 1)
            UNION ALL
            SELECT gone_seq, gone_n WHERE (gone_seq, gone_n) < (longest_due.seq, longest_due.n)
        ) s ORDER BY s.seq DESC, s.n DESC LIMIT 1
    ) before ON true
    WHERE m.id = longest_due.id
    RETURNING m.id, m.seq, m.n, m.body, m.created_at, before.seq, before.n;

    UPDATE webhook_endpoints e SET due_at = least(
        (SELECT d.next_attempt_at FROM webhook_messages d
         WHERE d.endpoint_id = of_endpoint AND d.next_attempt_at IS NOT NULL ORDER BY d.next_attempt_at, d.id LIMIT 1),
        (SELECT min(d.lease_expires_at) FROM webhook_messages d
         WHERE d.endpoint_id = of_endpoint AND d.lease IS NOT NULL)
    ) WHERE e.id = of_endpoint;
END $$;
