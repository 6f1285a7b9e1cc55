"""The short way answers as the long way does, to the byte and the header, and only where it accepts."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Timer
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from server.access.api_keys import create_key, revoke_key
from server.access.callers import Scope
from server.access.models import ApiKey
from server.audit_log.models import AuditEvent
from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.payouts.creation import PayoutRequest
from server.payouts.models import Payout
from server.short_way.deciding import Accepted, Asked, decide
from server.short_way.request import Creation, creation_in
from tests.conftest import account_of
from tests.support.racing import held_lock

from .in_process import Heard, InProcess, Sent, creation, in_process

JSON = "application/json"
VARIES = re.compile(r"(?<=;t=)\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.+]+")


@pytest.fixture
def short(database: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    monkeypatch.setattr("server.short_way.gathering.STALL_SECONDS", 30)  # a busy machine is no reason to leave the way
    with in_process() as server:
        yield server


@pytest.fixture
def long(database: None) -> Iterator[InProcess]:
    with in_process(has_short_way=False) as server:
        yield server


def shown(heard: Heard) -> tuple[int, list[tuple[str, str]], str]:
    """All but ids and times, which differ; header names in their order."""
    headers = [(name, VARIES.sub("…", value)) for name, value in heard.headers.items()]
    return heard.status, headers, VARIES.sub("…", heard.body.decode())


def test_a_plain_creation_takes_the_short_way_and_its_replay_too(short: InProcess, merchant: Merchant) -> None:
    first = creation(merchant)
    [taught] = short.send(first)
    assert (taught.status, len(short.long)) == (201, 1)
    request = creation(merchant, 20)
    [made] = short.send(request)
    [replayed] = short.send(request)
    assert (made.status, replayed.status, len(short.long)) == (201, 200, 1)
    assert made.body == replayed.body
    assert made.json["amount_paise"] == 20
    [again] = short.send(first)
    assert (again.status, again.body, len(short.long)) == (200, taught.body, 1)
    assert Payout.objects.count() == 2


@dataclass(frozen=True)
class Kind:
    change: Callable[[Sent], Sent]
    is_short: bool = False


def headers(**changed: str | None) -> Callable[[Sent], Sent]:
    return lambda sent: sent.with_headers(**changed)


def body(text: bytes | str) -> Callable[[Sent], Sent]:
    return lambda sent: replace(sent, body=text if isinstance(text, bytes) else text.encode())


def members(**changed: object) -> Callable[[Sent], Sent]:
    return lambda sent: replace(sent, body=json.dumps(json.loads(sent.body) | changed).encode())


KINDS = {
    "plain": Kind(lambda sent: sent, is_short=True),
    "with blanks in its JSON": Kind(lambda sent: replace(sent, body=b" " + sent.body + b"\n"), is_short=True),
    "with a member that nobody reads": Kind(members(note="नमस्ते"), is_short=True),
    "with a key in the body, which nobody reads": Kind(members(idempotencyKey="x"), is_short=True),
    "scheduled": Kind(members(not_before=(datetime.now(UTC) + timedelta(days=1)).isoformat())),
    "scheduled for no time": Kind(members(not_before=None), is_short=True),
    "with a detail that is misspelt": Kind(members(notBefore="2099-01-01T00:00:00Z"), is_short=False),
    "with a charset": Kind(headers(content_type='application/json; charset="UTF-8"'), is_short=True),
    "with headers that change nothing": Kind(
        headers(accept_encoding="gzip", accept_language="hi", traceparent="00-a-b-01", connection="keep-alive"),
        is_short=True,
    ),
    "through a proxy": Kind(headers(x_forwarded_for="198.51.100.7, 203.0.113.9", via="1.1 proxy"), is_short=True),
    "no retry, as it says": Kind(headers(idempotency_retry="false"), is_short=True),
    "a key in capitals": Kind(lambda sent: sent.with_headers(idempotency_key=str(uuid4()).upper()), is_short=True),
    "all that there is": Kind(members(amount_paise=900), is_short=True),
    "a retry": Kind(headers(idempotency_retry="true")),
    "a retry in other words": Kind(headers(idempotency_retry="yes")),
    "no key": Kind(headers(idempotency_key=None)),
    "a bad key": Kind(headers(idempotency_key="1")),
    "no merchant": Kind(headers(x_merchant_id=None)),
    "another merchant": Kind(lambda sent: sent.with_headers(x_merchant_id=str(uuid4()))),
    "a bad merchant": Kind(headers(x_merchant_id="me")),
    "a merchant twice": Kind(lambda sent: sent.with_headers(x_merchant_id=f"{uuid4()},{uuid4()}")),
    "no content type": Kind(headers(content_type=None)),
    "a form": Kind(headers(content_type="application/x-www-form-urlencoded")),
    "an unknown Host": Kind(headers(host="elsewhere.example")),
    "a cookie": Kind(headers(cookie="a=b")),
    "an Origin": Kind(headers(origin="http://localhost:8000")),
    "an Authorization of another kind": Kind(headers(authorization="Basic YTpi")),
    "a made-up key": Kind(headers(authorization="Bearer payout_000000000000_" + "0" * 43)),
    "a header that nobody knows": Kind(headers(x_odd="1")),
    "a query": Kind(lambda sent: replace(sent, query="merchant_id=1")),
    "another method": Kind(lambda sent: replace(sent, method="PUT")),
    "in chunks": Kind(lambda sent: replace(sent, is_chunked=True)),
    "an empty body": Kind(body(b"")),
    "half a body": Kind(body('{"amount_paise": 10')),
    "a list": Kind(body("[]")),
    "not UTF-8": Kind(body(b"\xff")),
    "a member twice": Kind(lambda sent: replace(sent, body=b'{"amount_paise": 1, ' + sent.body[1:])),
    "NaN": Kind(lambda sent: replace(sent, body=sent.body.replace(b"10", b"NaN"))),
    "no amount": Kind(members(amount_paise=None)),
    "a fraction": Kind(members(amount_paise=10.0)),
    "nothing": Kind(members(amount_paise=0)),
    "a paisa too much": Kind(members(amount_paise=901)),
    "no account": Kind(members(bank_account_id=None)),
    "nobody's account": Kind(members(bank_account_id=str(uuid4()))),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_of_request_gets_the_same_answer(
    short: InProcess, long: InProcess, new_merchant: Callable[..., Merchant], kind: Kind
) -> None:
    answers = []
    for server in (short, long):
        merchant = new_merchant(1_000)
        server.send(creation(merchant, 100))  # the short way learns from it
        server.long.clear()
        request = kind.change(creation(merchant))
        answers.append([shown(heard) for _ in range(2) for heard in server.send(request)])
    assert answers[0] == answers[1]
    assert (short.long == []) is kind.is_short
    assert [status for status, *_ in answers[0]] == [201, 200] or not kind.is_short


@pytest.mark.parametrize("state", ["suspended", "retired account", "another's account", "another body", "expired key"])
def test_each_state_of_the_merchant_gets_the_same_answer(
    short: InProcess, long: InProcess, new_merchant: Callable[..., Merchant], settings: Settings, state: str
) -> None:
    answers = []
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 0 if state == "expired key" else 24
    for server in (short, long):
        merchant = new_merchant(1_000)
        first = creation(merchant, 100)
        server.send(first)
        request = creation(merchant)
        match state:
            case "suspended":
                suspend_merchant(merchant.id, reason="for a test")
            case "retired account":
                retire_bank_account(account_of(merchant).id)
            case "another's account":
                request = creation(merchant, bank_account_id=str(account_of(new_merchant()).id))
            case "another body":
                request = replace(request, headers=first.headers)
            case "expired key":
                request = first
        answers.append([shown(heard) for heard in server.send(request)])
    assert answers[0] == answers[1]


def test_many_at_once_share_a_transaction(short: InProcess, new_merchant: Callable[..., Merchant]) -> None:
    merchants = [new_merchant() for _ in range(8)]
    short.learn(merchants[0])
    answers = short.send(*(creation(merchant, 20) for merchant in merchants * 2))
    assert {heard.status for heard in answers} == {201}
    assert short.long == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM payouts WHERE amount_paise = 20")
        transactions, payouts = cursor.fetchone()
    assert (transactions < 8, payouts) == (True, 16)


def test_one_key_at_once_makes_one_payout(short: InProcess, merchant: Merchant) -> None:
    short.learn(merchant)
    answers = short.send(*[creation(merchant, 20)] * 32)
    assert sorted(heard.status for heard in answers) == [200] * 31 + [201]
    assert len({heard.body for heard in answers}) == 1
    assert Payout.objects.filter(amount_paise=20).count() == 1


def test_a_keys_second_request_in_a_group_is_left_to_the_long_way(merchant: Merchant) -> None:
    """Together they would fail the whole group."""
    asked = Creation(PayoutRequest(account_of(merchant).id, 20, uuid4()), merchant.id, None)
    first, second = decide([Asked(asked, ""), Asked(asked, "")], lambda _: False)
    assert (isinstance(first, Accepted), second) == (True, None)


def test_a_balance_is_spent_once(short: InProcess, new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(101)
    short.learn(merchant)
    answers = short.send(*(creation(merchant, 50) for _ in range(5)))
    assert sorted(heard.status for heard in answers) == [201, 201, 402, 402, 402]


def test_a_held_merchant_holds_up_nobody(short: InProcess, new_merchant: Callable[..., Merchant]) -> None:
    held, *others = [new_merchant() for _ in range(5)]
    short.learn(others[0])
    with held_lock(held) as release:
        answers = short.send(*map(creation, others))
        assert {heard.status for heard in answers} == {201}
        [stuck] = short.send(creation(held))
        assert stuck.status == 503
        release()
    [heard] = short.send(creation(held))
    assert heard.status == 201


def test_a_lock_that_is_soon_free_is_waited_for(
    short: InProcess, new_merchant: Callable[..., Merchant], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is held for a moment, as by another process."""
    held, other = new_merchant(), new_merchant()
    short.learn(other)
    monkeypatch.setattr("server.payouts.together.LANE_MS", 4_000)
    with held_lock(held) as release:
        Timer(0.05, release).start()
        answers = short.send(*(creation(held) for _ in range(3)))
    assert ({heard.status for heard in answers}, short.long) == ({201}, [])


