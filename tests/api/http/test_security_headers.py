"""Security headers on every response, whichever layer made it."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from tests.api.conftest import ApiCaller, renamed

PAGE = {
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
}
NO_PAGE = {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'none'"}
BROWSER = {"Accept": "text/html"}

ANSWERS: dict[str, tuple[int | set[int], Callable[[ApiCaller], HttpResponseBase]]] = {
    "dashboard": ({200, 503}, lambda caller: caller.client.get("/")),
    "playground": ({200, 503}, lambda caller: caller.client.get("/graphql/", headers=BROWSER)),
    "sign-in of the admin": (200, lambda caller: caller.client.get("/admin/login/")),
    "redirection": (302, lambda caller: caller.client.get("/admin/")),
    "static file": (200, lambda caller: caller.client.get("/static/admin/css/base.css")),
    "no such static file": (404, lambda caller: caller.client.get("/static/none.css")),
    "no such page": (404, lambda caller: caller.client.get("/none")),
    "health": (200, lambda caller: caller.client.get("/healthz")),
    "description": (200, lambda caller: caller.client.get("/api/v1/openapi.json")),
    "payout": (201, lambda caller: caller.create()),
    "list": (200, lambda caller: caller.get("payouts/")),
    "refusal": (400, lambda caller: caller.create(amount_paise=0)),
    "no such address": (404, lambda caller: caller.client.get("/api/v9/")),
    "wrong method": (405, lambda caller: caller.client.put("/api/v1/payouts/")),
    "query": (200, lambda caller: caller.ask("{ __typename }")),
    "malformed query": (400, lambda caller: caller.ask("{")),
    "forged form": (403, lambda caller: caller.client.post("/admin/login/")),
    "wrong host": (400, lambda caller: caller.client.get("/", headers={"Host": "elsewhere.example"})),
    "wrong host in the API": (400, lambda caller: caller.client.get("/api/v1/", headers={"Host": "elsewhere.example"})),
}


def assert_guarded(response: HttpResponseBase) -> None:
    response.close()  # a static file stays open until then
    headers = response.headers
    is_page = headers.get("Content-Type", "").startswith("text/html")
    assert headers["Content-Security-Policy"].split("; ") == list(
        dict.fromkeys(headers["Content-Security-Policy"].split("; "))
    )
    assert set(headers["Content-Security-Policy"].split("; ")) == (PAGE if is_page else NO_PAGE)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    for name in ("Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"):
        assert headers[name] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Request-Id"]


@pytest.mark.parametrize(("status", "ask"), ANSWERS.values(), ids=ANSWERS)
def test_every_response_carries_every_header(
    caller: ApiCaller, status: int | set[int], ask: Callable[[ApiCaller], HttpResponseBase]
) -> None:
    response = ask(caller)
    assert response.status_code in (status if isinstance(status, set) else {status})
    assert_guarded(response)


def test_a_fault_of_ours_carries_them_too(caller: ApiCaller) -> None:
    with renamed("ledger_entries"):
        fault = caller.get("balance/")
    assert fault.status_code == 500
    assert_guarded(fault)


def test_a_page_with_a_fault_carries_them_too(client: Client) -> None:
    with renamed("sessions"):
        fault = client.get("/admin/", headers={"Cookie": "sessionid=" + "a" * 32})
    assert fault.status_code == 500
    assert_guarded(fault)


def test_https_only_servers_send_hsts(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    sent_on = Client().get("/api/v1/balance/?merchant_id=1")
    assert (sent_on.status_code, sent_on["Location"]) == (301, "https://testserver/api/v1/balance/?merchant_id=1")
    assert_guarded(sent_on)
    response = Client(headers={"X-Forwarded-Proto": "https"}).get("/api/v1/merchants/")
    assert (response.status_code, response["Strict-Transport-Security"]) == (200, "max-age=31536000")
    static = Client(headers={"X-Forwarded-Proto": "https"}).get("/static/admin/css/base.css")
    static.close()
    assert static["Strict-Transport-Security"] == "max-age=31536000"
    assert Client().get("/healthz").status_code == 200  # requested from within, not through the proxy


@pytest.mark.parametrize("address", ["/api/v1/balance/", "/api/v1/none/", "/graphql/", "/api/v1/openapi.json"])
def test_programs_get_the_same_headers_as_browsers_though_they_skip_middleware(caller: ApiCaller, address: str) -> None:
    """Programs skip the middleware that only browsers need, which must not lose any header."""
    short = caller.client.get(address, {"merchant_id": str(caller.merchant.id)})
    caller.client.cookies["csrftoken"] = "c" * 32
    long = caller.client.get(address, {"merchant_id": str(caller.merchant.id)})
    assert (short.status_code, short.content) == (long.status_code, long.content)
    names = set(long.headers) - {"Vary", "Content-Length"}  # Vary is for caches, which store nothing of an API
    assert names >= {"Cache-Control", "X-Request-Id", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"}
    for name in names - {"X-Request-Id"}:
        assert short.headers[name] == long.headers[name]


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost:x", "a b"])
def test_programs_must_use_an_allowed_host(client: Client, host: str) -> None:
    response = client.get("/api/v1/balance/", headers={"Host": host})
    assert (response.status_code, response.json()["error"]) == (400, "validation_error")
