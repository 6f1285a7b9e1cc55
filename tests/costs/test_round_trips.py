"""REST calls' round trips through the whole WSGI application, health checks included."""

import json
from collections.abc import Callable
from io import BytesIO
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.asgi.wsgi_bridge import WsgiResponse, environ_of, run
from server.database.backend.connection import TimeoutConnection
from server.integrity import readiness
from server.merchants.models import Merchant
from server.wsgi import application
from tests.conftest import account_of, pay
from tests.support.counting import Counted, round_trips
from tests.support.users import people, person_of_merchant, sign_in

__all__ = ["people"]

READ = Scope.READ


def call(method: str, address: str, body: Any = None, **headers: str) -> WsgiResponse:
    """Run the application in this thread, as a web server's thread does."""
    path, _, query = address.partition("?")
    text = b"" if body is None else json.dumps(body).encode()
    sent = {"Host": "localhost", "Content-Type": "application/json", "Content-Length": str(len(text))} | headers
    scope = {"method": method, "path": path, "query_string": query.encode(), "http_version": "1.1", "scheme": "http"}
    lines = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in sent.items()]
    return run(application, environ_of(scope | {"headers": lines}) | {"wsgi.input": BytesIO(text)})


def counted(
    method: str, address: str, headers: dict[str, str] | None = None, body: Any = None, expect: int = 200
) -> Counted:
    """In a session that counts as recently used, however slow this machine is."""
    connection.ensure_connection()
    assert isinstance(connection.connection, TimeoutConnection)
    connection.connection.heard_at = monotonic() + 60
    with round_trips() as counted:
        answer = call(method, address, body, **headers or {})
    assert answer.status == expect, answer.body
    return counted


def asked(address: str, merchant: Merchant, **headers: str) -> int:
    found = counted("GET", address, {"X_Merchant_Id": str(merchant.id)} | headers)
    assert found.round_trips == len(found.statements)
    return found.round_trips


def test_a_balance_is_one_round_trip(merchant: Merchant) -> None:
    assert asked("/api/v1/balance/", merchant) == 1


def test_an_empty_balance_is_two_round_trips_because_the_merchant_may_not_exist(
    new_merchant: Callable[..., Merchant],
) -> None:
    assert asked("/api/v1/balance/", new_merchant(paise=0)) == 2
    assert counted("GET", f"/api/v1/balance/?merchant_id={uuid4()}", expect=404).round_trips == 2


def test_a_plan_is_one_round_trip_as_a_balance_is(merchant: Merchant) -> None:
    body = {"bank_account_id": str(account_of(merchant).id), "amount_paise": 500}
    for paid_before in (0, 3):
        for _ in range(paid_before):
            pay(merchant, 500)
        found = counted("POST", "/api/v1/payouts/plan/", {"X_Merchant_Id": str(merchant.id)}, body)
        assert (found.round_trips, len(found.statements)) == (1, 1)


def test_a_balance_by_day_is_two_round_trips_however_many_days(merchant: Merchant) -> None:
    assert asked("/api/v1/balance/history/", merchant) == 2
    assert asked("/api/v1/balance/history/?from=2025-12-01&to=2026-11-30", merchant) == 2


def test_a_page_of_payouts_is_one_round_trip_and_one_more_if_there_are_others_to_count(merchant: Merchant) -> None:
    for _ in range(3):
        pay(merchant, 1)
    assert asked("/api/v1/payouts/", merchant) == 1
    assert asked("/api/v1/payouts/?status=pending", merchant) == 1
    assert asked("/api/v1/payouts/?limit=2&offset=1", merchant) == 2
    assert asked("/api/v1/payouts/?limit=2&offset=2", merchant) == 1
    assert asked("/api/v1/payouts/?limit=2&offset=9", merchant) == 3
    assert asked("/api/v1/payouts/?status=failed", merchant) == 2


def test_a_page_of_the_ledger_is_one_round_trip_with_its_total(merchant: Merchant) -> None:
    for _ in range(3):
        pay(merchant, 1)
    assert asked("/api/v1/ledger/", merchant) == 1
    assert asked("/api/v1/ledger/?limit=1&offset=2", merchant) == 1
    assert asked("/api/v1/ledger/?offset=9", merchant) == 3


def test_the_list_of_merchants_is_two_round_trips_however_many_there_are(
    new_merchant: Callable[..., Merchant],
) -> None:
    for _ in range(3):
        merchant = new_merchant()
        assert asked("/api/v1/merchants/", merchant) == 2


def test_a_payout_is_one_round_trip(merchant: Merchant) -> None:
    assert asked(f"/api/v1/payouts/{pay(merchant).id}/", merchant) == 1


def test_between_two_looks_health_is_one_round_trip(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "LOOK_SECONDS", float("inf"))
    counted("GET", "/healthz")
    assert counted("GET", "/healthz").round_trips == 1


def test_requests_that_need_no_database_make_no_round_trip(database: None) -> None:
    assert counted("GET", "/api/v1/openapi.json").round_trips == 0
    assert counted("GET", "/api/v1/nowhere/", expect=404).round_trips == 0
    assert counted("POST", "/api/v1/payouts/", body={}, expect=400).round_trips == 0


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("kind", ["key", "person"])
def test_authentication_is_one_round_trip_more_whichever_caller_the_session_served_last(
    new_merchant: Callable[..., Merchant], settings: Settings, kind: str
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    one, other = new_merchant(), new_merchant()
    known = {
        each.id: {"Authorization": f"Bearer {key_of(each.id)}"} if kind == "key" else signed_in(each)
        for each in (one, other)
    }
    for merchant in (one, one, other, other, one):
        assert asked("/api/v1/balance/", merchant, **known[merchant.id]) == 2


def signed_in(merchant: Merchant) -> dict[str, str]:
    client = Client()
    assert sign_in(client, person_of_merchant(merchant).email).status_code == 200
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def key_of(merchant_id: UUID) -> str:
    secret = create_key(name="shop", scopes={Scope.READ}, merchant_id=merchant_id).secret
    assert call("GET", "/api/v1/balance/", Authorization=f"Bearer {secret}").status == 200  # records the use
    return secret


@pytest.mark.usefixtures("database")
def test_a_replay_is_one_round_trip(merchant: Merchant) -> None:
    order = {"amount_paise": 1, "bank_account_id": str(account_of(merchant).id)}
    headers = {"X_Merchant_Id": str(merchant.id), "Idempotency_Key": str(uuid4())}
    assert call("POST", "/api/v1/payouts/", order, **headers).status == 201
    assert counted("POST", "/api/v1/payouts/", headers, order).round_trips == 1
