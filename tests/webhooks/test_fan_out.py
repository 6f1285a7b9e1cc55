"""Every event of an endpoint's types becomes its message once; no other merchant's does."""

from collections.abc import Callable
from uuid import UUID

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.events.kinds import EventType
from server.events.positions import BEGINNING, Position
from server.events.reading import read_page
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.webhooks import fan_out as fanning
from server.webhooks.endpoints import delete_endpoint, set_state
from server.webhooks.messages import replay
from server.webhooks.models import EndpointState, MessageState, WebhookEndpoint, WebhookMessage, WebhookReplay
from tests.conftest import pay
from tests.payouts.test_review import flagged
from tests.support.racing import at_once
from tests.support.webhooks import ALL_TYPES, end_by_hand, fan_out_all, new_endpoint

Told = list[tuple[Position, str]]


def settle(merchant: Merchant) -> None:
    """A payout of each kind, and a side event."""
    pay(merchant)
    pay(merchant, 500, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    flagged(merchant)


def feed(merchant: Merchant, after: Position = BEGINNING, types: list[str] | None = None) -> Told:
    chosen = frozenset(map(EventType, types or ALL_TYPES))
    return [(event.position, str(event.type)) for event in read_page(merchant.id, after, chosen).events]


def messages(endpoint_id: UUID) -> Told:
    found = WebhookMessage.objects.filter(endpoint_id=endpoint_id).order_by("seq", "n")
    return [(message.position or BEGINNING, message.event_type) for message in found]


def test_each_event_after_the_birth_of_the_endpoint_is_a_message(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    settle(merchant)
    born = new_endpoint(merchant.id).endpoint
    of_failures = new_endpoint(merchant.id, types=["PAYOUT_FAILED"]).endpoint
    of_other = new_endpoint(other.id).endpoint
    settle(merchant)
    fan_out_all()
    assert messages(born.id) == feed(merchant, born.origin)
    assert {kind for _, kind in messages(born.id)} >= {"PAYOUT_CREATED", "PAYOUT_FAILED", "PAYOUT_NEEDS_REVIEW"}
    assert messages(of_failures.id) == feed(merchant, born.origin, ["PAYOUT_FAILED"]) != []
    assert messages(of_other.id) == []
    born.refresh_from_db()
    assert born.due_at
    fan_out_all()
    assert messages(born.id) == feed(merchant, born.origin)


def test_a_long_backlog_is_fanned_out_in_steps(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanning, "STEP", 3)
    endpoint = new_endpoint(merchant.id).endpoint
    for _ in range(5):
        pay(merchant, 100)
    assert fanning.fan_out() == 1
    assert len(messages(endpoint.id)) == 3
    fan_out_all()
    assert messages(endpoint.id) == feed(merchant, endpoint.origin)


def test_workers_that_fan_out_at_once_make_each_message_once(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    for _ in range(5):
        pay(merchant, 100)
    at_once(3, lambda _: fan_out_all())
    fan_out_all()
    assert messages(endpoint.id) == feed(merchant, endpoint.origin)


def test_a_disabled_endpoint_misses_nothing(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    set_state(endpoint.id, EndpointState.DISABLED)
    pay(merchant)
    fan_out_all()
    assert messages(endpoint.id) == []
    set_state(endpoint.id, EndpointState.ENABLED)
    fan_out_all()
    assert messages(endpoint.id) == feed(merchant, endpoint.origin) != []


def test_a_replay_sends_again_and_what_came_before_the_endpoint(merchant: Merchant) -> None:
    settle(merchant)
    endpoint = new_endpoint(merchant.id).endpoint
    pay(merchant)
    pay(merchant)
    fan_out_all()
    first, _ = WebhookMessage.objects.order_by("seq", "n")
    end_by_hand(first)
    up_to = first.position
    assert up_to
    asked = replay(endpoint.id, BEGINNING, up_to)
    fan_out_all()
    asked.refresh_from_db()
    assert asked.ended_at
    assert asked.cursor == up_to
    assert messages(endpoint.id) == feed(merchant)
    assert set(WebhookMessage.objects.values_list("state", flat=True)) == {MessageState.DUE}
    first.refresh_from_db()
    assert (first.state, first.attempts, first.attempts_before) == (MessageState.DUE, 1, 1)


def test_a_replay_in_steps_is_interrupted_anywhere(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanning, "STEP", 2)
    settle(merchant)
    endpoint = new_endpoint(merchant.id, types=["PAYOUT_CREATED", "PAYOUT_FAILED"]).endpoint
    replay(endpoint.id, BEGINNING)
    steps = 0
    while fanning.fan_out():
        steps += 1
        assert messages(endpoint.id) == [
            told
            for told in feed(merchant, types=endpoint.event_types)
            if told[0] <= (WebhookReplay.objects.get().cursor or BEGINNING)
        ]
    assert steps > 1
    assert messages(endpoint.id) == feed(merchant, types=endpoint.event_types)


def test_a_deleted_endpoint_is_told_nothing_more(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    pay(merchant)
    fan_out_all()
    replay(endpoint.id, endpoint.origin)
    delete_endpoint(endpoint.id)
    pay(merchant)
    fan_out_all()
    assert len(messages(endpoint.id)) == 1
    assert WebhookReplay.objects.get().ended_at
    assert WebhookEndpoint.objects.get().cursor < read_page(merchant.id).next
