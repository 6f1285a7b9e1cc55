"""Who called too often and goes on: told so at the door, after a while, and nobody else feels it."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from server.access.callers import Scope
from server.access.keys import create_key
from server.api.door import REFUSAL
from server.api.errors import Kind, RateLimited
from server.api.rates import LIMITED
from server.merchants.models import Merchant
from server.reception import Reception
from server.reception.calls import Environ
from server.reception.outside import kind_of
from server.reception.turned_away import SECONDS
from tests.conftest import account_of
from tests.web import Told, WebServer, web_server

from .racing import in_the_background

LATE = 60.0  # seconds until there is room again
WRITES = 3  # that a key may make at once
PAYOUTS, BALANCE, GRAPHQL = "/api/v1/payouts/", "/api/v1/balance/", "/graphql/"


class Shop:
    """A merchant's program, with a key of its own."""

    def __init__(self, server: WebServer, merchant: Merchant) -> None:
        self.server, self.merchant = server, str(merchant.id)
        self.account = str(account_of(merchant).id)
        secret = create_key(name="shop", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id).secret
        self.headers = {"Authorization": f"Bearer {secret}"}

    def pays(self) -> Told:
        order = {"amount_paise": 1, "bank_account_id": self.account}
        headers = self.headers | {"Idempotency_Key": str(uuid4())}
        return self.server.ask("POST", PAYOUTS, order, **headers)

    def reads(self) -> Told:
        return self.server.ask("GET", BALANCE, **self.headers)

    def says(self, document: str) -> Told:
        return self.server.ask("POST", GRAPHQL, {"query": document}, **self.headers)


@pytest.fixture
def server(database: None) -> Iterator[WebServer]:
    limits = {"PAYOUT_RATE_LIMIT_WRITES": f"{WRITES}/hour", "PAYOUT_RATE_LIMIT_READS": "none"}
    with web_server(PAYOUT_OPEN_ACCESS="false", **limits) as server:
        yield server


def is_held_back(told: Told) -> bool:
    assert (told.status, int(told.retry_after or 0) > 1000) == (429, True)
    return told.seconds >= SECONDS[0]


def crowd(calls: Callable[[], Told]) -> list[Told]:
    """Of as many as both processes get some of."""
    with ThreadPoolExecutor(24) as pool:
        return [call.result() for call in [pool.submit(calls) for _ in range(24)]]


CREATES = 'mutation { createMerchant(input: {name: "N", email: "n@x.in"}) { __typename } }'


def test_who_goes_on_is_held_back_and_nobody_else(server: WebServer, new_merchant: Callable[[], Merchant]) -> None:
    attacker, other = Shop(server, new_merchant()), Shop(server, new_merchant())
    told: list[Told] = []
    while not told or told[-1].status != 429:
        told.append(attacker.pays())
    assert [answer.status for answer in told[:WRITES]] == [201] * WRITES
    while not all(answer.status == 429 and is_held_back(answer) for answer in told):
        told = crowd(attacker.pays)
    assert all(is_held_back(answer) for answer in crowd(lambda: attacker.says(CREATES)))
    words = json.loads(told[0].body)
    assert words["error"] == "rate_limited"
    assert words["message"].startswith(f"Too many writes: {WRITES} per hour are allowed. Wait ")

    with in_the_background(lambda: crowd(attacker.pays)) as held:  # each thread could wait with them
        assert [attacker.reads().status, other.reads().status, other.pays().status] == [200, 200, 201]
        assert attacker.says("{ __typename }").status == 200
        assert all(is_held_back(answer) for answer in held.result(timeout=20))


# --- the door alone ----------------------------------------------------------------------------------------------


class Busy:
    """An application that refuses each call as if its caller had called too often."""

    def __init__(self, kind: Kind, seconds: float) -> None:
        self.kind, self.seconds = kind, seconds
        self.asked = 0
        self.threads: set[str] = set()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if REFUSAL not in environ:
            self.asked += 1
            environ[LIMITED] = RateLimited(self.kind, "1/hour", self.seconds)
        self.threads.add(threading.current_thread().name)
        start_response("429 Too Many Requests", [])
        return [b""]


