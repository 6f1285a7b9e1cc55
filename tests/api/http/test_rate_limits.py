"""Rate limits: with Redis all processes count together, without it each counts for itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from server.access.callers import OPEN, Caller
from server.api.http import rate_limits
from server.api.http.errors import CallKind, RateLimited
from server.api.http.rate_limits import kind_of_document, kind_of_method, spend
from server.merchants.models import Merchant
from tests.api.conftest import CREATE_PAYOUT, graphql, no_row_changes, payouts_of, post
from tests.api.keys import client_of
from tests.conftest import account_of
from tests.support.servers import ThrowawayRedis, redis_server, wait_until


@pytest.fixture(scope="module")
def redis() -> Iterator[ThrowawayRedis]:
    with redis_server() as server:
        yield server


@pytest.fixture(params=["redis", "memory"])
def counted(request: pytest.FixtureRequest, settings: Settings) -> None:
    """With Redis, and in memory."""
    settings.REDIS_URL = request.getfixturevalue("redis").url if request.param == "redis" else ""


def somebody() -> str:
    return f"key:{uuid4()}"


def accepted(caller: str, kind: CallKind, attempts: int) -> int:
    return sum(is_accepted(caller, kind) for _ in range(attempts))


def is_accepted(caller: str, kind: CallKind) -> bool:
    try:
        spend(caller, kind)
    except RateLimited:
        return False
    return True


@pytest.mark.usefixtures("counted")
def test_exactly_the_quota_is_let_through(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "7/hour"
    assert accepted(somebody(), CallKind.READ, 20) == 7


@pytest.mark.usefixtures("counted")
def test_simultaneous_calls_are_counted_one_by_one(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_WRITES = "25/hour"
    caller = somebody()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: is_accepted(caller, CallKind.WRITE), range(100))) == 25


@pytest.mark.usefixtures("counted")
def test_callers_and_kinds_have_separate_quotas(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = settings.PAYOUT_RATE_LIMIT_WRITES = "2/hour"
    caller = somebody()
    assert accepted(caller, CallKind.READ, 5) == 2
    assert accepted(caller, CallKind.WRITE, 5) == 2
    assert accepted(somebody(), CallKind.READ, 5) == 2


@pytest.mark.usefixtures("counted")
def test_a_caller_that_waits_for_retry_after_is_let_through(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "60/minute"  # one per second
    caller = somebody()
    assert accepted(caller, CallKind.READ, 60) == 60
    with pytest.raises(RateLimited) as refused:
        spend(caller, CallKind.READ)
    assert refused.value.retry_after_seconds == 1
    time.sleep(1)
    assert is_accepted(caller, CallKind.READ)


@pytest.mark.usefixtures("counted")
def test_retry_after_is_the_whole_wait(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_WRITES = "1/hour"
    caller = somebody()
    spend(caller, CallKind.WRITE)
    with pytest.raises(RateLimited, match="Too many writes: 1 per hour") as refused:
        spend(caller, CallKind.WRITE)
    assert 3590 <= refused.value.retry_after_seconds <= 3600


@pytest.mark.usefixtures("counted")
def test_none_is_no_limit(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "none"
    assert spend(somebody(), CallKind.READ) is None


SPENDS_UNTIL_REFUSED = """
import sys
from django import setup
setup()
from server.api.http.errors import CallKind, RateLimited
from server.api.http.rate_limits import spend
for number in range(40):
    try:
        spend(sys.argv[1], CallKind.READ)
        print("accepted")
    except RateLimited:
        print("refused")
"""


def test_two_processes_share_one_limit_on_redis(redis: ThrowawayRedis) -> None:
    caller = somebody()
    environment = os.environ | {"REDIS_URL": redis.url, "PAYOUT_RATE_LIMIT_READS": "50/hour"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SPENDS_UNTIL_REFUSED, caller], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    output = "".join(process.communicate(timeout=60)[0] for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert (output.count("accepted"), output.count("refused")) == (50, 30)


def test_a_web_hosts_clock_that_is_a_day_ahead_blocks_no_caller(
    redis: ThrowawayRedis, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting uses Redis's clock: entries from a host that is ahead would block the other hosts' callers."""
    settings.REDIS_URL, settings.PAYOUT_RATE_LIMIT_READS = redis.url, "5/hour"
    caller, real = somebody(), time.time
    monkeypatch.setattr(time, "time", lambda: real() + 86_400)
    assert accepted(caller, CallKind.READ, 3) == 3
    monkeypatch.setattr(time, "time", real)
    assert accepted(caller, CallKind.READ, 5) == 2


