"""Webhooks in REST. Another merchant's endpoint or message is one that does not exist."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object, read_natural, read_parameter, read_text, read_uuid
from server.errors import InvalidInput, NotFound
from server.events.kinds import EventType
from server.events.positions import read_position
from server.webhooks import endpoints, messages
from server.webhooks.models import (
    MESSAGE_PREFIX,
    EndpointState,
    MessageState,
    WebhookAttempt,
    WebhookEndpoint,
    WebhookMessage,
)
from server.webhooks.reading import ATTEMPTS_SHOWN

from .api_call import ApiCall
from .routing import json_list, json_response, needs
from .webhook_serializers import endpoint_object, message_object, replay_object

DEFAULT_GRACE_HOURS = 24


@needs(Scope.WEBHOOKS)
def list_endpoints(call: ApiCall) -> HttpResponse:
    """Oldest first, without deleted ones. There are few."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    rows = rows_of(WebhookEndpoint, call.caller).filter(merchant_id=merchant_id, deleted_at=None).order_by("id")
    found = list(rows)
    counted = endpoints.backlogs([endpoint.id for endpoint in found])
    return json_list(len(found), (endpoint_object(endpoint, counted[endpoint.id]) for endpoint in found))


@needs(Scope.WEBHOOKS)
def create_endpoint(call: ApiCall) -> HttpResponse:
    """201, with the secret this once."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    body = read_json_object(call.request)
    made = endpoints.create_endpoint(merchant_id, read_text(body, "url"), _event_types(body))
    response = json_response({"endpoint": endpoint_object(made.endpoint, 0), "secret": made.secret})
    response.status_code = 201
    return response


@needs(Scope.WEBHOOKS)
def get_endpoint(call: ApiCall, endpoint_id: str) -> HttpResponse:
    """A deleted one too."""
    return _told(call, _endpoint(call, endpoint_id))


@needs(Scope.WEBHOOKS)
def update_endpoint(call: ApiCall, endpoint_id: str) -> HttpResponse:
    """Its state; nothing else of it changes."""
    found = _endpoint(call, endpoint_id)
    state = read_json_object(call.request).get("state")
    if state not in EndpointState.values:
        raise InvalidInput(f"state must be one of {', '.join(EndpointState.values)}.", "state")
    return _told(call, found, changed=endpoints.set_state(found, EndpointState(state)).changed)


@needs(Scope.WEBHOOKS)
def delete_endpoint(call: ApiCall, endpoint_id: str) -> HttpResponse:
    found = _endpoint(call, endpoint_id)
    endpoints.delete_endpoint(found)
    return _told(call, found)


@needs(Scope.WEBHOOKS)
def rotate_secret(call: ApiCall, endpoint_id: str) -> HttpResponse:
    """With the new secret this once."""
    found = _endpoint(call, endpoint_id)
    hours = read_json_object(call.request).get("grace_hours", DEFAULT_GRACE_HOURS)
    if type(hours) is not int:
        raise InvalidInput("grace_hours must be an integer.", "grace_hours")
    made = endpoints.rotate_secret(found, grace_hours=hours)
    return json_response({"endpoint": _object(made.endpoint), "secret": made.secret})


@needs(Scope.WEBHOOKS)
def send_test_event(call: ApiCall, endpoint_id: str) -> HttpResponse:
    message = messages.send_test_event(_endpoint(call, endpoint_id))
    return _message(call, message.id, status=202)


@needs(Scope.WEBHOOKS)
def replay(call: ApiCall, endpoint_id: str) -> HttpResponse:
    """202: the worker does it."""
    found = _endpoint(call, endpoint_id)
    body = read_json_object(call.request)
    refuse_misspelt(body, ("after", "up_to"))
    after = read_position(body.get("after"))
    up_to = None if body.get("up_to") is None else read_position(body["up_to"], "up_to")
    response = json_response({"replay": replay_object(messages.replay(found, after, up_to))})
    response.status_code = 202
    return response


@needs(Scope.WEBHOOKS, "state", "limit", "before")
def list_messages(call: ApiCall, endpoint_id: str) -> HttpResponse:
    """Newest first. `next_before` is the `before` of the next page; null on the last one."""
    limit = read_natural(call.request, "limit", default=50, least=1, most=200)
    state, before = read_parameter(call.request, "state"), read_parameter(call.request, "before")
    if state is not None and state not in MessageState.values:
        raise InvalidInput(f"state must be one of {', '.join(MessageState.values)}.", "state")
    rows = _with_attempts(call).filter(endpoint_id=_endpoint(call, endpoint_id))
    if state is not None:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=_message_id(before, InvalidInput("before must be a message's id.", "before")))
    found = list(rows.order_by("-id")[: limit + 1])
    shown = found[:limit]
    return json_response(
        {
            "results": [message_object(message) for message in shown],
            "next_before": shown[-1].webhook_id if found[limit:] else None,
        }
    )


@needs(Scope.WEBHOOKS)
def get_message(call: ApiCall, message_id: str) -> HttpResponse:
    return _message(call, _own_message(call, message_id))


@needs(Scope.WEBHOOKS)
def resend(call: ApiCall, message_id: str) -> HttpResponse:
    return _message(call, messages.resend(_own_message(call, message_id)).id, status=202)


def _endpoint(call: ApiCall, endpoint_id: str) -> UUID:
    return call.existing(WebhookEndpoint, endpoint_id, "webhook endpoint")


def _own_message(call: ApiCall, message_id: str) -> UUID:
    missing = NotFound("webhook message")
    return call.existing(WebhookMessage, str(_message_id(message_id, missing)), "webhook message")


def _message_id(text: str, otherwise: InvalidInput | NotFound) -> UUID:
    """Of msg_…, as receivers know it."""
    if text.startswith(MESSAGE_PREFIX):
        with suppress(InvalidInput):
            return read_uuid(text.removeprefix(MESSAGE_PREFIX), "id")
    raise otherwise


def _event_types(body: dict[str, Any]) -> list[str]:
    types = body.get("event_types")
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        raise InvalidInput(f"event_types must be a list of {', '.join(EventType)}.", "event_types")
    return types


def _object(endpoint: WebhookEndpoint) -> dict[str, Any]:
    return endpoint_object(endpoint, endpoints.backlogs([endpoint.id])[endpoint.id])


def _told(call: ApiCall, endpoint_id: UUID, **more: bool) -> HttpResponse:
    endpoint = rows_of(WebhookEndpoint, call.caller).get(pk=endpoint_id)
    return json_response(more | {"endpoint": _object(endpoint)} if more else _object(endpoint))


def _message(call: ApiCall, message_id: UUID, *, status: int = 200) -> HttpResponse:
    response = json_response(message_object(_with_attempts(call).get(pk=message_id)))
    response.status_code = status
    return response


def _with_attempts(call: ApiCall) -> QuerySet[WebhookMessage]:
    newest = rows_of(WebhookAttempt, call.caller).order_by("-number")[:ATTEMPTS_SHOWN]
    return rows_of(WebhookMessage, call.caller).prefetch_related(
        Prefetch("attempt_rows", newest, to_attr="last_attempts")
    )
