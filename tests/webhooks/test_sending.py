"""Messages are sent to real receivers, again when they fail, and as they were the first time."""

import json
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytest_django import Settings
from standardwebhooks import Webhook

from server.audit_log.models import AuditEvent
from server.events.as_json import event_object
from server.events.reading import read_page
from server.ledger.balance import Balance
from server.ledger.heads import message as said_by_head
from server.ledger.signing import key_with_id
from server.merchants.models import Merchant
from server.webhooks.claiming import claim
from server.webhooks.endpoints import delete_endpoint, rotate_secret, set_state
from server.webhooks.messages import resend, send_test_event
from server.webhooks.models import EndpointState, MessageState, WebhookEndpoint, WebhookMessage
from tests.conftest import pay
from tests.support.servers import wait_until
from tests.support.webhooks import attempts_of, make_due, new_endpoint, sending
from tests.webhooks.receivers import receiver

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(autouse=True)
def loopback(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"


def answer(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Length: 0", *headers, "", ""]).encode()


def headers_of(request: bytes) -> dict[str, str]:
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def body_of(request: bytes) -> bytes:
    return request.partition(b"\r\n\r\n")[2]


def all_in(state: MessageState) -> Callable[[], bool]:
    return lambda: {*WebhookMessage.objects.values_list("state", flat=True)} == {state}


def attempted(message: WebhookMessage, times: int) -> Callable[[], bool]:
    return lambda: message.attempt_rows.count() == times


def test_every_event_arrives_signed_and_says_what_the_feed_says(merchant: Merchant) -> None:
    with receiver(OK) as told:
        endpoint, secret = new_endpoint(merchant.id, told.url())
        for _ in range(12):
            pay(merchant, 100)
        with sending():
            wait_until(lambda: len(told.requests) >= 12 and all_in(MessageState.DELIVERED)())
    events = read_page(merchant.id, endpoint.origin).events
    bodies = {}
    for request in told.requests:
        Webhook(secret).verify(body_of(request).decode(), headers_of(request))
        body = json.loads(body_of(request))
        bodies[body["data"]["position"]] = body
        assert headers_of(request)["content-type"] == "application/json"
    previous = "0.0"
    for event in events:
        body = bodies[str(event.position)]
        head = body["data"].pop("ledger_head")
        assert body == {
            "type": event.type,
            "timestamp": event.occurred_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "data": event_object(event) | {"previous": previous},
        }
        previous = str(event.position)
        key = key_with_id(head["key_id"])
        assert key
        balance = Balance(head["sequence"], head["available_paise"], head["held_paise"])
        said = said_by_head(
            merchant.id, balance, bytes.fromhex(head["link"]), datetime.fromisoformat(head["issued_at"])
        )
        key.private.public_key().verify(bytes.fromhex(head["signature"]), said)
    assert {message.body for message in WebhookMessage.objects.all()} == {
        body_of(request).decode() for request in told.requests
    }


def test_a_failed_message_comes_again_with_the_same_id_and_body(merchant: Merchant) -> None:
    answers = iter([answer("500 Oops"), answer("404 Not Here"), answer("302 Found", "Location: http://127.0.0.1/"), OK])
    with receiver(lambda line: line.sendall(next(answers))) as told, sending() as sender:
        endpoint, secret = new_endpoint(merchant.id, told.url())
        message = send_test_event(endpoint.id)
        for times in (1, 2, 3):
            wait_until(attempted(message, times))
            message.refresh_from_db()
            endpoint.refresh_from_db()
            assert message.state == MessageState.DUE
            assert endpoint.failing_since
            make_due(endpoint.id)
            sender.wake()
        wait_until(all_in(MessageState.DELIVERED))
    assert attempts_of(message) == [
        ("HTTP_STATUS", 500),
        ("HTTP_STATUS", 404),
        ("REDIRECT", 302),
        ("DELIVERED", 200),
    ]
    assert len({headers_of(request)["webhook-id"] for request in told.requests}) == 1
    assert len({body_of(request) for request in told.requests}) == 1
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None
    for request in told.requests:
        Webhook(secret).verify(body_of(request).decode(), headers_of(request))


def test_both_secrets_sign_while_one_replaces_the_other(merchant: Merchant) -> None:
    with receiver(OK) as told:
        endpoint, first = new_endpoint(merchant.id, told.url())
        second = rotate_secret(endpoint.id, grace_hours=1).secret
        send_test_event(endpoint.id)
        with sending():
            wait_until(all_in(MessageState.DELIVERED))
    [request] = told.requests
    for secret in (first, second):
        Webhook(secret).verify(body_of(request).decode(), headers_of(request))


def failed(merchant: Merchant, response: bytes) -> tuple[WebhookMessage, WebhookEndpoint]:
    """After one attempt."""
    with receiver(response) as told:
        message = send_test_event(new_endpoint(merchant.id, told.url()).endpoint.id)
        with sending():
            wait_until(attempted(message, 1))
    message.refresh_from_db()
    return message, WebhookEndpoint.objects.get()


def waits(message: WebhookMessage) -> float:
    """Seconds from the last attempt's end to the next one."""
    last = message.attempt_rows.order_by("number").last()
    assert last
    assert message.next_attempt_at
    return (message.next_attempt_at - last.ended_at).total_seconds()


def test_an_endpoint_that_is_gone_is_disabled_at_once(merchant: Merchant) -> None:
    message, endpoint = failed(merchant, answer("410 Gone"))
    assert attempts_of(message) == [("GONE", 410)]
    assert (endpoint.state, endpoint.disabled_because, endpoint.due_at) == ("disabled", "It answered 410 Gone.", None)
    assert message.state == MessageState.DUE
    event = AuditEvent.objects.get(action="webhook_endpoint.disabled")
    assert (event.actor_kind, event.merchant_id, event.subject_id) == ("system", merchant.id, str(endpoint.id))


@pytest.mark.parametrize(
    ("response", "least", "most"),
    [
        (answer("429 Slow Down", "Retry-After: 600"), 599, 610),
        (answer("503 Busy", "Retry-After: 9999999"), 24 * 3600 - 1, 24 * 3600 + 10),
        (answer("429 Slow Down", "Retry-After: 1"), 4.4, 15),
        (answer("500 Oops", "Retry-After: 600"), 4.4, 15),
    ],
)
def test_a_receiver_may_ask_for_time(merchant: Merchant, response: bytes, least: float, most: float) -> None:
    assert least <= waits(failed(merchant, response)[0]) <= most


def test_the_waits_grow_and_the_tenth_failure_is_the_last(merchant: Merchant, settings: Settings) -> None:
    with receiver(answer("500 Oops")) as told, sending() as sender:
        endpoint = new_endpoint(merchant.id, told.url()).endpoint
        message = send_test_event(endpoint.id)
        for times, delay in enumerate(settings.PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS, 1):
            wait_until(attempted(message, times))
            message.refresh_from_db()
            assert 0.89 * delay <= waits(message) <= 1.11 * delay + 10
            make_due(endpoint.id)
            sender.wake()
        wait_until(all_in(MessageState.EXHAUSTED))
        message.refresh_from_db()
        assert message.attempts == 10
        again = resend(message.id)
        wait_until(attempted(message, 11))
        again.refresh_from_db()
        assert again.state == MessageState.DUE  # the schedule begins anew


def test_five_days_without_a_delivery_disable_an_endpoint(merchant: Merchant) -> None:
    with receiver(answer("500 Oops")) as told, sending() as sender:
        endpoint = new_endpoint(merchant.id, told.url()).endpoint
        message = send_test_event(endpoint.id)
        wait_until(attempted(message, 1))
        for days, state in ((timedelta(days=4, hours=23), "enabled"), (timedelta(days=5), "disabled")):
            WebhookEndpoint.objects.update(failing_since=datetime.now(UTC) - days)
            before = message.attempt_rows.count()
            make_due(endpoint.id)
            sender.wake()
            wait_until(attempted(message, before + 1))
            endpoint.refresh_from_db()
            assert endpoint.state == state
        assert endpoint.disabled_because == "Nothing was delivered for 5 days."
        enabled = set_state(endpoint.id, EndpointState.ENABLED).row
        assert enabled.failing_since is None


def test_a_deleted_endpoint_drops_what_it_has(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id, "http://127.0.0.1:1024/").endpoint
    for _ in range(3):
        send_test_event(endpoint.id)
    delete_endpoint(endpoint.id)
    with sending():
        wait_until(all_in(MessageState.DROPPED))
    assert not WebhookEndpoint.objects.filter(due_at__isnull=False).exists()
    assert [attempts_of(message) for message in WebhookMessage.objects.all()] == [[], [], []]


def test_nobody_listens(merchant: Merchant) -> None:
    with receiver(OK) as told:
        url = told.url()
    message = send_test_event(new_endpoint(merchant.id, url).endpoint.id)
    with sending():
        wait_until(attempted(message, 1))
    assert attempts_of(message) == [("CONNECT", None)]


def test_an_endpoint_has_five_messages_in_flight_at_most(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    for _ in range(7):
        send_test_event(endpoint.id)
    first = claim(most=3, is_failing=False)
    assert first is not None
    assert len(first) == 3
    second = claim(most=10, is_failing=False)
    assert second is not None
    assert len(second) == 2
    assert claim(most=10, is_failing=False) is None
    sent = {each.message_id: each.body for each in (*first, *second)}
    make_due(endpoint.id)  # their leases end
    taken: dict[UUID, bytes] = {}
    while len(taken) < 7:
        claimed = claim(most=10, is_failing=False) or []
        assert len(claimed) == 5
        assert not WebhookMessage.objects.filter(id__in=sent, lease=None)
        taken |= {each.message_id: each.body for each in claimed}
        make_due(endpoint.id)
    assert taken.items() >= sent.items()  # a body is made once


def test_a_worker_that_stops_does_not_wait_for_a_receiver(merchant: Merchant) -> None:
    enough = threading.Event()

    def answer_late(line: socket.socket) -> None:
        enough.wait(30)
        line.sendall(OK)

    with receiver(answer_late) as told:
        endpoint = new_endpoint(merchant.id, told.url()).endpoint
        message = send_test_event(endpoint.id)
        with sending() as sender:
            wait_until(lambda: len(told.requests) == 1)
            began = time.monotonic()
            sender.stop(0.2)
            assert time.monotonic() - began < 10  # and not the 15 s of an attempt
            assert attempts_of(message) == []
            enough.set()
            make_due(endpoint.id)
            sender.start(2)
            wait_until(all_in(MessageState.DELIVERED))
    assert attempts_of(message) == [("DELIVERED", 200)]


def test_endpoints_that_hang_do_not_delay_another(new_merchant: Callable[..., Merchant]) -> None:
    hanging, prompt = new_merchant(), new_merchant()
    enough = threading.Event()

    def hang(_: socket.socket) -> None:
        enough.wait(30)

    with receiver(hang) as silent, receiver(OK) as quick, sending(threads=24):
        for n in range(5):
            endpoint = new_endpoint(hanging.id, silent.url(path=f"/{n}")).endpoint
            for _ in range(6):
                send_test_event(endpoint.id)
        wait_until(lambda: len(silent.requests) >= 16)  # five of each, until half of the threads are taken
        message = send_test_event(new_endpoint(prompt.id, quick.url()).endpoint.id)
        wait_until(attempted(message, 1))
        assert not WebhookMessage.objects.filter(merchant=hanging, attempts__gt=0).exists()
        enough.set()
