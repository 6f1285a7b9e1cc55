"""A test, a message once more, and a part of the feed once more."""

from uuid import uuid4

import pytest

from server.errors import InvalidInput, NotFound
from server.events.positions import Position
from server.merchants.models import Merchant
from server.webhooks.endpoints import set_state
from server.webhooks.messages import read_message_id, replay, resend, send_test_event
from server.webhooks.models import EndpointState, MessageState, WebhookEndpoint, WebhookReplay
from tests.support.webhooks import end_by_hand, new_endpoint


def test_a_test_is_a_message_that_is_due(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    message = send_test_event(endpoint.id)
    assert (message.event_type, message.position, message.state) == ("TEST", None, MessageState.DUE)
    assert read_message_id(message.webhook_id) == message.id
    assert WebhookEndpoint.objects.get().due_at


def test_a_delivered_message_is_sent_once_more(merchant: Merchant) -> None:
    message = end_by_hand(send_test_event(new_endpoint(merchant.id).endpoint.id))
    assert (message.state, message.attempts) == (MessageState.DELIVERED, 1)
    again = resend(message.id)
    assert (again.state, again.attempts, again.attempts_before) == (MessageState.DUE, 1, 1)
    [row] = WebhookReplay.objects.all()
    assert row.message_id == message.id
    assert row.ended_at
    assert end_by_hand(again).attempts == 2


def test_a_waiting_message_is_sent_at_once(merchant: Merchant) -> None:
    message = end_by_hand(send_test_event(new_endpoint(merchant.id).endpoint.id), "HTTP_STATUS")
    before = message.next_attempt_at
    assert message.state == MessageState.DUE
    assert before
    after = resend(message.id).next_attempt_at
    assert after
    assert after < before
    assert not WebhookReplay.objects.exists()


def test_what_does_not_exist_is_not_found(merchant: Merchant) -> None:
    for call in (
        lambda: resend(uuid4()),
        lambda: send_test_event(uuid4()),
        lambda: replay(uuid4(), Position(0, 0)),
        lambda: read_message_id(str(uuid4())),
        lambda: read_message_id("msg_1"),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize(
    ("after", "up_to", "field"),
    [("2.0", None, "after"), ("0.0", "2.0", "up_to"), ("1.0", "1.0", "up_to"), ("1.0", None, "after")],
)
def test_a_replay_is_of_what_was_sent(merchant: Merchant, after: str, up_to: str | None, field: str) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    with pytest.raises(InvalidInput) as refusal:
        replay(endpoint.id, _position(after), (up_to and _position(up_to)) or None)
    assert refusal.value.field == field


def test_a_disabled_endpoint_is_not_sent_to(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    message = end_by_hand(send_test_event(endpoint.id))
    set_state(endpoint.id, EndpointState.DISABLED)
    for call in (
        lambda: send_test_event(endpoint.id),
        lambda: resend(message.id),
        lambda: replay(endpoint.id, Position(0, 0)),
    ):
        with pytest.raises(InvalidInput, match="disabled"):
            call()


def _position(text: str) -> Position:
    sequence, side = text.split(".")
    return Position(int(sequence), int(side))
