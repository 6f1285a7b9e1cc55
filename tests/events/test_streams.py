"""Streams and long polls against the real web server: each event once and in order, whoever waits for it."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from server.access.api_keys import NewKey, revoke_key
from server.access.models import Session
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from tests.api.keys import new_key
from tests.conftest import pay
from tests.support.racing import in_the_background
from tests.support.servers import wait_until
from tests.support.users import people, person_of_merchant
from tests.support.web import WebServer, web_server

__all__ = ["people"]


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
        pay(merchant, 10_000)
        assert block(answer)[::2] == ["event: PAYOUT_CREATED", "id: 2.0"]
        lifecycle.settle_due(SimulatedBank())
        assert block(answer)[::2] == ["event: PAYOUT_COMPLETED", "id: 4.0"]


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


def test_last_event_id_goes_on_where_the_reader_was(database: None, server: WebServer, merchant: Merchant) -> None:
    pay(merchant, 1)
    with stream(server, f"merchant_id={merchant.id}&after=0.0", Last_Event_ID="1.0") as answer:
        assert block(answer)[-1] == "id: 2.0"


def test_a_filtered_reader_is_told_how_far_it_has_come(database: None, server: WebServer, merchant: Merchant) -> None:
    with stream(server, f"merchant_id={merchant.id}&types=PAYOUT_COMPLETED") as answer:
        assert block(answer) == ["retry: 2000", "event: POSITION", 'data: {"position": "1.0"}', "id: 1.0"]
        pay(merchant, 1)
        assert block(answer)[0] == "event: POSITION"
        lifecycle.settle_due(SimulatedBank())
        assert block(answer)[::2] == ["event: PAYOUT_COMPLETED", "id: 4.0"]


def test_a_waiting_stream_lives(database: None, server: WebServer, merchant: Merchant) -> None:
    """One comment line, without an empty one, before httpx gives up."""
    with stream(server, f"merchant_id={merchant.id}&after=1.0") as answer:
        begun = time.monotonic()
        assert [answer.readline(), answer.readline()] == [b": k\n"] * 2
        assert time.monotonic() - begun < 15
        assert (answer.headers["Connection"], answer.headers["Transfer-Encoding"]) == ("close", "chunked")


def test_what_is_refused_for_good_has_its_status(database: None, server: WebServer, merchant: Merchant) -> None:
    for query, status in ((f"merchant_id={merchant.id}&after=9.0", 400), (f"merchant_id={uuid4()}", 404)):
        with stream(server, query) as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (status, "application/json")


SUBSCRIBE = "subscription ($m: ID, $after: String) { events(merchantId: $m, after: $after) { type position } }"


def test_a_subscription_tells_the_same(database: None, server: WebServer, merchant: Merchant) -> None:
    connected = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    body = json.dumps({"query": SUBSCRIBE, "variables": {"m": str(merchant.id)}})
    sent = {"Accept": "text/event-stream", "Content-Type": "application/json"}
    connected.request("POST", "/graphql/", body, sent)
    answer = connected.getresponse()
    told = 'data: {"data": {"events": {"type": "%s", "position": "%s"}}}'
    assert block(answer) == ["event: next", told % ("PAYMENT_RECEIVED", "1.0")]
    pay(merchant, 1)
    assert block(answer) == ["event: next", told % ("PAYOUT_CREATED", "2.0")]
    connected.close()
    beyond = json.dumps({"query": SUBSCRIBE, "variables": {"m": str(merchant.id), "after": "9.0"}})
    refused = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    refused.request("POST", "/graphql/", beyond, sent)
    answer = refused.getresponse()
    assert answer.headers["Content-Type"].startswith("application/json")
    assert "which is at 2.0" in json.loads(answer.read())["errors"][0]["message"]
    refused.close()


@pytest.fixture(scope="module")
def closed_server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[WebServer]:
    limits = {"PAYOUT_STREAMS_PER_CALLER": "2", "PAYOUT_RATE_LIMIT_READS": "20/hour"}
    with django_db_blocker.unblock(), web_server(PAYOUT_OPEN_ACCESS="false", **limits) as server:
        yield server


def bearer(key: NewKey) -> dict[str, str]:
    return {"Authorization": f"Bearer {key.secret}"}


def test_the_stream_of_a_revoked_key_ends(database: None, closed_server: WebServer, merchant: Merchant) -> None:
    key, other = new_key(merchant), new_key(merchant)
    with stream(closed_server, "", **bearer(key)) as ends, stream(closed_server, "", **bearer(other)) as goes_on:
        assert block(ends) == block(goes_on)
        revoke_key(key.key.id)
        while line := ends.readline():
            assert line == b": k\n"
        pay(merchant, 1)
        assert block(goes_on)[0] == "event: PAYOUT_CREATED"
    with stream(closed_server, "", **bearer(key)) as answer:
        assert answer.status == 401


def test_a_key_sees_its_own_merchants_feed(
    database: None, closed_server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    ours, theirs = new_merchant(), new_merchant()
    with stream(closed_server, f"merchant_id={theirs.id}", **bearer(new_key(ours))) as answer:
        assert answer.status == 403
    with stream(closed_server, "", **bearer(new_key(ours))) as answer:
        block(answer)
        pay(theirs, 1)
        pay(ours, 1)
        assert json.loads(block(answer)[1].removeprefix("data: "))["merchant_id"] == str(ours.id)


def test_the_stream_of_a_session_that_has_ended_ends(
    people: None, closed_server: WebServer, merchant: Merchant
) -> None:
    visitor = Client()
    visitor.force_login(person_of_merchant(merchant))
    cookie = f"{settings.SESSION_COOKIE_NAME}={visitor.cookies[settings.SESSION_COOKIE_NAME].value}"
    with stream(closed_server, "", Cookie=cookie) as answer:
        assert block(answer)[-1] == "id: 1.0"
        Session.objects.all().delete()
        while line := answer.readline():
            assert line == b": k\n"


def ends_at_once(server: WebServer, key: dict[str, str]) -> str | None:
    """The error that a new stream begins with and ends after."""
    with stream(server, "", **key) as answer:
        assert answer.status == 200
        fields = dict(line.split(": ", 1) for line in block(answer))
        if fields["event"] != "ERROR":
            return None
        assert answer.readline() == b""
        return str(json.loads(fields["data"])["error"])


def test_too_many_streams_and_calls_are_told_within_a_stream(
    database: None, closed_server: WebServer, merchant: Merchant
) -> None:
    """Two of each process; browsers would give up for good at another status."""
    key = bearer(new_key(merchant))
    waits = max(2, len(closed_server.workers())) * 2 + 1
    with ExitStack() as opened:
        told = [block(opened.enter_context(stream(closed_server, "", **key))) for _ in range(waits)]
    refused = [lines for lines in told if lines[1] == "event: ERROR"]
    assert refused
    retry, _, data = refused[0]
    assert (retry, json.loads(data.removeprefix("data: "))["error"]) == ("retry: 10000", "too_many_streams")
    while (answer := closed_server.ask("GET", "/api/v1/balance/", **key)).status == 200:
        pass
    assert answer.status == 429
    # Another process may have calls left, or not have noticed yet that its streams are closed.
    wait_until(lambda: ends_at_once(closed_server, key) == "rate_limited")


def test_streams_take_neither_threads_nor_sessions(
    database: None, server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    merchants = [new_merchant(), new_merchant()]
    with ExitStack() as opened:
        for number in range(30):
            block(opened.enter_context(stream(server, f"merchant_id={merchants[number % 2].id}")))
        for _ in range(20):
            assert server.ask("GET", f"/api/v1/balance/?merchant_id={merchants[0].id}").status == 200
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            assert cursor.fetchone()[0] < 30


def test_a_server_that_stops_ends_its_streams(database: None, merchant: Merchant) -> None:
    with web_server() as server, stream(server, f"merchant_id={merchant.id}") as answer:
        block(answer)
        begun = time.monotonic()
        server.stop()
        assert answer.readline() in {b"", b": k\n"}
        assert time.monotonic() - begun < 5
