"""Who called too often and goes on: told so at the door, after a while, and nobody else feels it."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.api.http import errors
from server.api.http.early_refusals import EARLY_REFUSAL
from server.api.http.errors import Kind, RateLimited
from server.api.http.rate_limits import LIMITED
from server.asgi.caller_key import CallerKey, kind_of
from server.asgi.server import AsgiServer
from server.asgi.throttled_callers import MANY, SECONDS, ThrottledCallers
from server.asgi.wsgi_bridge import Environ
from server.merchants.models import Merchant
from tests.conftest import account_of
from tests.support.racing import in_the_background
from tests.support.web import Told, WebServer, web_server

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
        assert all(is_held_back(answer) for answer in held.result(timeout=120))


# --- the door alone ----------------------------------------------------------------------------------------------


class Busy:
    """An application that refuses each call as if its caller had called too often."""

    def __init__(self, kind: Kind, seconds: float) -> None:
        self.kind, self.seconds = kind, seconds
        self.asked = 0
        self.threads: set[str] = set()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if EARLY_REFUSAL not in environ:
            self.asked += 1
            environ[LIMITED] = RateLimited(self.kind, "1/hour", self.seconds)
        self.threads.add(threading.current_thread().name)
        start_response("429 Too Many Requests", [])
        return [b""]


async def ask(reception: AsgiServer, method: str = "POST", path: str = PAYOUTS, key: str = "Bearer k") -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(_message: dict[str, Any]) -> None:
        pass

    headers = [(b"authorization", key.encode())]
    head = {"type": "http", "method": method, "path": path, "query_string": b"", "http_version": "1.1"}
    await reception(head | {"scheme": "http", "headers": headers}, receive, send)


def asked_of(application: Busy, *calls: dict[str, str]) -> int:
    reception = AsgiServer(application, threads=1)

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
    [{"key": "Bearer l"}, {"key": "k"}, {"method": "GET"}, {"method": "GET", "path": BALANCE}, {"path": "/healthz"}],
    ids=["another's", "no key's", "a read", "another read", "what is not counted"],
)
def test_of_other_calls_it_knows_nothing(call: dict[str, str]) -> None:
    assert asked_of(Busy(Kind.WRITE, LATE), {}, call) == 2


def test_when_there_may_be_room_again_it_is_asked_again() -> None:
    assert asked_of(Busy(Kind.WRITE, 0.0), {}, {}, {}) == 3


def test_what_is_told_later_tells_a_shorter_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(errors, "monotonic", lambda: now)
    refusal = RateLimited(Kind.READ, "1/hour", LATE)
    now += 20.5
    again = refusal.anew()
    assert (again.kind, again.rate, again.retry_after_seconds) == (Kind.READ, "1/hour", 40)
    assert again.message == "Too many reads: 1 per hour are allowed. Wait 40 s."
    now += 39.4
    assert not again.is_over()
    assert again.anew().retry_after_seconds == 1  # never sooner
    now += 0.2
    assert [again.is_over(), refusal.is_over()] == [True, True]


def callers(number: int) -> list[CallerKey]:
    return [CallerKey("key", str(each)) for each in range(number)]


def test_what_is_over_is_forgotten_when_there_is_much_of_it() -> None:
    turned_away = ThrottledCallers()
    for caller in callers(3 * MANY):
        turned_away.remember(caller, RateLimited(Kind.READ, "1/second", 0.0))
        assert len(turned_away) <= MANY


def test_of_more_than_are_worth_it_the_first_are_remembered() -> None:
    turned_away = ThrottledCallers()
    for caller in callers(2 * MANY):
        turned_away.remember(caller, RateLimited(Kind.READ, "1/hour", LATE))
    assert len(turned_away) == MANY


def test_of_who_was_not_refused_nothing_is_read() -> None:
    def kind() -> Kind:
        raise AssertionError("on the event loop, of anybody's body")

    turned_away = ThrottledCallers()
    turned_away.remember(CallerKey("key", "a"), RateLimited(Kind.READ, "1/hour", LATE))
    for caller in (None, CallerKey("session", "a"), CallerKey("key", "b")):
        asyncio.run(turned_away.hold_back(caller, kind))


def test_in_disguise_a_caller_is_the_same() -> None:
    """Else each disguise would be let through once, and remembered."""
    application = Busy(Kind.WRITE, LATE)
    assert asked_of(application, *({"key": f"{word} {' ' * spaces}k"} for spaces, word in enumerate(DISGUISES))) == 1


DISGUISES = ["Bearer", "bearer", "BEARER"]
A_PAYOUT = f"{PAYOUTS}01a202a5-9652-7546-97b1-41cd9ff2cbd1/"


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", BALANCE, b"", Kind.READ),
        ("HEAD", A_PAYOUT, b"", Kind.READ),
        ("POST", PAYOUTS, b"{}", Kind.WRITE),
        ("POST", f"{PAYOUTS}batch/", b"{}", Kind.WRITE),
        ("POST", GRAPHQL, b'{"query": "{ payouts { id } }"}', Kind.READ),
        ("POST", GRAPHQL, b'{"query" :\n"mutation { x }"}', Kind.WRITE),
        ("POST", GRAPHQL, b'{"query": "\\nmutation { x }"}', Kind.WRITE),
        ("POST", GRAPHQL, b'{"query": "# a\\t\\u006dutation"}', Kind.WRITE),
        ("POST", GRAPHQL, b'{"variables": {"query": "mutation"}, "query": "{ x }"}', Kind.READ),
        ("POST", GRAPHQL, b'{"query": "{ mutations }"}', Kind.READ),
        ("POST", GRAPHQL, b'{"query": null}', Kind.READ),
        ("POST", GRAPHQL, b"{}", None),
        ("POST", GRAPHQL, b"[1]", None),
        ("POST", GRAPHQL, b"mutation", None),
        ("POST", GRAPHQL, b"[" * 60_000, None),
        ("POST", PAYOUTS, b" " * 70_000, None),
        ("GET", GRAPHQL, b"", None),  # a browser gets the playground there
        ("GET", "/api/v1/openapi.json", b"", None),
        ("GET", "/api/v1/nowhere/", b"", None),
        ("GET", "/healthz", b"", None),
        ("POST", "/session/", b"{}", None),
        ("GET", "/\xff", b"", None),
    ],
)
def test_from_outside_a_call_is_of_the_kind_that_it_is_counted_as(
    method: str, path: str, body: bytes, kind: Kind | None
) -> None:
    assert kind_of({"REQUEST_METHOD": method, "PATH_INFO": path}, body) == kind
