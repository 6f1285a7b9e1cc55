"""Claims the messages that are due next: under a lease, with what is to be sent and how it is signed.

One endpoint at a time, the longest-due first, in two lanes: those that fail stand behind none that works, and take what
is left for them. An endpoint has five messages in flight at most, however many workers there are.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

from server.events.positions import BEGINNING, Position
from server.failpoints import around

from .bodies import Unsent, bodies_of, heads
from .models import MESSAGE_PREFIX
from .secrets import signing_secrets

IN_FLIGHT = 5  # of an endpoint
PUT_OFF = timedelta(minutes=1)
DROPPED_AT_ONCE = 1000

NEXT = """
SELECT e.id, e.merchant_id, e.url, e.secret_sealed, e.old_secret_sealed, e.old_secret_until, e.deleted_at IS NOT NULL
FROM webhook_endpoints e WHERE e.due_at <= now() AND e.failing_since IS {lane}
  AND (SELECT count(*) FROM webhook_messages m
       WHERE m.endpoint_id = e.id AND m.lease IS NOT NULL AND m.lease_expires_at > now()) < %s
ORDER BY e.due_at LIMIT 1 FOR NO KEY UPDATE OF e SKIP LOCKED
"""
LANES = {False: NEXT.format(lane="NULL"), True: NEXT.format(lane="NOT NULL")}
FREEZE = """
UPDATE webhook_messages m SET body = made.body FROM unnest(%s::uuid[], %s::text[]) made (id, body)
WHERE m.id = made.id AND m.body IS NULL
"""
DROP = """
UPDATE webhook_messages m SET state = 'dropped', next_attempt_at = NULL, lease = NULL, lease_expires_at = NULL
WHERE m.id = ANY (ARRAY(
    SELECT d.id FROM webhook_messages d WHERE d.endpoint_id = %s AND d.state = 'due'
    AND (d.lease IS NULL OR d.lease_expires_at <= now()) ORDER BY d.id LIMIT %s
))
"""
# In flight still: its sender drops it, or else its lease ends.
DUE_AFTER_DROP = """
UPDATE webhook_endpoints e SET due_at = CASE WHEN %s THEN now() ELSE (
    SELECT min(d.lease_expires_at) FROM webhook_messages d WHERE d.endpoint_id = e.id AND d.lease IS NOT NULL
) END WHERE e.id = %s
"""

logger = logging.getLogger(__name__)


class Delivery(NamedTuple):
    """A message to be sent while its lease lasts."""

    message_id: UUID
    endpoint_id: UUID
    lease: UUID
    is_failing: bool  # its endpoint
    url: str
    secrets: list[str]
    body: bytes

    @property
    def webhook_id(self) -> str:
        return f"{MESSAGE_PREFIX}{self.message_id}"


class _Endpoint(NamedTuple):
    """A row of NEXT."""

    id: UUID
    merchant_id: UUID
    url: str
    secret: bytes | None
    old_secret: bytes | None
    old_secret_until: datetime | None
    is_deleted: bool


class _Leased(NamedTuple):
    """A row of webhook_lease."""

    id: UUID
    seq: int | None
    n: int | None
    body: str | None
    created_at: datetime
    seq_before: int | None
    n_before: int | None

    def unsent(self) -> Unsent:
        position = None if self.seq is None else Position(self.seq, self.n or 0)
        previous = BEGINNING if self.seq_before is None else Position(self.seq_before, self.n_before or 0)
        return Unsent(self.id, position, previous, self.created_at)


def claim(*, most: int, is_failing: bool, in_flight: int = IN_FLIGHT) -> list[Delivery] | None:
    """Of the lane's longest-due endpoint with fewer than `in_flight` messages under way, `most` messages at most. None
    if there is no such endpoint; an empty list if it has nothing to be sent after all."""
    endpoint: _Endpoint | None = None
    try:
        with around("lease"), transaction.atomic():
            endpoint = _next(is_failing=is_failing, in_flight=in_flight)
            if endpoint is None:
                return None
            if endpoint.is_deleted:
                _drop(endpoint)
                return []
            return _lease(endpoint, most, in_flight, is_failing=is_failing)
    except Exception:
        if endpoint is None:
            raise
        # Whatever it is, it must not keep the others waiting.
        heads.forget()
        logger.exception("webhook endpoint %s is put off for a minute", endpoint.id)
        _put_off(endpoint.id)
        return []


def _next(*, is_failing: bool, in_flight: int) -> _Endpoint | None:
    with connection.cursor() as cursor:
        cursor.execute(LANES[is_failing], [in_flight])
        row = cursor.fetchone()
    return row and _Endpoint(*row)


def _lease(endpoint: _Endpoint, most: int, in_flight: int, *, is_failing: bool) -> list[Delivery]:
    lease, lease_time = uuid4(), timedelta(seconds=settings.PAYOUT_WEBHOOK_LEASE_SECONDS)
    parameters: list[Any] = [endpoint.id, most, in_flight, lease, lease_time]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhook_lease(%s, %s, %s, %s, %s)", parameters)
        leased = [_Leased(*row) for row in cursor.fetchall()]
    if not leased:
        return []
    keys = (endpoint.secret or b"", endpoint.old_secret, endpoint.old_secret_until)
    secrets = signing_secrets(endpoint.id, *keys, at=datetime.now(UTC))
    unsent = [message.unsent() for message in leased if message.body is None]
    made = bodies_of(endpoint.id, endpoint.merchant_id, unsent)
    if made:
        with connection.cursor() as cursor:
            cursor.execute(FREEZE, [list(made), list(made.values())])
    return [
        Delivery(
            *(message.id, endpoint.id, lease, is_failing, endpoint.url, secrets),
            body=(message.body or made[message.id]).encode(),
        )
        for message in leased
    ]


def _drop(endpoint: _Endpoint) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DROP, [endpoint.id, DROPPED_AT_ONCE])
        cursor.execute(DUE_AFTER_DROP, [cursor.rowcount == DROPPED_AT_ONCE, endpoint.id])


def _put_off(endpoint_id: UUID) -> None:
    parameters: list[Any] = [PUT_OFF, endpoint_id]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE webhook_endpoints SET due_at = now() + %s WHERE id = %s AND due_at IS NOT NULL", parameters
        )
