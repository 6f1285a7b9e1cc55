"""Webhook endpoints, their messages and the attempts at each, in GraphQL."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import datetime
from typing import Any

import strawberry
import strawberry_django
from django.db.models import Prefetch
from strawberry import UNSET

from server.api.auth.tenant_scope import rows_of
from server.events.kinds import EventType
from server.webhooks.endpoints import MOST_COUNTED, backlogs
from server.webhooks.models import (
    EndpointState,
    MessageState,
    Outcome,
    WebhookAttempt,
    WebhookEndpoint,
    WebhookMessage,
    WebhookReplay,
)
from server.webhooks.reading import ATTEMPTS_SHOWN, MessageType, backlog_column

from .context import Info
from .node import Node
from .pagination import NOT_GIVEN, CountedConnection, Keyset, count_of
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

NEWEST_BY_ID = Keyset(("id",))
LAST_ATTEMPTS = "last_attempts"

strawberry.enum(EndpointState, name="WebhookEndpointState", description="A disabled endpoint is sent nothing.")
strawberry.enum(
    MessageState,
    name="WebhookMessageState",
    description="DUE until an attempt succeeds (DELIVERED) or the last one fails (EXHAUSTED); DROPPED if its endpoint "
    "was deleted before.",
)
strawberry.enum(
    Outcome,
    name="WebhookOutcome",
    description="DELIVERED: 2xx. GONE: 410. REDIRECT: 3xx, which is not followed. HTTP_STATUS: any other status. "
    "ADDRESS_REFUSED: the host has an address that is not on the public Internet.",
)
strawberry.enum(MessageType, name="WebhookMessageType", description="An event's type, or TEST, which is no event.")


@row_type(WebhookAttempt, name="WebhookAttempt", description="One request to the endpoint. It never changes.")
class WebhookAttemptNode:
    number: int = column(description="1, 2, 3, … of its message; a resend goes on counting.")
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    http_status: int | None = column(description="Of the answer, if there was one. Nothing else of it is kept.")
    retry_after_seconds: int | None = column(field_name="retry_after_s", description="That the answer asked to wait.")


@row_type(
    WebhookMessage,
    name="WebhookMessage",
    description="One event for one endpoint, or a test. Deleted engine.webhookDaysKept days after its end.",
)
class WebhookMessageNode(Node):
    state: MessageState
    created_at: datetime
    next_attempt_at: datetime | None = column(description="Null while it is sent, and at its end.")
    delivered_at: datetime | None = column(description="The last time.")
    attempt_count: int = column(field_name="attempts")
    body: str | None = column(description="As it is sent, byte for byte; null before the first attempt.")

    @strawberry_django.field(only=["id"], description="The header webhook-id: msg_…")
    def id(self, root: strawberry.Parent[WebhookMessage]) -> strawberry.ID:
        return strawberry.ID(root.webhook_id)

    @strawberry_django.field(only=["event_type"])
    def event_type(self, root: strawberry.Parent[WebhookMessage]) -> MessageType:
        return MessageType(root.event_type)

    @strawberry_django.field(only=["seq", "n"], description="The event's, in the merchant's feed; null for a test.")
    def position(self, root: strawberry.Parent[WebhookMessage]) -> str | None:
        return None if root.position is None else str(root.position)

    @strawberry_django.field(only=["endpoint_id"])
    def endpoint_id(self, root: strawberry.Parent[WebhookMessage]) -> strawberry.ID:
        return strawberry.ID(str(root.endpoint_id))

    @strawberry_django.field(
        only=["id"],
        prefetch_related=[
            lambda info: Prefetch(
                "attempt_rows",
                rows_of(WebhookAttempt, info.context.caller).order_by("-number")[:ATTEMPTS_SHOWN],
                to_attr=LAST_ATTEMPTS,
            )
        ],
        metadata=usual_length(3),
        description=f"Newest first, at most {ATTEMPTS_SHOWN}.",
    )
    def attempts(self, info: Info, root: strawberry.Parent[WebhookMessage]) -> list[WebhookAttemptNode]:
        loaded: Any = getattr(root, LAST_ATTEMPTS, None)
        if loaded is not None:
            return loaded
        rows = rows_of(WebhookAttempt, info.context.caller).filter(message_id=root.id)
        return list(rows.order_by("-number")[:ATTEMPTS_SHOWN])  # type: ignore[arg-type]


@row_type(
    WebhookEndpoint,
    name="WebhookEndpoint",
    description="An address that is told of a merchant's events. Where it leads and of what it is told never change.",
)
class WebhookEndpointNode(Node):
    id: strawberry.ID
    url: str
    state: EndpointState
    disabled_because: str | None
    failing_since: datetime | None = column(description="The first failure since the last delivery.")
    old_secret_until: datetime | None = column(description="Until when the secret before this one signs as well.")
    created_at: datetime
    deleted_at: datetime | None

    @strawberry_django.field(only=["merchant_id"])
    def merchant_id(self, root: strawberry.Parent[WebhookEndpoint]) -> strawberry.ID:
        return strawberry.ID(str(root.merchant_id))

    @strawberry_django.field(only=["event_types"])
    def event_types(self, root: strawberry.Parent[WebhookEndpoint]) -> list[EventType]:
        return [EventType(kind) for kind in root.event_types]

    @strawberry_django.field(only=["secret_hint"], description="The last characters of its secret.")
    def secret_hint(self, root: strawberry.Parent[WebhookEndpoint]) -> str:
        return root.secret_hint

    @strawberry_django.field(
        only=["cursor_seq", "cursor_n"],
        description="Every event of its types up to this position of the feed is a message.",
    )
    def position(self, root: strawberry.Parent[WebhookEndpoint]) -> str:
        return str(root.cursor)

    @strawberry_django.field(
        only=["id"],
        annotate={"backlog_count": lambda _info: backlog_column()},
        description=f"How many of its messages wait to be delivered; no more than {MOST_COUNTED} are counted.",
    )
    def backlog(self, root: strawberry.Parent[WebhookEndpoint]) -> int:
        counted: int | None = getattr(root, "backlog_count", None)
        return backlogs([root.id])[root.id] if counted is None else counted

    @strawberry_django.field(only=["id"], description="Newest first.")
    def messages(
        self,
        info: Info,
        root: strawberry.Parent[WebhookEndpoint],
        *,
        state: MessageState | None = UNSET,
        first: int | None = UNSET,
        after: str | None = UNSET,
    ) -> CountedConnection[WebhookMessageNode]:
        rows = rows_of(WebhookMessage, info.context.caller).filter(endpoint_id=root.id)
        of = f"messages of {root.id}"
        if state not in NOT_GIVEN:
            rows, of = rows.filter(state=state), f"{state} {of}"
        return NEWEST_BY_ID.page(info, rows, of=of, first=first, after=after, count=count_of(rows))


@row_type(WebhookReplay, name="WebhookReplay", description="A part of the feed that an endpoint is sent once more.")
class WebhookReplayNode(Node):
    id: strawberry.ID
    created_at: datetime
    ended_at: datetime | None = column(description="When all of it was due again.")

    @strawberry_django.field(only=["after_seq", "after_n"], description="It begins after this position.")
    def after(self, root: strawberry.Parent[WebhookReplay]) -> str | None:
        return _position(root.after_seq, root.after_n)

    @strawberry_django.field(only=["up_to_seq", "up_to_n"], description="It ends with this position.")
    def up_to(self, root: strawberry.Parent[WebhookReplay]) -> str | None:
        return _position(root.up_to_seq, root.up_to_n)


def _position(sequence: int | None, side: int | None) -> str | None:
    return None if sequence is None else f"{sequence}.{side}"
