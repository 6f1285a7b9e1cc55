"""Endpoints: made, given another secret, disabled and enabled, deleted. For their merchant and for operators."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from server.audit_log.recording import record
from server.errors import InvalidInput, NotFound
from server.events.kinds import EventType
from server.ids import new_id
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant

from .addresses import check_url
from .models import MOST_ENDPOINTS, EndpointState, WebhookEndpoint
from .secrets import HINT, seal
from .signing import new_secret

LONGEST_GRACE_HOURS = 168
BY_HAND = "Disabled by hand."
MOST_COUNTED = 10_000  # of a backlog


class WithSecret(NamedTuple):
    """`secret` is shown this once."""

    endpoint: WebhookEndpoint
    secret: str


def create_endpoint(merchant_id: UUID, url: str, event_types: Collection[str]) -> WithSecret:
    """From its commit on each event of these types becomes a message to `url`. Raises InvalidInput."""
    check_url(url)
    types = read_event_types(event_types)
    endpoint_id, secret = new_id(), new_secret()
    with transaction.atomic():
        lock_merchant(merchant_id)
        live = list(endpoints_of(merchant_id).values_list("url", "event_types"))
        if (url, types) in live:
            raise InvalidInput("This merchant has an endpoint with this url and these event_types already.", "url")
        if len(live) >= MOST_ENDPOINTS:
            raise InvalidInput(f"A merchant has {MOST_ENDPOINTS} endpoints at most. Delete one first.")
        endpoint = WebhookEndpoint(
            id=endpoint_id,
            merchant_id=merchant_id,
            url=url,
            event_types=types,
            secret_sealed=seal(endpoint_id, secret),
            secret_hint=secret[-HINT:],
            # Where its stream begins is the database's to say.
            origin_seq=0,
            origin_n=0,
            cursor_seq=0,
            cursor_n=0,
        )
        endpoint.save(force_insert=True)
        endpoint.refresh_from_db()
        changes = {"url": (None, url), "event_types": (None, ", ".join(types))}
        record("webhook_endpoint.created", merchant_id=merchant_id, subject_id=endpoint_id, changes=changes)
    return WithSecret(endpoint, secret)


def read_event_types(given: Collection[str]) -> list[str]:
    """Sorted. Raises InvalidInput."""
    if not given:
        raise InvalidInput(f"event_types must name at least one of {', '.join(EventType)}.", "event_types")
    unknown = sorted(set(map(str, given)) - set(map(str, EventType)))
    if unknown:
        raise InvalidInput(f"event_types may have {', '.join(EventType)}, each once.", "event_types")
    if len(set(given)) < len(given):
        raise InvalidInput("event_types must have each type once.", "event_types")
    return sorted(map(str, given))


def rotate_secret(endpoint_id: UUID, *, grace_hours: int) -> WithSecret:
    """The new secret signs from now on; the one before it as well, for `grace_hours` more (0 to 168). A still older one
    ends now. Raises InvalidInput, NotFound."""
    if not 0 <= grace_hours <= LONGEST_GRACE_HOURS:
        raise InvalidInput(f"grace_hours must be 0 to {LONGEST_GRACE_HOURS}.", "grace_hours")
    secret = new_secret()
    with transaction.atomic():
        endpoint = lock_endpoint(endpoint_id)
        columns: dict[str, object] = {"old_secret_sealed": None, "old_secret_until": None}
        if grace_hours:
            until = datetime.now(UTC) + timedelta(hours=grace_hours)
            columns = {"old_secret_sealed": endpoint.secret_sealed, "old_secret_until": until}
        _store(endpoint, secret_sealed=seal(endpoint_id, secret), secret_hint=secret[-HINT:], **columns)
        record(
            "webhook_endpoint.secret_rotated",
            merchant_id=endpoint.merchant_id,
            subject_id=endpoint_id,
            changes={"grace_hours": (None, grace_hours)},
        )
    return WithSecret(endpoint, secret)


def set_state(endpoint_id: UUID, state: EndpointState) -> Change[WebhookEndpoint]:
    """A disabled endpoint is sent nothing and misses nothing: enabled again, it is sent all that has happened since.
    Raises NotFound."""
    with transaction.atomic():
        endpoint = lock_endpoint(endpoint_id)
        if endpoint.state == state:
            return Change(endpoint, changed=False)
        before, because = endpoint.state, endpoint.disabled_because
        if state is EndpointState.ENABLED:
            # What it has due may be of any time: the sender looks.
            _store(endpoint, state=state, disabled_because=None, failing_since=None, due_at=Now())
        else:
            _store(endpoint, state=state, disabled_because=BY_HAND, due_at=None)
        record(
            f"webhook_endpoint.{state.value}",
            merchant_id=endpoint.merchant_id,
            subject_id=endpoint_id,
            changes={"state": (before, state.value), "disabled_because": (because, endpoint.disabled_because)},
        )
        return Change(endpoint, changed=True)


def delete_endpoint(endpoint_id: UUID) -> None:
    """It is sent nothing more, and its secrets are gone. What was sent stays on record. Raises NotFound."""
    with transaction.atomic():
        endpoint = lock_endpoint(endpoint_id)
        _store(
            endpoint,
            state=EndpointState.DISABLED,
            secret_sealed=None,
            old_secret_sealed=None,
            old_secret_until=None,
            deleted_at=Now(),
            due_at=Now(),  # for the sender, which drops its messages
        )
        record("webhook_endpoint.deleted", merchant_id=endpoint.merchant_id, subject_id=endpoint_id)


def endpoints_of(merchant_id: UUID) -> QuerySet[WebhookEndpoint]:
    """That are not deleted, oldest first."""
    return WebhookEndpoint.objects.filter(merchant_id=merchant_id, deleted_at=None).order_by("id")


def lock_endpoint(endpoint_id: UUID) -> WebhookEndpoint:
    """Locked until the transaction ends. Raises NotFound, also if it is deleted."""
    found = WebhookEndpoint.objects.select_for_update(no_key=True).filter(id=endpoint_id, deleted_at=None).first()
    if found is None:
        raise NotFound("webhook endpoint")
    return found


def backlogs(endpoint_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many messages of each wait to be delivered; no more than MOST_COUNTED are counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.id, (SELECT count(*) FROM (
                SELECT FROM webhook_messages m WHERE m.endpoint_id = e.id AND m.state = 'due' LIMIT %s
            ) counted) FROM unnest(%s::uuid[]) e (id)
            """,
            [MOST_COUNTED, list(endpoint_ids)],
        )
        return dict(cursor.fetchall())


def _store(endpoint: WebhookEndpoint, **columns: object) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**columns)
    endpoint.refresh_from_db()
