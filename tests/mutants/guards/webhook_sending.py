"""Who sends a webhook, and who may say what became of it."""

from .removal import Removal

WEBHOOK_SENDING = [
    Removal(
        "a webhook endpoint that is being claimed is passed by (SKIP LOCKED)",
        "server/webhooks/claiming.py",
        "ORDER BY e.due_at LIMIT 1 FOR NO KEY UPDATE OF e SKIP LOCKED",
        "ORDER BY e.due_at LIMIT 1 FOR NO KEY UPDATE OF e",
    ),
    Removal(
        "a webhook endpoint is locked while its messages are claimed",
        "server/webhooks/claiming.py",
        "ORDER BY e.due_at LIMIT 1 FOR NO KEY UPDATE OF e SKIP LOCKED",
        "ORDER BY e.due_at LIMIT 1",
    ),
    Removal(
        "a webhook endpoint that is being fanned out is passed by (SKIP LOCKED)",
        "server/webhooks/fan_out.py",
        "select_for_update(no_key=True, skip_locked=True)",
        "select_for_update(no_key=True)",
    ),
    Removal(
        "a webhook endpoint has five messages in flight at most",
        "server/webhooks/sql/lease.sql",
        "most := least(most, in_flight - (",
        "most := least(most, 1000 - (",
    ),
    Removal(
        "webhook endpoints that fail wait in a lane of their own",
        "server/webhooks/claiming.py",
        "AND e.failing_since IS {lane}",
        "AND (e.failing_since IS {lane} OR true)",
    ),
    Removal(
        "the lease of a webhook, compared when its attempt is recorded",
        "server/webhooks/sql/record.sql",
        "WHERE m.id = of_message AND m.lease = held_lease FOR NO KEY UPDATE",
        "WHERE m.id = of_message FOR NO KEY UPDATE",
    ),
    Removal(
        "only what is due of a webhook endpoint is sent",
        "server/webhooks/sql/lease.sql",
        "WHERE d.endpoint_id = of_endpoint AND d.next_attempt_at <= now()",
        "WHERE d.endpoint_id = of_endpoint AND d.next_attempt_at IS NOT NULL",
    ),
    Removal(
        "a webhook endpoint that answers 410 is disabled",
        "server/webhooks/sql/record.sql",
        "WHEN how = 'GONE' THEN",
        "WHEN false THEN",
    ),
    Removal(
        "a deleted webhook endpoint is not told of as disabled",
        "server/webhooks/sql/endpoint_events.sql",
        " AND NEW.deleted_at IS NULL)",
        ")",
    ),
    Removal(
        "a webhook endpoint at work is passed by where old messages are deleted (SKIP LOCKED)",
        "server/webhooks/sql/forget.sql",
        "ORDER BY e.id FOR NO KEY UPDATE SKIP LOCKED",
        "ORDER BY e.id FOR NO KEY UPDATE",
    ),
    Removal(
        "a webhook endpoint is locked while its old messages are deleted",
        "server/webhooks/sql/forget.sql",
        "ORDER BY e.id FOR NO KEY UPDATE SKIP LOCKED",
        "ORDER BY e.id",
    ),
    Removal(
        "a webhook message that is deleted while it is resent is not found",
        "server/webhooks/messages.py",
        "if message is None:",
        "if False:",
    ),
    Removal(
        "an old secret of a webhook endpoint signs until its time",
        "server/webhooks/secrets.py",
        "and at < old_until",
    ),
]