def test_nobody_is_kept_out_for_the_length_of_a_step_of_redis_clock(redis: ThrowawayRedis, settings: Settings) -> None:
    """What Redis has counted lies ten hours ahead, as after its clock was set back."""
    settings.REDIS_URL, settings.PAYOUT_RATE_LIMIT_READS = redis.url, "5/minute"
    caller = somebody()
    assert accepted(caller, CallKind.READ, 9) == 5
    with redis.client() as client:
        [key] = [name for name in client.scan_iter() if caller.encode() in name]
        client.set(key, float(client.get(key)) + 36_000)
    assert accepted(caller, CallKind.READ, 9) == 5


@pytest.mark.parametrize("fault", ["killed", "hung"])
def test_without_redis_each_process_counts_for_itself_and_no_call_waits(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(rate_limits, "PAUSE_SECONDS", 1.0)
    settings.PAYOUT_RATE_LIMIT_READS = "50/hour"
    caller = somebody()
    with redis_server() as redis:
        settings.REDIS_URL = redis.url
        assert accepted(caller, CallKind.READ, 60) == 50
        assert redis.process
        if fault == "killed":
            redis.kill()
        else:
            redis.process.send_signal(signal.SIGSTOP)
        try:
            begun = time.monotonic()
            assert accepted(caller, CallKind.READ, 60) == 50  # counted in this process, from zero
            assert time.monotonic() - begun < 10  # two attempts at Redis of 0.25 s each, not sixty
            warnings = [record for record in caplog.records if "Redis does not answer" in record.getMessage()]
            assert len(warnings) == 1
        finally:
            if fault == "killed":
                redis.start()
            else:
                redis.process.send_signal(signal.SIGCONT)
        # Processes soon count together again.
        fresh = somebody()
        with redis.client() as client:
            wait_until(lambda: spend(fresh, CallKind.READ) and client.keys(f"*{fresh}"))


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { __typename } }", CallKind.WRITE),
        ("mutation{a}", CallKind.WRITE),
        ("query A { b } mutation B { c }", CallKind.WRITE),
        ("fragment F on Mutation { a }\n mutation M { ...F }", CallKind.WRITE),
        ("{ balance }", CallKind.READ),
        ("query mutations { a }", CallKind.READ),
        ("{ __schema { mutationType { name } } }", CallKind.READ),
        ("# a mutation in a comment only\n{ a }", CallKind.WRITE),
        ("{", CallKind.READ),
        (None, CallKind.READ),
        (7, CallKind.READ),
    ],
)
def test_a_mutation_is_a_write(document: object, kind: CallKind) -> None:
    assert kind_of_document(document) is kind


def test_unsafe_methods_are_writes() -> None:
    methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
    assert [kind_of_method(method) for method in methods] == [CallKind.READ] * 3 + [CallKind.WRITE] * 4


