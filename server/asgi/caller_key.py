"""Identifies a request's caller from the raw request, before authentication."""

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.urls import Resolver404, resolve

from server.access.client_ip import address_in
from server.access.sessions import is_key
from server.api.auth.identity import BEARER
from server.api.http.cookies import session_key_in
from server.api.http.errors import CallKind
from server.api.http.url_kinds import is_sign_in

from .wsgi_bridge import Environ

MERCHANT_IN_QUERY = re.compile(r"(?:^|&)merchant_id=([0-9a-fA-F-]{36})")
MERCHANT_IN_BODY = re.compile(rb'"merchantId"\s*:\s*"([0-9a-fA-F-]{36})"')


SIGN_IN = "sign-in"  # the kind of who signs in


class CallerKey(NamedTuple):
    """The raw credentials, unverified. `kind` keeps an Authorization header `a` apart from the API key `a`."""

    kind: str
    name: str


def caller_key_of(environ: Environ, body: bytes) -> CallerKey | None:
    """The caller whose share of the threads this request uses: an API key, a session, or, with open access, the named
    merchant; for a sign-in the address, since whatever else it sends may be made up anew for each. A wrong answer here
    makes scheduling unfair but grants no access."""
    if is_sign_in(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
        return CallerKey(SIGN_IN, address_in(environ) or "")
    return _sent_credentials(environ) or _named_merchant(environ, body)


def _sent_credentials(environ: Environ) -> CallerKey | None:
    if header := environ.get("HTTP_AUTHORIZATION"):
        bearer = BEARER.fullmatch(header)
        return CallerKey("key", bearer[1]) if bearer else CallerKey("header", header)
    session = session_key_in(environ.get("HTTP_COOKIE", ""))
    return CallerKey("session", session) if session else None


def _named_merchant(environ: Environ, body: bytes) -> CallerKey | None:
    if merchant := environ.get("HTTP_X_MERCHANT_ID"):
        return CallerKey("merchant", merchant.lower())
    if in_query := MERCHANT_IN_QUERY.search(environ["QUERY_STRING"]):
        return CallerKey("merchant", in_query[1].lower())
    if "merchantId" in environ["QUERY_STRING"]:
        body = unquote_to_bytes(environ["QUERY_STRING"])  # a GraphQL query by GET
    if in_body := MERCHANT_IN_BODY.search(body):
        return CallerKey("merchant", in_body[1].decode().lower())
    return None


def is_stranger(environ: Environ) -> bool:
    """True where access is closed and the request sends neither a key nor what may be a session: nobody will answer for
    it."""
    if settings.PAYOUT_OPEN_ACCESS or environ.get("HTTP_AUTHORIZATION"):
        return False
    return not is_key(session_key_in(environ.get("HTTP_COOKIE", "")))


def rate_limit_kind(environ: Environ, body: bytes) -> CallKind | None:
    """The rate limit that this request counts against, as for an authenticated caller.

    None for a request without a limit, and for one that takes too long to classify. Slow: resolves the URL and parses
    the body."""
    if is_sign_in(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
        return CallKind.WRITE
    if len(body) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        return None
    try:
        view = resolve(environ["PATH_INFO"].encode("latin-1").decode()).func
    except (Resolver404, UnicodeDecodeError):
        return None
    counted_as = getattr(view, "counted_as", None)
    return counted_as(environ["REQUEST_METHOD"], body, environ.get("QUERY_STRING", "")) if counted_as else None
