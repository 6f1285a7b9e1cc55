"""Callers who ignore a 429 are rejected early, after a delay, and nobody else is slowed down."""

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
from server.api.http.errors import CallKind, RateLimited
from server.api.http.rate_limits import LIMITED
from server.asgi.caller_key import CallerKey, rate_limit_kind
from server.asgi.server import AsgiServer
from server.asgi.throttled_callers import DELAY_SECONDS, MAX_CALLERS, ThrottledCallers
from server.asgi.wsgi_bridge import Environ
from server.merchants.models import Merchant
from tests.conftest import account_of
from tests.support.racing import in_the_background
from tests.support.web import TimedResponse, WebServer, web_server

RETRY_SECONDS = 60.0  # until the limit has room again
WRITES = 3  # a key's limit
PAYOUTS, BALANCE, GRAPHQL = "/api/v1/payouts/", "/api/v1/balance/", "/graphql/"


class KeyHolder:
    """A merchant's program with an API key of its own."""

    def __init__(self, server: WebServer, merchant: Merchant) -> None:
        self.server, self.merchant = server, str(merchant.id)
        self.account = str(account_of(merchant).id)
        secret = create_key(name="a program", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id).secret
        self.headers = {"Authorization": f"Bearer {secret}"}

    def pay(self) -> TimedResponse:
        order = {"amount_paise": 1, "bank_account_id": self.account}
        headers = self.headers | {"Idempotency_Key": str(uuid4())}
        return self.server.ask("POST", PAYOUTS, order, **headers)

    def read_balance(self) -> TimedResponse:
        return self.server.ask("GET", BALANCE, **self.headers)

    def execute(self, document: str) -> TimedResponse:
        return self.server.ask("POST", GRAPHQL, {"query": document}, **self.headers)


@pytest.fixture
def server(database: None) -> Iterator[WebServer]:
    limits = {"PAYOUT_RATE_LIMIT_WRITES": f"{WRITES}/hour", "PAYOUT_RATE_LIMIT_READS": "none"}
    with web_server(PAYOUT_OPEN_ACCESS="false", **limits) as server:
        yield server


def is_delayed_429(response: TimedResponse) -> bool:
    assert (response.status, int(response.retry_after or 0) > 1000) == (429, True)
    return response.seconds >= DELAY_SECONDS[0]


def call_24_times(call: Callable[[], TimedResponse]) -> list[TimedResponse]:
    """At once: enough that both server processes get some of them."""
    with ThreadPoolExecutor(24) as pool:
        return [future.result() for future in [pool.submit(call) for _ in range(24)]]


CREATE_MERCHANT = 'mutation { createMerchant(input: {name: "N", email: "n@x.in"}) { __typename } }'


def test_only_the_caller_who_ignores_a_429_is_delayed(server: WebServer, new_merchant: Callable[[], Merchant]) -> None:
    attacker, other = KeyHolder(server, new_merchant()), KeyHolder(server, new_merchant())
    responses: list[TimedResponse] = []
    while not responses or responses[-1].status != 429:
        responses.append(attacker.pay())
    assert [response.status for response in responses[:WRITES]] == [201] * WRITES
    while not all(response.status == 429 and is_delayed_429(response) for response in responses):
        responses = call_24_times(attacker.pay)
    assert all(is_delayed_429(response) for response in call_24_times(lambda: attacker.execute(CREATE_MERCHANT)))
    error = json.loads(responses[0].body)
    assert error["error"] == "rate_limited"
    assert error["message"].startswith(f"Too many writes: {WRITES} per hour are allowed. Wait ")

    with in_the_background(lambda: call_24_times(attacker.pay)) as delayed:  # enough calls to block every thread
        assert [attacker.read_balance().status, other.read_balance().status, other.pay().status] == [200, 200, 201]
        assert attacker.execute("{ __typename }").status == 200
        assert all(is_delayed_429(response) for response in delayed.result(timeout=120))


# --- the ASGI server alone ---------------------------------------------------------------------------------------


class AlwaysThrottling:
    """An application that refuses every request with a 429."""

    def __init__(self, kind: CallKind, seconds: float) -> None:
        self.kind, self.seconds = kind, seconds
        self.requests = 0
        self.threads: set[str] = set()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if EARLY_REFUSAL not in environ:
            self.requests += 1
            environ[LIMITED] = RateLimited(self.kind, "1/hour", self.seconds)
        self.threads.add(threading.current_thread().name)
        start_response("429 Too Many Requests", [])
        return [b""]


async def send_request(server: AsgiServer, method: str = "POST", path: str = PAYOUTS, key: str = "Bearer k") -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(_message: dict[str, Any]) -> None:
        pass

    headers = [(b"authorization", key.encode())]
    head = {"type": "http", "method": method, "path": path, "query_string": b"", "http_version": "1.1"}
    await server(head | {"scheme": "http", "headers": headers}, receive, send)


def requests_served(application: AlwaysThrottling, *calls: dict[str, str]) -> int:
    server = AsgiServer(application, threads=1)

    async def scenario() -> None:
        for call in calls:
            await send_request(server, **call)

    asyncio.run(scenario())
    return application.requests


def test_the_application_does_not_see_further_requests_of_a_throttled_caller() -> None:
    application = AlwaysThrottling(CallKind.WRITE, RETRY_SECONDS)
    assert requests_served(application, {}, {}, {}) == 1
    assert application.threads == {"answering", "refusing_0"}


