"""Messages by hand: a test, one message once more, or all of a part of the feed once more."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, When
from django.db.models.functions import Coalesce, Least, Now

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.errors import InvalidInput, NotFound
from server.events.positions import Position
from server.events.reading import heads_of

from .endpoints import lock_endpoint
from .models import MESSAGE_PREFIX, TEST, EndpointState, MessageState, WebhookEndpoint, WebhookMessage, WebhookReplay

DISABLED = "This endpoint is disabled. Enable it first."


def read_message_id(text: str) -> UUID:
    """Of msg_…, as receivers know it. Raises NotFound."""
    try:
        if text.startswith(MESSAGE_PREFIX):
            return UUID(text.removeprefix(MESSAGE_PREFIX))
    except ValueError:
        pass
    raise NotFound("webhook message")


def send_test_event(endpoint_id: UUID) -> WebhookMessage:
    """A message that is no event, of type TEST. Raises InvalidInput for a disabled endpoint, NotFound."""
    with transaction.atomic():
        endpoint = lock_endpoint(endpoint_id)
        _refuse_disabled(endpoint)
        message = WebhookMessage(
            endpoint_id=endpoint_id, merchant_id=endpoint.merchant_id, event_type=TEST, next_attempt_at=Now()
        )
        message.save(force_insert=True)
        message.refresh_from_db()
        comes_due(endpoint_id)
        record("webhook_endpoint.tested", merchant_id=endpoint.merchant_id, subject_id=endpoint_id)
    return message


def resend(message_id: UUID) -> WebhookMessage:
    """The same message, whatever became of it, is due now, and its schedule begins anew. One that is being sent is sent
    again only if that fails. Raises InvalidInput for a disabled endpoint, NotFound."""
    with transaction.atomic():
        # Its endpoint first: the order of locks.
        found = WebhookMessage.objects.filter(id=message_id).values_list("endpoint_id", flat=True).first()
        if found is None:
            raise NotFound("webhook message")
        endpoint = lock_endpoint(found)
        _refuse_disabled(endpoint)
        message = WebhookMessage.objects.select_for_update(no_key=True).filter(id=message_id).first()
        if message is None:  # deleted for its age meanwhile
            raise NotFound("webhook message")
        if message.state == MessageState.DUE:
            at = Case(When(lease=None, then=Now()))
            WebhookMessage.objects.filter(id=message_id).update(next_attempt_at=at, attempts_before=F("attempts"))
        else:
            replay = _keep_replay(endpoint, message=message)
            WebhookMessage.objects.filter(id=message_id).update(
                state=MessageState.DUE, next_attempt_at=Now(), attempts_before=F("attempts")
            )
            WebhookReplay.objects.filter(id=replay.id).update(ended_at=Now())
        comes_due(endpoint.id)
        message.refresh_from_db()
        record("webhook_message.resent", merchant_id=endpoint.merchant_id, subject_id=message_id)
    return message


def replay(endpoint_id: UUID, after: Position, up_to: Position | None = None) -> WebhookReplay:
    """Every event of the endpoint's types after one position and up to another (None: all) is due again, also those
    from before the endpoint was made. What it was not sent yet is not part of it, as it is sent anyway. The worker does
    it, step by step. Raises InvalidInput for a position beyond the feed's end, an empty range, and a disabled endpoint,
    NotFound."""
    with transaction.atomic():
        endpoint = lock_endpoint(endpoint_id)
        _refuse_disabled(endpoint)
        head = heads_of([endpoint.merchant_id])[endpoint.merchant_id]
        for field, position in (("after", after), ("up_to", up_to)):
            if position is not None and position > head:
                raise InvalidInput(f"{field} is beyond the end of this merchant's feed, which is at {head}.", field)
        if up_to is not None and up_to <= after:
            raise InvalidInput("up_to must be later than after.", "up_to")
        until = min(up_to or head, endpoint.cursor)
        if until <= after:
            raise InvalidInput(
                f"Nothing after {after} was sent to this endpoint yet: it is told of it anyway.", "after"
            )
        asked = _keep_replay(endpoint, after=after, up_to=until)
        record(
            "webhook_endpoint.replayed",
            merchant_id=endpoint.merchant_id,
            subject_id=endpoint_id,
            changes={"after": (None, str(after)), "up_to": (None, str(until))},
        )
    return asked


def comes_due(endpoint_id: UUID, at: datetime | Now | None = None) -> None:
    """One of its messages is due then (now). Its row is locked."""
    due = Now() if at is None else at
    WebhookEndpoint.objects.filter(id=endpoint_id, state=EndpointState.ENABLED).update(
        due_at=Least(Coalesce("due_at", due), due)
    )


class _Range(NamedTuple):
    after_seq: int
    after_n: int
    up_to_seq: int
    up_to_n: int
    cursor_seq: int
    cursor_n: int


def _keep_replay(
    endpoint: WebhookEndpoint,
    *,
    message: WebhookMessage | None = None,
    after: Position | None = None,
    up_to: Position | None = None,
) -> WebhookReplay:
    asked_by = str(current_context().actor)[:320]
    made = WebhookReplay(endpoint=endpoint, merchant_id=endpoint.merchant_id, message=message, asked_by=asked_by)
    if after is not None and up_to is not None:
        for column, value in _Range(*after, *up_to, *after)._asdict().items():
            setattr(made, column, value)
    made.save(force_insert=True)
    made.refresh_from_db()
    return made


def _refuse_disabled(endpoint: WebhookEndpoint) -> None:
    if endpoint.state != EndpointState.ENABLED:
        raise InvalidInput(DISABLED, "id")
