"""Addresses, methods and headers: every response at an API's address is one that a program can parse."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from tests.api.conftest import ApiCaller, ApiResponse, addresses, no_row_changes
from tests.api.malformed import A_UUID

READS = [
    *("payouts/", f"payouts/{A_UUID}/", "payouts/totals/", "payouts/export/"),
    f"payouts/by_utr/{A_UUID}/",
    *(
        "balance/",
        "balance/history/",
        "balance/explanation/",
        "ledger/",
        "merchants/",
        "ledger/export/",
        "ledger_head/",
        "statements/",
    ),
]
ALLOWED = dict.fromkeys(READS[1:], "GET, HEAD, OPTIONS") | {
    "payouts/": "GET, HEAD, OPTIONS, POST",
    "payouts/batch/": "OPTIONS, POST",
    "payouts/preview/": "OPTIONS, POST",
    "payouts/plan/": "OPTIONS, POST",
    "rails/": "GET, HEAD, OPTIONS",
    "payouts/draft/": "GET, HEAD, OPTIONS",
    "payout_sheets/": "OPTIONS, POST",
    "payout_batches/": "GET, HEAD, OPTIONS, POST",
    f"payout_batches/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"payout_batches/{A_UUID}/rows/": "GET, HEAD, OPTIONS",
    f"payout_batches/{A_UUID}/export/": "GET, HEAD, OPTIONS",
    f"payouts/{A_UUID}/advice/": "GET, HEAD, OPTIONS",
    "payouts/cancel/": "OPTIONS, POST",
    **{f"payouts/{A_UUID}/{verb}/": "OPTIONS, POST" for verb in ("cancel", "approve", "reject", "return")},
    **{f"payout_batches/{A_UUID}/{verb}/": "OPTIONS, POST" for verb in ("cancel", "approve", "reject")},
    f"payout_batches/{A_UUID}/pay/": "OPTIONS, POST",
    f"payout_batches/{A_UUID}/retry/": "OPTIONS, POST",
    "payouts/exports/": "GET, HEAD, OPTIONS, POST",
    "statements/": "GET, HEAD, OPTIONS, POST",
    f"payouts/exports/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"payouts/exports/{A_UUID}/parts/": "GET, HEAD, OPTIONS",
    "openapi.json": "GET, HEAD, OPTIONS",
    f"merchants/{A_UUID}/": "OPTIONS, PATCH",
    f"merchants/{A_UUID}/cooling_off/": "GET, HEAD, OPTIONS, POST",
    f"merchants/{A_UUID}/suspend/": "OPTIONS, POST",
    f"merchants/{A_UUID}/reopen/": "OPTIONS, POST",
    f"bank_accounts/{A_UUID}/": "OPTIONS, PATCH",
    f"bank_accounts/{A_UUID}/label/": "OPTIONS, POST",
    f"bank_accounts/{A_UUID}/name_checks/": "GET, HEAD, OPTIONS, POST",
    f"bank_accounts/{A_UUID}/verify/": "OPTIONS, POST",
    f"bank_accounts/{A_UUID}/make_primary/": "OPTIONS, POST",
    f"bank_accounts/{A_UUID}/retire/": "OPTIONS, POST",
    f"bank_accounts/{A_UUID}/restore/": "OPTIONS, POST",
    "adjustments/": "GET, HEAD, OPTIONS, POST",
    f"adjustments/{A_UUID}/": "GET, HEAD, OPTIONS",
    "request_log/": "GET, HEAD, OPTIONS",
    "events/": "GET, HEAD, OPTIONS",
    "payout_orders/": "GET, HEAD, OPTIONS, POST",
    "payout_orders/policy/": "GET, HEAD, OPTIONS, POST",
    f"payout_orders/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"payout_orders/{A_UUID}/cancel/": "OPTIONS, POST",
    "inward_payments/": "GET, HEAD, OPTIONS, POST",
    f"inward_payments/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"inward_payments/{A_UUID}/documents/": "OPTIONS, POST",
    f"inward_payments/{A_UUID}/paid_out/": "GET, HEAD, OPTIONS",
    f"payouts/{A_UUID}/funded_by/": "GET, HEAD, OPTIONS",
    "lineage/": "GET, HEAD, OPTIONS",
    "alerts/": "GET, HEAD, OPTIONS, POST",
    f"alerts/{A_UUID}/": "DELETE, OPTIONS",
    "expected_receipts/": "GET, HEAD, OPTIONS, POST",
    f"expected_receipts/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"expected_receipts/{A_UUID}/cancel/": "OPTIONS, POST",
    f"inward_payments/{A_UUID}/reversal/": "OPTIONS, POST",
    "lineage/export/": "GET, HEAD, OPTIONS",
    "inward_invoices/": "GET, HEAD, OPTIONS, POST",
    f"inward_invoices/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"inward_invoices/{A_UUID}/matches/": "OPTIONS, POST",
    f"inward_matches/{A_UUID}/unmatch/": "OPTIONS, POST",
    "balance_monitors/": "GET, HEAD, OPTIONS, POST",
    f"balance_monitors/{A_UUID}/": "DELETE, OPTIONS",
    "webhooks/endpoints/": "GET, HEAD, OPTIONS, POST",
    f"webhooks/endpoints/{A_UUID}/": "DELETE, GET, HEAD, OPTIONS, PATCH",
    f"webhooks/endpoints/{A_UUID}/rotate_secret/": "OPTIONS, POST",
    f"webhooks/endpoints/{A_UUID}/test/": "OPTIONS, POST",
    f"webhooks/endpoints/{A_UUID}/replay/": "OPTIONS, POST",
    f"webhooks/endpoints/{A_UUID}/messages/": "GET, HEAD, OPTIONS",
    f"webhooks/messages/{A_UUID}/": "GET, HEAD, OPTIONS",
    f"webhooks/messages/{A_UUID}/resend/": "OPTIONS, POST",
    "attention/": "GET, HEAD, OPTIONS",
    "audit_events/": "GET, HEAD, OPTIONS",
    "health/": "GET, HEAD, OPTIONS",
    "operations/statements/": "OPTIONS, POST",
    "operations/reconciliation/": "GET, HEAD, OPTIONS",
    "integrity/": "GET, HEAD, OPTIONS",
    "integrity/check/": "OPTIONS, POST",
    f"adjustments/{A_UUID}/approve/": "OPTIONS, POST",
    f"adjustments/{A_UUID}/reject/": "OPTIONS, POST",
}
GRAPHQL = "GET, HEAD, OPTIONS, POST"
UNKNOWN = [
    *("/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/payouts/", "/api/v1/payout/", "/api/v1/payouts//"),
    *("/api/v1/payouts/x/y/", "/api/v1/PAYOUTS/", "/api/v1/%00/", "/api/v1/%ff/", "/api/../api/v1/nothing/"),
    *("/api/v1/payouts", "/api/v1/merchants", "/graphql", "/graphql/x", "/graphql/schema/"),
]


def is_json(response: ApiResponse) -> bool:
    return bool(response["Content-Type"] == "application/json" and response.json())


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_address_is_not_found(client: Client, settings: Settings, address: str, debug: bool) -> None:
    settings.DEBUG = debug
    for method in ("GET", "POST", "DELETE"):
        response: Any = client.generic(method, address, headers={"Accept": "text/html"})
        assert (response.status_code, is_json(response), response.json()["error"]) == (404, True, "not_found")


def test_a_missing_slash_is_named_in_the_404(client: Client) -> None:
    assert client.get("/api/v1/payouts").json()["message"] == "No such address without a slash at its end."


@pytest.mark.parametrize(("address", "allowed"), ALLOWED.items())
def test_an_unsupported_method_is_refused(caller: ApiCaller, address: str, allowed: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
        if method in allowed:
            continue
        with no_row_changes():
            response: Any = caller.client.generic(method, f"/api/v1/{address}")
        assert (response.status_code, response.json()["error"]) == (405, "method_not_allowed")
        assert response["Allow"] == allowed


@pytest.mark.parametrize(("address", "allowed"), ALLOWED.items())
def test_options_lists_the_methods(client: Client, address: str, allowed: str) -> None:
    response = client.options(f"/api/v1/{address}")
    assert (response.status_code, response["Allow"], response.content) == (204, allowed, b"")


@pytest.mark.parametrize("address", ["payouts/", "balance/", "ledger/", "merchants/", "openapi.json"])
def test_head_is_get_without_the_body(caller: ApiCaller, address: str) -> None:
    get = caller.get(address)
    assert get["Content-Length"] == str(len(get.content))
    head = caller.client.head(f"/api/v1/{address}", {"merchant_id": caller.merchant.id})
    assert (head.status_code, head.content) == (200, b"")
    assert (head["Content-Type"], head["Content-Length"]) == (get["Content-Type"], str(len(get.content)))


@pytest.mark.parametrize(
    ("method", "allowed"),
    [("GET", "OPTIONS, POST"), ("HEAD", "OPTIONS, POST"), *((each, GRAPHQL) for each in ("PUT", "PATCH", "DELETE"))],
)
def test_graphql_takes_a_mutation_by_post_alone(caller: ApiCaller, method: str, allowed: str) -> None:
    mutation = f'mutation {{ createMerchant(input: {{name: "N", email: "{uuid4().hex}@x.example"}}) {{ __typename }} }}'
    with no_row_changes():
        response = caller.client.generic(method, f"/graphql/?query={mutation}", '{"query": "{ __typename }"}')
    assert (response.status_code, response["Allow"]) == (405, allowed)


def test_graphql_options_lists_the_methods(client: Client) -> None:
    response = client.options("/graphql/")
    assert (response.status_code, response["Allow"]) == (204, GRAPHQL)


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/api/v1/merchants/", "/api/v1/openapi.json", "/graphql/"])
@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*"])
def test_a_wrong_host_is_refused_in_json(
    client: Client, settings: Settings, address: str, accept: str, debug: bool
) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = debug, ["payouts.example"]
    response: Any = client.post(address, headers={"Host": "elsewhere.example", "Accept": accept})
    assert (response.status_code, is_json(response)) == (400, True)
    assert b"Traceback" not in response.content


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize("address", ["/api/v1/merchants/", "/graphql/"])
def test_an_error_outside_the_apis_shows_their_callers_no_traceback(
    client: Client, settings: Settings, address: str, accept: str, debug: bool
) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = debug, [1]  # makes Django's own middleware fail: an int has no `lower()`
    response: Any = client.post(address, headers={"Accept": accept})
    assert (response.status_code, is_json(response)) == (500, True)
    assert "internal_error" in response.content.decode().lower()
    assert b"Traceback" not in response.content


def test_every_response_has_our_request_id(client: Client) -> None:
    addresses = ["/api/v1/merchants/", "/api/v1/nothing/", "/graphql/", "/healthz", "/nothing"]
    responses = [client.get(address, headers={"X-Request-Id": "forged\x0aline"}) for address in addresses]
    ids = {response["X-Request-Id"] for response in responses}
    assert len(ids) == len(addresses)
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", one) for one in ids)


@pytest.mark.parametrize("address", ["payouts/", "balance/", "merchants/", "nothing/", "openapi.json"])
def test_api_responses_are_not_cached(caller: ApiCaller, address: str) -> None:
    assert caller.get(address)["Cache-Control"] == "no-store"
    assert caller.ask("{ __typename }")["Cache-Control"] == "no-store"


def test_only_origins_in_the_settings_may_read_responses(client: Client, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    for address in ("/api/v1/merchants/", "/api/v1/nothing/"):
        allowed = client.get(address, headers={"Origin": "https://app.example"})
        refused = client.get(address, headers={"Origin": "https://evil.example"})
        assert allowed["Access-Control-Allow-Origin"] == "https://app.example"
        assert "Access-Control-Allow-Origin" not in refused


def test_every_api_route_is_tested_here() -> None:
    """If this fails, add the new address to the lists above."""
    routes = {re.sub(r"<\w+>", "<id>", address) for address in addresses() if address.startswith("api/")}
    known = {re.sub(r"[0-9a-f-]{36}", "<id>", f"api/v1/{address}") for address in ALLOWED}
    assert routes == known
