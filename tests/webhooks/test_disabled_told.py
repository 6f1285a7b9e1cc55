"""The feed tells of an endpoint that is disabled, whoever disabled it: the others hear that this one does not."""

import json

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from server.events.as_json import event_object
from server.events.kinds import EventType
from server.events.models import MerchantEvent
from server.events.positions import Position
from server.events.reading import Event, read_page
from server.merchants.models import Merchant
from server.webhooks.endpoints import delete_endpoint, set_state
from server.webhooks.messages import send_test_event
from server.webhooks.models import EndpointState, WebhookMessage
from tests.conftest import pay
from tests.support.servers import wait_until
from tests.support.webhooks import end_by_hand, fan_out_all, new_endpoint, sending
from tests.webhooks.receivers import receiver

TOLD = EventType.WEBHOOK_ENDPOINT_DISABLED


def told(merchant: Merchant) -> list[Event]:
    return read_page(merchant.id, types=[TOLD]).events


def test_disabling_by_hand_is_told_once(merchant: Merchant) -> None:
    pay(merchant)
    endpoint = new_endpoint(merchant.id).endpoint
    for _ in range(2):
        set_state(endpoint.id, EndpointState.DISABLED)
    [event] = told(merchant)
    assert (event.position, event.previous, event.amount_paise) == (Position(2, 1), Position(2, 0), 0)
    assert (event.payout_id, event.bank_account_id, event.unresolved_since) == (None, None, None)
    as_json = event_object(event)
    assert as_json["webhook_endpoint_id"] == str(endpoint.id)
    assert (as_json["disabled_because"], as_json["amount_inr"]) == ("Disabled by hand.", "₹0.00")

    set_state(endpoint.id, EndpointState.ENABLED)
    set_state(endpoint.id, EndpointState.DISABLED)
    assert [event.position for event in told(merchant)] == [(2, 1), (2, 2)]


def test_what_the_engine_disables_is_told(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    end_by_hand(send_test_event(endpoint.id), "GONE")
    [event] = told(merchant)
    assert (event.webhook_endpoint_id, event.disabled_because) == (endpoint.id, "It answered 410 Gone.")


def test_enabling_and_deleting_tell_nothing(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    set_state(endpoint.id, EndpointState.ENABLED)
    delete_endpoint(endpoint.id)
    disabled = new_endpoint(merchant.id).endpoint
    set_state(disabled.id, EndpointState.DISABLED)
    delete_endpoint(disabled.id)
    assert [event.webhook_endpoint_id for event in told(merchant)] == [disabled.id]


def test_what_was_not_done_is_not_told(merchant: Merchant, as_the_owner: None) -> None:
    """One transaction has both, or neither."""
    endpoint = new_endpoint(merchant.id).endpoint
    with pytest.raises(DatabaseError, match="webhook_endpoint_disabled_is_not_due"), connection.cursor() as cursor:
        cursor.execute("UPDATE webhook_endpoints SET state = 'disabled', due_at = now() WHERE id = %s", [endpoint.id])
    assert not MerchantEvent.objects.exists()


def test_another_endpoint_is_sent_it_and_the_disabled_one_once_it_is_enabled(
    merchant: Merchant, settings: Settings
) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"
    with receiver(b"HTTP/1.1 204 No Content\r\n\r\n") as other:
        watching = new_endpoint(merchant.id, other.url(), types=[TOLD]).endpoint
        endpoint = new_endpoint(merchant.id).endpoint
        set_state(endpoint.id, EndpointState.DISABLED)
        with sending():
            wait_until(lambda: other.requests)
        [request] = other.requests
        body = json.loads(request.partition(b"\r\n\r\n")[2])
        assert (body["type"], body["data"]["position"]) == (TOLD, "1.1")
        assert body["data"]["webhook_endpoint_id"] == str(endpoint.id) != str(watching.id)
        assert not WebhookMessage.objects.filter(endpoint_id=endpoint.id).exists()
    set_state(endpoint.id, EndpointState.ENABLED)
    fan_out_all()
    [message] = WebhookMessage.objects.filter(endpoint_id=endpoint.id)
    assert (message.event_type, message.position) == (TOLD, Position(1, 1))