@pytest.mark.usefixtures("counted")
def test_open_access_has_no_limit(settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "1/hour"
    for _ in range(3):
        rate_limits.count(HttpRequest(), OPEN, CallKind.READ)


@pytest.mark.parametrize("kind", ["key", "person"])
def test_a_known_caller_is_limited_while_access_is_open_too(settings: Settings, kind: str) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "1/hour"
    caller = Caller(kind=kind, id=uuid4().hex, name="", scopes=frozenset(), merchant_id=None)  # type: ignore[arg-type]
    rate_limits.count(HttpRequest(), caller, CallKind.READ)
    with pytest.raises(RateLimited):
        rate_limits.count(HttpRequest(), caller, CallKind.READ)


def from_address(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


@pytest.mark.usefixtures("counted")
def test_a_key_sees_its_remaining_calls_and_is_then_refused(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_RATE_LIMIT_READS, settings.PAYOUT_RATE_LIMIT_WRITES = "3/hour", "2/hour"
    client, other = client_of(merchant), client_of(merchant)
    responses = [client.get("/api/v1/balance/") for _ in range(4)]
    assert [response.status_code for response in responses] == [200, 200, 200, 429]
    assert [response.headers.get("RateLimit", "").split(";t")[0] for response in responses] == [
        '"reads";r=2',
        '"reads";r=1',
        '"reads";r=0',
        "",
    ]
    assert responses[0]["RateLimit-Policy"] == '"reads";q=3;w=3600'
    assert 1000 <= int(responses[3]["Retry-After"]) <= 1200
    assert other.get("/api/v1/balance/").status_code == 200

    # Writes have a quota of their own, shared by both APIs.
    pay = {"amount_paise": 100, "bank_account_id": str(account_of(merchant).id)}
    headers = {"Idempotency-Key": str(uuid4())}
    with no_row_changes():
        assert client.get("/api/v1/payouts/").status_code == 429
    assert client.post("/api/v1/payouts/", pay, "application/json", headers=headers).status_code == 201
    assert graphql(client, "mutation { nothing }").status_code == 400
    with no_row_changes():
        refused = graphql(client, CREATE_PAYOUT, input={})
        assert client.post("/api/v1/payouts/", pay, "application/json", headers=headers).status_code == 429
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert payouts_of(merchant) == 1


@pytest.mark.parametrize("body", ["{", "[]", "", '{"query": 7}', '{"query": "{"}'])
def test_an_unreadable_body_is_counted_too(merchant: Merchant, settings: Settings, body: str) -> None:
    settings.PAYOUT_RATE_LIMIT_READS = "1/hour"
    client = client_of(merchant)
    assert post(client, "/graphql/", body).status_code == 400
    assert post(client, "/graphql/", body).status_code == 429


def test_unknown_callers_are_limited_by_address(database: None, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_READS, settings.REDIS_URL = False, "3/hour", ""
    here, there = from_address("203.0.113.7"), from_address("203.0.113.8")
    assert here.get("/api/v1/merchants/").status_code == 401
    assert here.post("/graphql/", "{}", "application/json").status_code == 401
    assert here.get("/api/v1/balance/", headers={"Authorization": "Bearer nonsense"}).status_code == 401

    refused = here.get("/api/v1/merchants/")
    assert refused.status_code == 429
    assert 1000 <= int(refused["Retry-After"]) <= 1200
    assert refused.json() == {
        "error": "rate_limited",
        "message": f"Too many reads: 3 per hour are allowed. Wait {refused['Retry-After']} s.",
    }
    in_graphql = here.post("/graphql/", "{}", "application/json")
    assert (in_graphql.status_code, in_graphql["Content-Type"]) == (429, "application/json")
    assert in_graphql["Retry-After"]
    [error] = in_graphql.json()["errors"]
    assert error["extensions"] == {"code": "RATE_LIMITED"}

    assert there.get("/api/v1/merchants/").status_code == 401
    for always in ("/healthz", "/api/v1/openapi.json"):
        assert here.get(always).status_code == 200


FORGED = [
    "/admin/",
    "/admin/password_change/",
    "/admin/no/such/page/",
    "/session/password/",
    "/session/code/",
    "/graphql/",
    "/api/v1/payouts/",
]


@pytest.mark.parametrize("address", FORGED)
def test_a_forged_call_counts_like_a_strangers(database: None, settings: Settings, address: str) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    settings.PAYOUT_RATE_LIMIT_READS, settings.PAYOUT_RATE_LIMIT_WRITES = "3/hour", "1/hour"
    here, there = (
        Client(enforce_csrf_checks=True, REMOTE_ADDR=each, headers={"Origin": "https://evil.example"})
        for each in (f"192.0.2.{FORGED.index(address)}", f"198.51.100.{FORGED.index(address)}")
    )
    for client in (here, there):
        client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    def forge(client: Client) -> int:
        return int(client.post(address, "{}", content_type="application/json").status_code)

    assert [forge(here) for _ in range(4)] == [403, 403, 403, 429]
    refused = here.post(address, "{}", content_type="application/json")
    assert (refused.status_code, int(refused["Retry-After"]) > 0) == (429, True)
    # With strangers' other calls, and each address by itself.
    assert here.get("/api/v1/balance/").status_code == 429
    assert forge(there) == 403


def test_a_forged_sign_in_counts_as_a_sign_in_alone(database: None, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    settings.PAYOUT_RATE_LIMIT_READS, settings.PAYOUT_RATE_LIMIT_WRITES = "1/hour", "3/hour"
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.78", headers={"Origin": "https://evil.example"})
    assert [client.post("/admin/login/").status_code for _ in range(4)] == [403, 403, 403, 429]
    assert client.get("/api/v1/balance/").status_code == 401  # its one read
