"""Endpoints of merchants, for tests that need one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from server.events.kinds import EventType
from server.events.positions import BEGINNING
from server.webhooks.endpoints import WithSecret, create_endpoint
from server.webhooks.fan_out import fan_out
from server.webhooks.messages import replay, resend, send_test_event
from server.webhooks.models import WebhookMessage
from server.webhooks.worker.sender import Sender
from server.webhooks.worker.sweep import Sweep
from tests.conftest import guards_off

ALL_TYPES = sorted(EventType)
SOMEWHERE = "https://192.0.32.8/hook"  # needs no look-up


def new_endpoint(merchant_id: UUID, url: str = SOMEWHERE, types: Sequence[str] = ALL_TYPES) -> WithSecret:
    return create_endpoint(merchant_id, url, types)


def end_by_hand(message: WebhookMessage, outcome: str = "DELIVERED") -> WebhookMessage:
    """As the sender records an attempt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhook_lease(%s, 5, 5, gen_random_uuid(), '1 minute')", [message.endpoint_id])
        cursor.execute(
            "SELECT webhook_record(endpoint_id, id, lease, now(), clock_timestamp(), %s, 200, NULL,"
            " '{5 seconds}', '5 days') FROM webhook_messages WHERE id = %s",
            [outcome, message.id],
        )
    message.refresh_from_db()
    return message


def resent_webhook(merchant_id: UUID) -> WebhookMessage:
    """A row in each of the four tables, ended or just begun."""
    endpoint = new_endpoint(merchant_id).endpoint
    message = end_by_hand(send_test_event(endpoint.id))
    again = end_by_hand(resend(message.id))
    send_test_event(endpoint.id)
    replay(endpoint.id, BEGINNING)
    return again


def fan_out_all() -> None:
    while fan_out():
        pass


def make_due(endpoint_id: UUID) -> None:
    """Let time pass until every message of the endpoint has come due: for its next attempt, or after its lease."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT FROM webhook_endpoints WHERE id = %s FOR NO KEY UPDATE", [endpoint_id])  # as all others
        cursor.execute(
            "UPDATE webhook_messages SET next_attempt_at = next_attempt_at - interval '2 days',"
            " lease_expires_at = lease_expires_at - interval '2 days' WHERE endpoint_id = %s",
            [endpoint_id],
        )
        cursor.execute("UPDATE webhook_endpoints SET due_at = due_at - interval '2 days' WHERE id = %s", [endpoint_id])


@contextmanager
def sending(threads: int = 12) -> Iterator[Sender]:
    """A worker's webhooks, in this process."""
    sender = Sender()
    sweep = Sweep(found=sender.wake)
    sender.start(threads)
    sweep.start()
    try:
        yield sender
    finally:
        sweep.stop(10)
        sender.stop(10)


def attempts_of(message: WebhookMessage) -> list[tuple[str, int | None]]:
    return [(each.outcome, each.http_status) for each in message.attempt_rows.order_by("number")]


def make_old(days: int, *messages: WebhookMessage) -> None:
    """Let time pass since these came to rest (or since each came to rest or was made); past the guards."""
    ids = [message.id for message in messages] or list(WebhookMessage.objects.values_list("id", flat=True))
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE webhook_messages m SET at_rest_since = m.at_rest_since - passed, created_at = m.created_at - passed"
            " FROM make_interval(days => %s) passed WHERE m.id = ANY (%s)",
            [days, ids],
        )


def delivered(endpoint_id: UUID) -> list[WebhookMessage]:
    """All that the endpoint is told of by now, delivered."""
    fan_out_all()
    messages = list(WebhookMessage.objects.filter(endpoint_id=endpoint_id, state="due").order_by("seq", "n"))
    return [end_by_hand(message) for message in messages]