@pytest.mark.parametrize(
    "call",
    [{"key": "Bearer l"}, {"key": "k"}, {"method": "GET"}, {"method": "GET", "path": BALANCE}, {"path": "/healthz"}],
    ids=["another key", "no key", "a read", "a read elsewhere", "a path without a limit"],
)
def test_requests_of_another_caller_or_kind_reach_the_application(call: dict[str, str]) -> None:
    assert requests_served(AlwaysThrottling(CallKind.WRITE, RETRY_SECONDS), {}, call) == 2


def test_requests_reach_the_application_again_once_the_refusal_expires() -> None:
    assert requests_served(AlwaysThrottling(CallKind.WRITE, 0.0), {}, {}, {}) == 3


def test_a_repeated_refusal_asks_for_the_remaining_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(errors, "monotonic", lambda: now)
    refusal = RateLimited(CallKind.READ, "1/hour", RETRY_SECONDS)
    now += 20.5
    repeated = refusal.anew()
    assert (repeated.kind, repeated.rate, repeated.retry_after_seconds) == (CallKind.READ, "1/hour", 40)
    assert repeated.message == "Too many reads: 1 per hour are allowed. Wait 40 s."
    now += 39.4
    assert not repeated.is_over()
    assert repeated.anew().retry_after_seconds == 1  # the minimum
    now += 0.2
    assert [repeated.is_over(), refusal.is_over()] == [True, True]


def callers(number: int) -> list[CallerKey]:
    return [CallerKey("key", str(each)) for each in range(number)]


def test_expired_refusals_are_evicted_when_full() -> None:
    throttled = ThrottledCallers()
    for caller in callers(3 * MAX_CALLERS):
        throttled.remember(caller, RateLimited(CallKind.READ, "1/second", 0.0))
        assert len(throttled) <= MAX_CALLERS


def test_new_callers_are_not_remembered_when_full() -> None:
    throttled = ThrottledCallers()
    for caller in callers(2 * MAX_CALLERS):
        throttled.remember(caller, RateLimited(CallKind.READ, "1/hour", RETRY_SECONDS))
    assert len(throttled) == MAX_CALLERS


def test_body_is_not_parsed_for_callers_without_a_recent_429() -> None:
    def kind() -> CallKind:
        raise AssertionError("parsed a body on the event loop")

    throttled = ThrottledCallers()
    throttled.remember(CallerKey("key", "a"), RateLimited(CallKind.READ, "1/hour", RETRY_SECONDS))
    for caller in (None, CallerKey("session", "a"), CallerKey("key", "b")):
        asyncio.run(throttled.reject(caller, kind))


def test_spellings_of_one_authorization_header_are_one_caller() -> None:
    """Else each spelling would reach the application once and be remembered."""
    application = AlwaysThrottling(CallKind.WRITE, RETRY_SECONDS)
    calls = [{"key": f"{word} {' ' * spaces}k"} for spaces, word in enumerate(SPELLINGS)]
    assert requests_served(application, *calls) == 1


SPELLINGS = ["Bearer", "bearer", "BEARER"]
A_PAYOUT = f"{PAYOUTS}01a202a5-9652-7546-97b1-41cd9ff2cbd1/"


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", BALANCE, b"", CallKind.READ),
        ("HEAD", A_PAYOUT, b"", CallKind.READ),
        ("POST", PAYOUTS, b"{}", CallKind.WRITE),
        ("POST", f"{PAYOUTS}batch/", b"{}", CallKind.WRITE),
        ("POST", GRAPHQL, b'{"query": "{ payouts { id } }"}', CallKind.READ),
        ("POST", GRAPHQL, b'{"query" :\n"mutation { x }"}', CallKind.WRITE),
        ("POST", GRAPHQL, b'{"query": "\\nmutation { x }"}', CallKind.WRITE),
        ("POST", GRAPHQL, b'{"query": "# a\\t\\u006dutation"}', CallKind.WRITE),
        ("POST", GRAPHQL, b'{"variables": {"query": "mutation"}, "query": "{ x }"}', CallKind.READ),
        ("POST", GRAPHQL, b'{"query": "{ mutations }"}', CallKind.READ),
        ("POST", GRAPHQL, b'{"query": null}', CallKind.READ),
        ("POST", GRAPHQL, b"{}", None),
        ("POST", GRAPHQL, b"[1]", None),
        ("POST", GRAPHQL, b"mutation", None),
        ("POST", GRAPHQL, b"[" * 60_000, None),
        ("POST", PAYOUTS, b" " * 70_000, None),
        ("GET", GRAPHQL, b"", None),  # a browser gets the playground there
        ("GET", f"{GRAPHQL}?query={{x}}", b"", CallKind.READ),
        ("HEAD", f"{GRAPHQL}?variables={{}}&query=mutation", b"", CallKind.READ),
        ("GET", "/api/v1/openapi.json", b"", None),
        ("GET", "/api/v1/nowhere/", b"", None),
        ("GET", "/healthz", b"", None),
        ("POST", "/session/", b"{}", CallKind.WRITE),
        ("POST", "/admin/login/", b"username=x", CallKind.WRITE),
        ("GET", "/session/", b"", None),
        ("DELETE", "/session/", b"", None),
        ("GET", "/admin/login/", b"", None),
        ("GET", "/\xff", b"", None),
    ],
)
def test_the_early_check_and_the_api_count_a_request_as_the_same_kind(
    method: str, path: str, body: bytes, kind: CallKind | None
) -> None:
    address, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": query}
    assert rate_limit_kind(environ, body) == kind