async def ask(reception: Reception, method: str = "POST", path: str = PAYOUTS, key: str = "Bearer k") -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(_message: dict[str, Any]) -> None:
        pass

    headers = [(b"authorization", key.encode())]
    head = {"type": "http", "method": method, "path": path, "query_string": b"", "http_version": "1.1"}
    await reception(head | {"scheme": "http", "headers": headers}, receive, send)


def asked_of(application: Busy, *calls: dict[str, str]) -> int:
    reception = Reception(application, threads=1)

    async def scene() -> None:
        for call in calls:
            await ask(reception, **call)

    asyncio.run(scene())
    return application.asked


def test_meanwhile_the_application_is_not_asked() -> None:
    application = Busy(Kind.WRITE, LATE)
    assert asked_of(application, {}, {}, {}) == 1
    assert application.threads == {"answering", "refusing_0"}


@pytest.mark.parametrize(
    "call",
    [{"key": "Bearer l"}, {"method": "GET"}, {"method": "GET", "path": BALANCE}, {"path": "/healthz"}],
    ids=["another's", "a read", "another read", "what is not counted"],
)
def test_of_other_calls_it_knows_nothing(call: dict[str, str]) -> None:
    assert asked_of(Busy(Kind.WRITE, LATE), {}, call) == 2


def test_when_there_may_be_room_again_it_is_asked_again() -> None:
    assert asked_of(Busy(Kind.WRITE, 0.0), {}, {}, {}) == 3


def test_what_is_told_later_tells_a_shorter_wait() -> None:
    refusal = RateLimited(Kind.READ, "1/hour", LATE)
    assert (refusal.retry_after_seconds, refusal.is_over()) == (60, False)
    again = refusal.anew().anew()
    assert (again.retry_after_seconds, again.kind, again.rate) == (60, Kind.READ, "1/hour")
    assert RateLimited(Kind.READ, "1/hour", 0.0).is_over()
    assert RateLimited(Kind.READ, "1/second", 0.01).retry_after_seconds == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", BALANCE, b"", Kind.READ),
        ("HEAD", BALANCE, b"", Kind.READ),
        ("POST", PAYOUTS, b"{}", Kind.WRITE),
        ("POST", GRAPHQL, b'{"query": "{ payouts { id } }"}', Kind.READ),
        ("POST", GRAPHQL, b'{"query" :\n"mutation { x }"}', Kind.WRITE),
        ("POST", GRAPHQL, b'{"variables": {"a": "b"}, "query": "# \\"so\\" \\n mutation M { x }"}', Kind.WRITE),
        ("POST", GRAPHQL, b'{"query": "{ x }", "variables": {"name": "mutation"}}', Kind.READ),
        ("POST", GRAPHQL, b'{"query": "{ mutations }"}', Kind.READ),
        ("POST", GRAPHQL, b"mutation", Kind.READ),
        ("GET", GRAPHQL, b"", Kind.READ),
        ("GET", "/healthz", b"", None),
        ("POST", "/session/", b"{}", None),
        ("GET", "/apiary/", b"", None),
    ],
)
def test_from_outside_a_call_is_of_the_kind_that_it_is_counted_as(
    method: str, path: str, body: bytes, kind: Kind | None
) -> None:
    assert kind_of({"REQUEST_METHOD": method, "PATH_INFO": path}, body) == kind


def test_a_hostile_body_is_looked_at_in_a_moment() -> None:
    with in_the_background(lambda: kind_of({"REQUEST_METHOD": "POST", "PATH_INFO": GRAPHQL}, HOSTILE)) as looked:
        assert looked.result(timeout=10) is Kind.READ


HOSTILE = b'"query":"' * 60_000
