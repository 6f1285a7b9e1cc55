"""Endpoints of merchants, for tests that need one."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from server.events.kinds import EventType
from server.webhooks.endpoints import WithSecret, create_endpoint
from server.webhooks.messages import resend, send_test_event
from server.webhooks.models import WebhookMessage

ALL_TYPES = sorted(EventType)
SOMEWHERE = "https://192.0.32.8/hook"  # needs no look-up


def new_endpoint(merchant_id: UUID, url: str = SOMEWHERE, types: Sequence[str] = ALL_TYPES) -> WithSecret:
    return create_endpoint(merchant_id, url, types)


def end_by_hand(message: WebhookMessage, outcome: str = "DELIVERED") -> WebhookMessage:
    """As the sender records an attempt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhook_lease(%s, 5, gen_random_uuid(), '1 minute')", [message.endpoint_id])
        cursor.execute(
            "SELECT webhook_record(endpoint_id, id, lease, now(), clock_timestamp(), %s, 200, NULL,"
            " '{5 seconds}', '5 days') FROM webhook_messages WHERE id = %s",
            [outcome, message.id],
        )
    message.refresh_from_db()
    return message


def resent_webhook(merchant_id: UUID) -> WebhookMessage:
    """A row in each of the four tables."""
    message = end_by_hand(send_test_event(new_endpoint(merchant_id).endpoint.id))
    return end_by_hand(resend(message.id))
