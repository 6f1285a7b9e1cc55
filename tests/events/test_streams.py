"""Streams and long polls against the real web server: each event once and in order, whoever waits for it."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django import DjangoDbBlocker

from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from tests.conftest import pay
from tests.support.racing import in_the_background
from tests.support.web import WebServer, web_server


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[WebServer]:
    with django_db_blocker.unblock(), web_server() as server:
        yield server


@contextmanager
def stream(server: WebServer, query: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    connected = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    sent = {"Accept": "text/event-stream"} | {name.replace("_", "-"): value for name, value in headers.items()}
    connected.request("GET", f"/api/v1/events/?{query}", headers=sent)
    try:
        yield connected.getresponse()
    finally:
        connected.close()


def block(answer: http.client.HTTPResponse) -> list[str]:
    """The lines of the next block, comments left out."""
    lines: list[str] = []
    while (line := answer.readline().decode()) != "\n":
        assert line, "the stream has ended"
        if not line.startswith(":"):
            lines.append(line.rstrip("\n"))
    return lines


def test_a_stream_tells_what_was_and_what_comes(database: None, server: WebServer, merchant: Merchant) -> None:
    with stream(server, f"merchant_id={merchant.id}") as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")
        retry, event, data, last = block(answer)
        assert (retry, event, last) == ("retry: 2000", "event: PAYMENT_RECEIVED", "id: 1.0")
        assert json.loads(data.removeprefix("data: "))["previous"] == "0.0"
        begun = time.monotonic()
        pay(merchant, 10_000)
        assert block(answer)[::2] == ["event: PAYOUT_CREATED", "id: 2.0"]
        lifecycle.settle_due(SimulatedBank())
        assert block(answer)[::2] == ["event: PAYOUT_COMPLETED", "id: 4.0"]
        print(time.monotonic() - begun)


def test_a_long_poll_is_answered_once_something_comes(database: None, server: WebServer, merchant: Merchant) -> None:
    address = f"/api/v1/events/?merchant_id={merchant.id}"
    with in_the_background(lambda: server.ask("GET", f"{address}&after=1.0&wait=25")) as asked:
        time.sleep(1)
        assert not asked.done()
        pay(merchant, 10_000)
    assert [event["type"] for event in json.loads(asked.result().body)["events"]] == ["PAYOUT_CREATED"]
    assert asked.result().seconds < 20
    answer = server.ask("GET", f"{address}&after=2.0&wait=1")
    assert json.loads(answer.body) == {"events": [], "next": "2.0", "more": False}
