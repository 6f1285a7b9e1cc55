"""What can be seen of a call from outside, before anybody has looked into it."""

import re
from typing import NamedTuple

from django.conf import settings
from django.http import parse_cookie
from django.urls import Resolver404, resolve

from server.api.auth.identity import BEARER
from server.api.http.errors import Kind

from .wsgi_bridge import Environ

MERCHANT_IN_QUERY = re.compile(r"(?:^|&)merchant_id=([0-9a-fA-F-]{36})")
MERCHANT_IN_BODY = re.compile(rb'"merchantId"\s*:\s*"([0-9a-fA-F-]{36})"')


class CallerKey(NamedTuple):
    """By what is sent, and not yet looked at; `kind` keeps one who says `a` apart from another who has the key `a`."""

    kind: str
    name: str


def caller_of(environ: Environ, body: bytes) -> CallerKey | None:
    """Whose share of the threads a request takes, as far as can be seen from outside: what is wrong here is unfair, and
    opens nothing. A key's or a person's calls are one caller's; with open access it is the merchant that is named."""
    if header := environ.get("HTTP_AUTHORIZATION"):
        bearer = BEARER.fullmatch(header)
        return CallerKey("key", bearer[1]) if bearer else CallerKey("header", header)
    if session := _session(environ.get("HTTP_COOKIE", "")):
        return CallerKey("session", session)
    if merchant := environ.get("HTTP_X_MERCHANT_ID"):
        return CallerKey("merchant", merchant.lower())
    if in_query := MERCHANT_IN_QUERY.search(environ["QUERY_STRING"]):
        return CallerKey("merchant", in_query[1].lower())
    if in_body := MERCHANT_IN_BODY.search(body):
        return CallerKey("merchant", in_body[1].decode().lower())
    return None


def _session(cookies: str) -> str | None:
    """As Django reads it, of several the last."""
    name = settings.SESSION_COOKIE_NAME
    return parse_cookie(cookies).get(name) if name in cookies else None


def kind_of(environ: Environ, body: bytes) -> Kind | None:
    """As what it would be counted, for a caller who is known; None where calls are not counted, and where that takes
    longer to find out than it is worth. It is not quick: a body is read, and an address looked up."""
    if len(body) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        return None
    try:
        view = resolve(environ["PATH_INFO"].encode("latin-1").decode()).func
    except (Resolver404, UnicodeDecodeError):
        return None
    counted_as = getattr(view, "counted_as", None)
    return counted_as(environ["REQUEST_METHOD"], body) if counted_as else None
