"""Webhooks as the JSON objects that `openapi.json` describes."""

from typing import Any

from server.webhooks.models import WebhookAttempt, WebhookEndpoint, WebhookMessage, WebhookReplay

Json = dict[str, Any]


def endpoint_object(endpoint: WebhookEndpoint, backlog: int) -> Json:
    return {
        "id": endpoint.id,
        "merchant_id": endpoint.merchant_id,
        "url": endpoint.url,
        "event_types": endpoint.event_types,
        "state": endpoint.state,
        "disabled_because": endpoint.disabled_because,
        "failing_since": endpoint.failing_since,
        "secret_hint": endpoint.secret_hint,
        "old_secret_until": endpoint.old_secret_until,
        "position": str(endpoint.cursor),
        "backlog": backlog,
        "created_at": endpoint.created_at,
        "deleted_at": endpoint.deleted_at,
    }


def message_object(message: WebhookMessage) -> Json:
    """Its attempts are loaded as `last_attempts`."""
    attempts: list[WebhookAttempt] = message.last_attempts  # type: ignore[attr-defined]
    return {
        "id": message.webhook_id,
        "endpoint_id": message.endpoint_id,
        "event_type": message.event_type,
        "position": None if message.position is None else str(message.position),
        "state": message.state,
        "body": message.body,
        "created_at": message.created_at,
        "next_attempt_at": message.next_attempt_at,
        "delivered_at": message.delivered_at,
        "attempt_count": message.attempts,
        "attempts": [
            {
                "number": attempt.number,
                "started_at": attempt.started_at,
                "ended_at": attempt.ended_at,
                "outcome": attempt.outcome,
                "http_status": attempt.http_status,
                "retry_after_seconds": attempt.retry_after_s,
            }
            for attempt in attempts
        ],
    }


def replay_object(replay: WebhookReplay) -> Json:
    return {
        "id": replay.id,
        "after": f"{replay.after_seq}.{replay.after_n}",
        "up_to": f"{replay.up_to_seq}.{replay.up_to_n}",
        "created_at": replay.created_at,
        "ended_at": replay.ended_at,
    }
