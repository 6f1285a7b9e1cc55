"""Authentication: without open access every call needs a key, and a session cookie needs a CSRF token."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from tests.api.conftest import ApiCaller, addresses, no_row_changes
from tests.api.malformed import A_UUID

OPEN_TO_ALL = {"/api/v1/openapi.json"}
API_ADDRESSES = [
    re.sub("<.*>", A_UUID, f"/{address}") for address in addresses() if address.startswith(("api/", "graphql/"))
]
CLOSED = sorted(set(API_ADDRESSES) - OPEN_TO_ALL)


@pytest.fixture
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


def test_every_api_address_is_listed_here() -> None:
    assert len(CLOSED) == 93


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("address", CLOSED)
def test_every_api_call_needs_a_key(caller: ApiCaller, address: str, method: str) -> None:
    headers = {"X-Merchant-Id": str(caller.merchant.id), "Idempotency-Key": A_UUID}
    with no_row_changes():
        response: Any = caller.client.generic(method, address, "{}", "application/json", headers=headers)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    if method != "HEAD" and address == "/graphql/":
        assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["UNAUTHENTICATED"]
    elif method != "HEAD":
        assert response.json() == {"error": "unauthenticated", "message": "A valid API key is required."}


@pytest.mark.usefixtures("closed")
def test_creating_a_payout_needs_a_key(caller: ApiCaller) -> None:
    with no_row_changes():
        assert caller.create().status_code == 401
        assert caller.create_by_graphql().status_code == 401


@pytest.mark.usefixtures("closed")
def test_introspection_needs_a_key(caller: ApiCaller) -> None:
    assert caller.ask("{ __schema { types { name } } }").status_code == 401


@pytest.mark.usefixtures("closed")
def test_health_and_openapi_need_no_key(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.usefixtures("closed")
def test_the_playground_page_needs_no_key(client: Client) -> None:
    response = client.get("/graphql/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert response.status_code in {200, 503}  # 503 if the page is not built
    assert response["Content-Type"].startswith("text/html" if response.status_code == 200 else "text/plain")


@pytest.fixture
def logged_in(caller: ApiCaller) -> ApiCaller:
    """A caller with the cookie that a browser sends, whichever page made it call."""
    with_session(caller.client)
    return caller


def with_session(client: Client) -> None:
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "a-session"


def test_a_call_with_a_session_cookie_needs_a_csrf_token(logged_in: ApiCaller) -> None:
    with no_row_changes():
        rest, graphql = logged_in.create(), logged_in.create_by_graphql()
    for response in (rest, graphql):
        assert (response.status_code, response["Content-Type"]) == (403, "application/json")
        assert response.json()["error"] == "csrf_failed"
        assert response.json()["message"].startswith("A call with a session cookie needs a CSRF token.")
    assert graphql.json()["errors"][0]["extensions"]["code"] == "CSRF_FAILED"


def test_a_call_with_a_session_cookie_and_the_token_is_answered(logged_in: ApiCaller) -> None:
    token = "x" * 32
    logged_in.client.cookies[django_settings.CSRF_COOKIE_NAME] = token
    headers = {"X-CSRFToken": token, "X-Merchant-Id": str(logged_in.merchant.id), "Idempotency-Key": str(uuid4())}
    response = logged_in.client.post("/api/v1/payouts/", logged_in.body(), "application/json", headers=headers)
    assert response.status_code == 201


def test_a_call_with_a_session_cookie_reads_without_a_token(logged_in: ApiCaller) -> None:
    assert logged_in.get("payouts/").status_code == 200


def test_a_call_without_a_session_cookie_needs_no_token(caller: ApiCaller) -> None:
    assert caller.client.handler.enforce_csrf_checks
    caller.client.cookies["other"] = "cookie"
    assert caller.create().status_code == 201


def test_a_form_with_a_session_cookie_is_refused_in_json(logged_in: ApiCaller) -> None:
    for body in ({"amount_paise": 1}, {"csrfmiddlewaretoken": "x" * 100_000}):
        response: Any = logged_in.client.post("/api/v1/payouts/", body)
        assert (response.status_code, response["Content-Type"]) == (403, "application/json")


def test_the_admin_keeps_its_own_csrf_page(client: Client) -> None:
    response = client.post("/admin/login/", {"username": "operator"})
    assert (response.status_code, response["Content-Type"]) == (403, "text/html; charset=utf-8")