def test_each_event_names_its_caller_and_its_request(
    short: InProcess, new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    merchants = [new_merchant() for _ in range(3)]
    keys = [create_key(name=f"{n}", scopes={Scope.PAYOUTS}, merchant_id=each.id) for n, each in enumerate(merchants)]
    short.learn(merchants[0], authorization=f"Bearer {keys[0].secret}", x_merchant_id=None)
    requests = [
        creation(merchant).with_headers(authorization=f"bearer {key.secret}", x_merchant_id=named)
        for merchant, key, named in zip(merchants, keys, (None, str(merchants[1].id), None), strict=True)
    ]
    answers = short.send(*requests)
    assert ([heard.status for heard in answers], short.long) == ([201] * 3, [])
    for key, heard in zip(keys, answers, strict=True):
        event = AuditEvent.objects.get(subject_id=heard.json["id"])
        assert (event.actor_kind, event.actor_id) == ("key", str(key.key.id))
        assert str(event.request_id) == heard.headers["x-request-id"]
    assert ApiKey.objects.filter(last_used_at=None).count() == 0


def test_a_key_that_is_not_clearly_entitled_is_refused_as_ever(
    short: InProcess, long: InProcess, new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES = False, "300/day"  # none comes back meanwhile
    answers = []
    for server in (short, long):
        merchant, other = new_merchant(), new_merchant()
        good, reads, gone = (
            create_key(name=name, scopes={scope}, merchant_id=merchant.id)
            for name, scope in (("good", Scope.PAYOUTS), ("reads", Scope.READ), ("gone", Scope.PAYOUTS))
        )
        operators = create_key(name="operators", scopes={Scope.PAYOUTS}, merchant_id=None)
        server.learn(merchant, authorization=f"Bearer {good.secret}")
        revoke_key(gone.key.id)
        sent = [
            creation(merchant).with_headers(authorization=f"Bearer {reads.secret}"),
            creation(merchant).with_headers(authorization=f"Bearer {gone.secret}"),
            creation(merchant).with_headers(authorization=f"Bearer {good.secret[:-1]}_"),
            creation(merchant).with_headers(authorization=f"Bearer {good.secret}", x_merchant_id=str(other.id)),
            creation(merchant).with_headers(authorization=f"Bearer {operators.secret}", x_merchant_id=None),
            creation(other).with_headers(authorization=f"Bearer {operators.secret}"),
            creation(merchant).with_headers(),
        ]
        answers.append([shown(heard) for request in sent for heard in server.send(request)])
    assert answers[0] == answers[1]
    assert [status for status, *_ in answers[0]] == [403, 401, 401, 403, 400, 201, 401]
    assert len(short.long) == 6


def test_where_access_is_closed_nobody_is_on_the_short_way_without_a_key(
    merchant: Merchant, settings: Settings
) -> None:
    sent = creation(merchant)
    environ = {"PATH_INFO": sent.path, "REQUEST_METHOD": sent.method, "QUERY_STRING": "", "CONTENT_TYPE": JSON}
    environ |= {"HTTP_X_MERCHANT_ID": str(merchant.id), "HTTP_IDEMPOTENCY_KEY": sent.headers["idempotency-key"]}
    asked = creation_in(environ, sent.body)
    assert asked
    settings.PAYOUT_OPEN_ACCESS = False
    assert creation_in(environ, sent.body) is None
    assert decide([Asked(asked, "")], lambda _: False) == [None]


def test_each_creation_is_counted_once(
    short: InProcess, new_merchant: Callable[..., Merchant], settings: Settings
) -> None:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES = False, "6/hour"
    merchant = new_merchant(100)
    key = create_key(name="a program", scopes={Scope.PAYOUTS}, merchant_id=merchant.id).secret
    short.learn(merchant, authorization=f"Bearer {key}")

    def pay(paise: int) -> Heard:
        [heard] = short.send(creation(merchant, paise).with_headers(authorization=f"Bearer {key}"))
        return heard

    left = [(heard.status, heard.headers["ratelimit"].split(";")[1]) for heard in map(pay, (10, 1_000, 10, 1_000, 10))]
    assert left == [(201, "r=4"), (402, "r=3"), (201, "r=2"), (402, "r=1"), (201, "r=0")]
    assert pay(10).status == 429
    assert len(short.long) == 3


def test_a_group_that_fails_is_decided_one_by_one(
    short: InProcess, new_merchant: Callable[..., Merchant], as_the_owner: None
) -> None:
    """Nobody's payout is lost by a neighbour's fault."""
    merchants = [new_merchant() for _ in range(4)]
    short.learn(merchants[0])
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse_13() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN IF NEW.amount_paise = 13 THEN RAISE 'thirteen'; END IF; RETURN NEW; END$$;"
            "CREATE TRIGGER refuse_13 BEFORE INSERT ON payouts FOR EACH ROW EXECUTE FUNCTION refuse_13()"
        )
    try:
        answers = short.send(*(creation(each, paise) for each, paise in zip(merchants, (10, 11, 12, 13), strict=True)))
        assert [heard.status for heard in answers] == [201, 201, 201, 500]
        short.long.clear()
        [again] = short.send(creation(merchants[2]))  # any of them may have made it fail
        assert (again.status, len(short.long)) == (201, 1)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION refuse_13() CASCADE")
    assert Payout.objects.count() == 5
