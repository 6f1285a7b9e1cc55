"""A Content-Type may name any charset: requests are read as UTF-8, and none fails."""

import io
from typing import Any

import pytest
from django.test import RequestFactory

from server.api.http.utf8_request import Utf8Handler, Utf8Request
from server.asgi.wsgi_bridge import run
from tests.api.conftest import ApiCaller

CHARSETS = ("utf-7", "utf-16", "hex", "unicode_escape", "idna", "rot13", "undefined", "nothing", "\0", "x" * 20_000)
MEDIA_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain", "application/json")
FORM = b'--b\r\nContent-Disposition: form-data; name="username"\r\n\r\n+2AA-\\ud800\r\n--b--\r\n'
BAD_HEADERS = (
    "text/plain; x*=nothing''%C3",
    "text/plain; x*=hex''%C3",
    "text/plain; x*0*=rot13''%C3; x*1=b",
    ";" * 5000,
    "multipart/form-data; boundary=\xff",
    "multipart/form-data",
    "charset=hex; charset=hex",
)


def environ_with(**variables: str) -> dict[str, Any]:
    return dict(RequestFactory().get("/").environ) | variables


def status_of(method: str, place: str, body: bytes, kind: str) -> int:
    environ = environ_with(
        REQUEST_METHOD=method,
        PATH_INFO=place,
        QUERY_STRING="q=%C3%A4&next=/admin/",
        CONTENT_TYPE=kind,
        CONTENT_LENGTH=str(len(body)),
    )
    environ["wsgi.input"] = io.BytesIO(body)
    return run(Utf8Handler(), environ).status


@pytest.mark.parametrize("place", ["/admin/login/", "/session/", "/graphql/", "/api/v1/payouts/", "/nowhere"])
@pytest.mark.parametrize("charset", CHARSETS)
def test_no_request_fails_in_another_charset(caller: ApiCaller, place: str, charset: str) -> None:
    for media_type in MEDIA_TYPES:
        for method in ("GET", "POST"):
            assert status_of(method, place, FORM, f"{media_type}; charset={charset}") < 500, (method, media_type)


@pytest.mark.parametrize("header", BAD_HEADERS)
def test_no_request_fails_on_a_header_that_cannot_be_read(caller: ApiCaller, header: str) -> None:
    for place in ("/admin/login/", "/api/v1/payouts/"):
        assert status_of("POST", place, FORM, header) < 500


@pytest.mark.parametrize("header", ["name*=nothing''%C3", "name=\"a\"; x*=hex''%C3", "name*=utf-7''+2AA-", 'name="\0"'])
def test_no_form_fails_on_a_header_within(caller: ApiCaller, header: str) -> None:
    form = FORM.replace(b'name="username"', header.encode())
    assert status_of("POST", "/admin/login/", form, "multipart/form-data; boundary=b") < 500


def test_a_query_string_is_utf8_whatever_the_header_says() -> None:
    environ = environ_with(QUERY_STRING="q=%C3%A4", CONTENT_TYPE="text/plain; charset=latin-1")
    assert Utf8Request(environ).GET["q"] == "ä"
