"""Claims: one worker per message, none that waits for another, and nobody's trouble is anybody else's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from server.events.positions import BEGINNING
from server.merchants.models import Merchant
from server.webhooks import secrets
from server.webhooks.claiming import Delivery, claim
from server.webhooks.delivery import Delivered
from server.webhooks.endpoints import rotate_secret
from server.webhooks.fan_out import fan_out
from server.webhooks.messages import replay, resend, send_test_event
from server.webhooks.models import MessageState, Outcome, WebhookEndpoint, WebhookMessage
from server.webhooks.recording import Attempt, record_attempts
from server.webhooks.upkeep import forget_old_secrets
from tests.conftest import owner_connection, pay
from tests.support.racing import at_once
from tests.support.webhooks import attempts_of, make_due, new_endpoint

LOCKED = "SELECT FROM webhook_endpoints FOR NO KEY UPDATE"


def ended(delivery: Delivery, outcome: Outcome = Outcome.DELIVERED, status: int | None = 200) -> Attempt:
    now = datetime.now(UTC)
    return Attempt(delivery, now, now, Delivered(outcome, status))


def claimed(*, is_failing: bool = False) -> list[Delivery]:
    return claim(most=40, is_failing=is_failing) or []


def test_workers_that_claim_at_once_share_the_messages(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    for _ in range(9):
        send_test_event(endpoint.id)
    results = at_once(4, lambda _: claimed())
    taken = [delivery.message_id for result in results if isinstance(result, list) for delivery in result]
    assert len(taken) == len(set(taken)) == 5


def test_nobody_waits_for_an_endpoint_that_another_has(merchant: Merchant, caplog: pytest.LogCaptureFixture) -> None:
    send_test_event(new_endpoint(merchant.id).endpoint.id)
    pay(merchant)
    with owner_connection().transaction():
        owner_connection().execute(LOCKED)
        assert claim(most=40, is_failing=False) is None
        assert fan_out() == 0
    assert caplog.text == ""
    assert fan_out() == 1
    assert len(claimed()) == 2


@pytest.mark.parametrize("how", ["resend", "replay"])
def test_what_is_being_sent_when_it_is_asked_for_again_comes_soon_if_it_fails(merchant: Merchant, how: str) -> None:
    """Its receiver is mended by then: it must not wait for what the failures before that have earned it."""
    endpoint = new_endpoint(merchant.id).endpoint
    pay(merchant)
    fan_out()
    for _ in range(3):
        record_attempts([ended(each, Outcome.HTTP_STATUS, 500) for each in claimed() or claimed(is_failing=True)])
        make_due(endpoint.id)
    [sent] = claimed(is_failing=True)
    if how == "resend":
        assert resend(sent.message_id).next_attempt_at is None
    else:
        replay(endpoint.id, BEGINNING)
        fan_out()
    asked = datetime.now(UTC)
    record_attempts([ended(sent, Outcome.HTTP_STATUS, 500)])
    message = WebhookMessage.objects.get(id=sent.message_id)
    assert (message.state, message.attempts, message.attempts_before) == (MessageState.DUE, 4, 3)
    assert message.next_attempt_at
    assert message.next_attempt_at < asked + timedelta(minutes=1)


def test_whoever_comes_late_records_nothing(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    message = send_test_event(endpoint.id)
    [late] = claimed()
    make_due(endpoint.id)  # its lease ends
    [other] = claimed()
    record_attempts([ended(late, Outcome.TIMEOUT, None)])
    message.refresh_from_db()
    assert (message.state, message.lease, attempts_of(message)) == (MessageState.DUE, other.lease, [])
    record_attempts([ended(other)])
    record_attempts([ended(late)])
    assert attempts_of(message) == [("DELIVERED", 200)]


def test_an_endpoint_that_fails_waits_in_another_lane(new_merchant: Callable[..., Merchant]) -> None:
    failing, other = new_merchant(), new_merchant()
    endpoint = new_endpoint(failing.id).endpoint
    send_test_event(endpoint.id)
    send_test_event(endpoint.id)
    record_attempts([ended(each, Outcome.TIMEOUT, None) for each in claimed()])
    make_due(endpoint.id)
    send_test_event(new_endpoint(other.id).endpoint.id)
    assert [delivery.endpoint_id == endpoint.id for delivery in claimed()] == [False]
    assert [delivery.endpoint_id == endpoint.id for delivery in claimed(is_failing=True)] == [True, True]
    assert claimed() == claimed(is_failing=True) == []


def test_an_unreadable_secret_keeps_nobody_else_waiting(
    new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    merchant, other = new_merchant(), new_merchant()
    broken = new_endpoint(merchant.id).endpoint
    send_test_event(broken.id)
    known = settings.PAYOUT_ENCRYPTION_KEYS
    settings.PAYOUT_ENCRYPTION_KEYS = [b"another key, of 32 bytes as well"]
    message = send_test_event(new_endpoint(other.id).endpoint.id)
    assert claimed() == []
    assert [delivery.message_id for delivery in claimed()] == [message.id]
    assert [*secrets.faults()] == [
        f"a secret of webhook endpoint {broken.id} cannot be read with PAYOUT_ENCRYPTION_KEYS"
    ]
    settings.PAYOUT_ENCRYPTION_KEYS = [*settings.PAYOUT_ENCRYPTION_KEYS, *known]
    make_due(broken.id)
    assert len(claimed()) == 1


@pytest.mark.usefixtures("as_the_owner")
def test_another_encryption_key_leaves_the_secrets_as_they_are(merchant: Merchant, settings: Settings) -> None:
    endpoint, first = new_endpoint(merchant.id)
    second = rotate_secret(endpoint.id, grace_hours=1).secret
    known = settings.PAYOUT_ENCRYPTION_KEYS
    settings.PAYOUT_ENCRYPTION_KEYS = [b"another key, of 32 bytes as well", *known]
    output = StringIO()
    call_command("reencrypt", stdout=output)
    assert "1 webhook endpoints" in output.getvalue()
    settings.PAYOUT_ENCRYPTION_KEYS = settings.PAYOUT_ENCRYPTION_KEYS[:1]
    send_test_event(endpoint.id)
    assert [delivery.secrets for delivery in claimed()] == [[second, first]]
    assert secrets.reencrypt() == 0


def test_an_old_secret_is_forgotten_when_its_time_is_over(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    rotate_secret(endpoint.id, grace_hours=1)
    assert forget_old_secrets() == 0
    WebhookEndpoint.objects.update(old_secret_until=datetime.now(UTC) - timedelta(seconds=1))
    assert forget_old_secrets() == 1
    endpoint.refresh_from_db()
    assert (endpoint.old_secret_sealed, endpoint.old_secret_until) == (None, None)


@pytest.mark.parametrize("seconds", [0, 1])
def test_an_old_secret_signs_until_its_end(merchant: Merchant, seconds: int) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    rotated, new = rotate_secret(endpoint.id, grace_hours=1)
    assert rotated.old_secret_until
    sealed = (rotated.secret_sealed or b"", rotated.old_secret_sealed, rotated.old_secret_until)
    at = rotated.old_secret_until + timedelta(seconds=seconds)
    assert secrets.signing_secrets(endpoint.id, *sealed, at=at) == [new]


def test_a_message_waits_for_its_time(merchant: Merchant) -> None:
    message = send_test_event(new_endpoint(merchant.id).endpoint.id)
    record_attempts([ended(each, Outcome.HTTP_STATUS, 500) for each in claimed()])
    WebhookEndpoint.objects.update(due_at=datetime.now(UTC))  # earlier than need be, which is allowed
    assert claimed(is_failing=True) == []
    message.refresh_from_db()
    assert WebhookEndpoint.objects.get().due_at == message.next_attempt_at
    assert WebhookMessage.objects.get().lease is None
