"""Webhooks in GraphQL. A secret is no field: only the mutation that makes it returns it."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# ruff: noqa: A002 - the schema calls its arguments `id` and `input`

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

import strawberry
from django.db.models import Model
from strawberry import UNSET
from strawberry_django.optimizer import optimize

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.events.kinds import EventType
from server.events.positions import read_position
from server.webhooks import endpoints, messages
from server.webhooks.models import MESSAGE_PREFIX, MOST_ENDPOINTS, EndpointState, WebhookEndpoint, WebhookMessage

from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read, find_row, paying_merchant
from .merchant_changes import CHANGED
from .pagination import NOT_GIVEN
from .permissions import EVERY_FIELD, needing
from .runtime.list_lengths import usual_length
from .webhook_types import WebhookEndpointNode, WebhookMessageNode, WebhookReplayNode

ONCE = "The secret that signs, whsec_…. It is shown only once."


@strawberry.input
class CreateWebhookEndpointInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the key's merchant.")
    url: str = strawberry.field(
        description="https, of at most 2,048 characters, at port 443 or one from 1024 on, without a user name or a "
        "fragment. Its host has public addresses alone."
    )
    event_types: list[EventType] = strawberry.field(description="At least one, each once. They cannot be changed.")


@strawberry.input
class RotateWebhookSecretInput:
    id: strawberry.ID
    grace_hours: int = strawberry.field(
        default=24, description="How long the old secret signs beside the new one: 0 to 168 hours."
    )


@strawberry.input
class SetWebhookEndpointStateInput:
    id: strawberry.ID
    state: EndpointState


@strawberry.input
class DeleteWebhookEndpointInput:
    id: strawberry.ID


@strawberry.input
class SendTestEventInput:
    endpoint_id: strawberry.ID


@strawberry.input
class ResendWebhookInput:
    message_id: strawberry.ID


@strawberry.input
class ReplayWebhooksInput:
    endpoint_id: strawberry.ID
    after: str = strawberry.field(description="A position of the feed: 0.0 for all that there is.")
    up_to: str | None = strawberry.field(default=UNSET, description="Defaults to what the endpoint has come to.")


@strawberry.type
class CreateWebhookEndpointSuccess:
    endpoint: WebhookEndpointNode
    secret: str = strawberry.field(description=ONCE)


@strawberry.type
class RotateWebhookSecretSuccess:
    endpoint: WebhookEndpointNode
    secret: str = strawberry.field(description=ONCE)


@strawberry.type
class SetWebhookEndpointStateSuccess:
    endpoint: WebhookEndpointNode
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class DeleteWebhookEndpointSuccess:
    endpoint: WebhookEndpointNode


@strawberry.type
class SendTestEventSuccess:
    webhook_message: WebhookMessageNode


@strawberry.type
class ResendWebhookSuccess:
    webhook_message: WebhookMessageNode


@strawberry.type
class ReplayWebhooksSuccess:
    replay: WebhookReplayNode


CreateWebhookEndpointResult = Annotated[
    CreateWebhookEndpointSuccess | ValidationProblem, strawberry.union("CreateWebhookEndpointResult")
]
RotateWebhookSecretResult = Annotated[
    RotateWebhookSecretSuccess | ValidationProblem, strawberry.union("RotateWebhookSecretResult")
]
SetWebhookEndpointStateResult = Annotated[
    SetWebhookEndpointStateSuccess | ValidationProblem, strawberry.union("SetWebhookEndpointStateResult")
]
DeleteWebhookEndpointResult = Annotated[
    DeleteWebhookEndpointSuccess | ValidationProblem, strawberry.union("DeleteWebhookEndpointResult")
]
SendTestEventResult = Annotated[SendTestEventSuccess | ValidationProblem, strawberry.union("SendTestEventResult")]
ResendWebhookResult = Annotated[ResendWebhookSuccess | ValidationProblem, strawberry.union("ResendWebhookResult")]
ReplayWebhooksResult = Annotated[ReplayWebhooksSuccess | ValidationProblem, strawberry.union("ReplayWebhooksResult")]


@strawberry.type
class WebhookQuery:
    @strawberry.field(
        extensions=needing(Scope.WEBHOOKS),
        metadata=usual_length(MOST_ENDPOINTS),
        description=f"A merchant's endpoints, oldest first, without deleted ones. There are {MOST_ENDPOINTS} at most.",
    )
    def webhook_endpoints(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> list[WebhookEndpointNode]:
        merchant = existing_merchant_to_read(info, merchant_id)
        rows = rows_of(WebhookEndpoint, info.context.caller).filter(merchant_id=merchant, deleted_at=None)
        return list(optimize(rows.order_by("id"), info))  # type: ignore[arg-type]

    @strawberry.field(extensions=needing(Scope.WEBHOOKS), description="Deleted ones too.")
    def webhook_endpoint(self, info: Info, id: strawberry.ID) -> WebhookEndpointNode | None:
        return find_row(info, WebhookEndpoint, id)


@strawberry.type
class WebhookMutation:
    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="From now on each event of these types is sent to this address, signed as Standard Webhooks has "
        "it. The secret is returned here and never again.",
    )
    def create_webhook_endpoint(self, info: Info, input: CreateWebhookEndpointInput) -> CreateWebhookEndpointResult:
        made = endpoints.create_endpoint(paying_merchant(info, input.merchant_id), input.url, input.event_types)
        return CreateWebhookEndpointSuccess(endpoint=made.endpoint, secret=made.secret)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="Make a new secret, which is returned here and never again.",
    )
    def rotate_webhook_secret(self, info: Info, input: RotateWebhookSecretInput) -> RotateWebhookSecretResult:
        with _existing("id"):
            made = endpoints.rotate_secret(_own_endpoint(info, input.id), grace_hours=input.grace_hours)
        return RotateWebhookSecretSuccess(endpoint=made.endpoint, secret=made.secret)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="Disable an endpoint, or enable it again: it misses nothing, and is sent what has happened since.",
    )
    def set_webhook_endpoint_state(
        self, info: Info, input: SetWebhookEndpointStateInput
    ) -> SetWebhookEndpointStateResult:
        with _existing("id"):
            change = endpoints.set_state(_own_endpoint(info, input.id), input.state)
        return SetWebhookEndpointStateSuccess(endpoint=change.row, changed=change.changed)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="It is sent nothing more, and cannot be restored. What was sent stays on record.",
    )
    def delete_webhook_endpoint(self, info: Info, input: DeleteWebhookEndpointInput) -> DeleteWebhookEndpointResult:
        with _existing("id"):
            found = _own_endpoint(info, input.id)
            endpoints.delete_endpoint(found)
        endpoint = rows_of(WebhookEndpoint, info.context.caller).get(pk=found)
        return DeleteWebhookEndpointSuccess(endpoint=endpoint)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="Send a message of type TEST, signed and repeated as an event's.",
    )
    def send_test_event(self, info: Info, input: SendTestEventInput) -> SendTestEventResult:
        with _existing("endpoint_id"):
            message = messages.send_test_event(_own_endpoint(info, input.endpoint_id))
        return SendTestEventSuccess(webhook_message=message)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="Send a message again now, whatever became of it: the same webhook-id and the same body.",
    )
    def resend_webhook(self, info: Info, input: ResendWebhookInput) -> ResendWebhookResult:
        with _existing("message_id"):
            message = messages.resend(_own_message(info, input.message_id))
        return ResendWebhookSuccess(webhook_message=message)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.WEBHOOKS, tells=EVERY_FIELD),
        description="Send every event of the endpoint's types again that lies after one position and not beyond "
        "another, also from before the endpoint was made.",
    )
    def replay_webhooks(self, info: Info, input: ReplayWebhooksInput) -> ReplayWebhooksResult:
        after = read_position(input.after)
        up_to = None if input.up_to in NOT_GIVEN else read_position(input.up_to, "up_to")
        with _existing("endpoint_id"):
            replay = messages.replay(_own_endpoint(info, input.endpoint_id), after, up_to)
        return ReplayWebhooksSuccess(replay=replay)  # type: ignore[arg-type]


@contextmanager
def _existing(field: str) -> Iterator[None]:
    """What is not there is this input's fault: unknown, deleted, another merchant's, or no id at all. So is what it
    names and is disabled."""
    try:
        yield
    except NotFound as refusal:
        raise InvalidInput(refusal.message, field) from None
    except InvalidInput as refusal:
        raise (InvalidInput(refusal.message, field) if refusal.field == "id" else refusal) from None


def _own_endpoint(info: Info, id: strawberry.ID) -> UUID:
    return _own(info, WebhookEndpoint, id, "webhook endpoint")


def _own_message(info: Info, id: strawberry.ID) -> UUID:
    if not id.startswith(MESSAGE_PREFIX):
        raise NotFound("webhook message")
    return _own(info, WebhookMessage, id.removeprefix(MESSAGE_PREFIX), "webhook message")


def _own(info: Info, model: type[Model], id: str, what: str) -> UUID:
    """Raises NotFound."""
    try:
        key = read_uuid(id, "id")
    except InvalidInput:
        raise NotFound(what) from None
    if not rows_of(model, info.context.caller).filter(pk=key).exists():
        raise NotFound(what)
    return key
