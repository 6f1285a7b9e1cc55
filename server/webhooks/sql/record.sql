-- Records how an attempt ended, and what follows: the message is delivered, due again later, exhausted, or dropped as its
-- endpoint was deleted meanwhile. A failure counts towards the endpoint's being disabled, which 410 and five days without
-- a delivery do. Returns NULL if the lease was another's by then: that one records its own; else why the endpoint was
-- disabled by this attempt, or ''.
-- Called by: webhooks/recording.py.
-- Locks: the endpoint's row, then the message's (FOR NO KEY UPDATE).
-- Raises: nothing of its own; the tables' guards raise theirs.

CREATE OR REPLACE FUNCTION webhook_record(
    to_endpoint uuid, of_message uuid, held_lease uuid, began timestamptz, ended timestamptz, how text, status integer,
    wait_s integer,
    delays interval[], give_up interval  -- waits after failure 1, 2, …, then no more; without a delivery for so long
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    endpoint record;
    message record;
    failures integer;
    next_at timestamptz;
    because text;
BEGIN
    SELECT e.state, e.failing_since, e.deleted_at INTO endpoint FROM webhook_endpoints e
    WHERE e.id = to_endpoint FOR NO KEY UPDATE;
    SELECT m.attempts, m.attempts_before INTO message FROM webhook_messages m
    WHERE m.id = of_message AND m.lease = held_lease FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_attempts (id, message_id, number, started_at, ended_at, outcome, http_status, retry_after_s)
    VALUES (gen_random_uuid(), of_message, message.attempts + 1, began, ended, how, status, wait_s);

    IF how = 'DELIVERED' THEN
        UPDATE webhook_messages m SET
            state = 'delivered', attempts = m.attempts + 1, lease = NULL, lease_expires_at = NULL, delivered_at = ended
        WHERE m.id = of_message;
        IF endpoint.failing_since IS NOT NULL AND endpoint.deleted_at IS NULL THEN
            UPDATE webhook_endpoints e SET failing_since = NULL WHERE e.id = to_endpoint;
        END IF;
        RETURN '';
    END IF;

    failures := message.attempts + 1 - message.attempts_before;
    -- Others fail at the same time: they shall not all come again at the same time.
    next_at := clock_timestamp() + greatest(
        delays[failures] * (0.9 + 0.2 * random()), make_interval(secs => wait_s));
    UPDATE webhook_messages m SET
        attempts = m.attempts + 1, lease = NULL, lease_expires_at = NULL,
        state = CASE WHEN endpoint.deleted_at IS NOT NULL THEN 'dropped'
                     WHEN failures > cardinality(delays) THEN 'exhausted' ELSE 'due' END,
        next_attempt_at = CASE WHEN endpoint.deleted_at IS NULL AND failures <= cardinality(delays) THEN next_at END
    WHERE m.id = of_message;
    IF endpoint.deleted_at IS NOT NULL THEN
        RETURN '';
    END IF;

    because := CASE
        WHEN endpoint.state <> 'enabled' THEN NULL
        WHEN how = 'GONE' THEN 'It answered 410 Gone.'
        WHEN endpoint.failing_since <= clock_timestamp() - give_up THEN
            format('Nothing was delivered for %s days.', round(extract(epoch FROM give_up) / 86400))
    END;
    UPDATE webhook_endpoints e SET
        failing_since = coalesce(e.failing_since, began),
        state = CASE WHEN because IS NULL THEN e.state ELSE 'disabled' END,
        disabled_because = coalesce(because, e.disabled_because),
        due_at = CASE WHEN because IS NULL AND e.state = 'enabled' AND failures <= cardinality(delays)
                      THEN least(e.due_at, next_at) WHEN because IS NULL THEN e.due_at END
    WHERE e.id = to_endpoint;
    RETURN coalesce(because, '');
END $$;
