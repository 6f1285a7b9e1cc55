"""What can be seen of a call from outside, before anybody has looked into it."""

import re

from django.conf import settings

from server.api.addresses import GRAPHQL, REST, is_below
from server.api.errors import Kind
from server.api.rates import kind_of_method

from .calls import Environ

# The document of a GraphQL call, as far as a mutation in it. (What hides it behind JSON's escapes is taken for a read.)
MUTATION = re.compile(rb'"query"\s*:\s*"(?:[^"\\]|\\.)*?\bmutation\b')
SESSION_COOKIE = re.compile(rf"(?:^|;)\s*{settings.SESSION_COOKIE_NAME}=([^;]+)")
MERCHANT_IN_QUERY = re.compile(r"(?:^|&)merchant_id=([0-9a-fA-F-]{36})")
MERCHANT_IN_BODY = re.compile(rb'"merchantId"\s*:\s*"([0-9a-fA-F-]{36})"')


def caller_of(environ: Environ, body: bytes) -> str | None:
    """Whose share of the threads a request takes, as far as can be seen from outside: what is wrong here is unfair, and
    opens nothing. A key's or a person's calls are one caller's; with open access it is the merchant that is named."""
    if key := environ.get("HTTP_AUTHORIZATION"):
        return str(key)
    if session := SESSION_COOKIE.search(environ.get("HTTP_COOKIE", "")):
        return session[1]
    if merchant := environ.get("HTTP_X_MERCHANT_ID"):
        return str(merchant).lower()
    if in_query := MERCHANT_IN_QUERY.search(environ["QUERY_STRING"]):
        return in_query[1].lower()
    if in_body := MERCHANT_IN_BODY.search(body):
        return in_body[1].decode().lower()
    return None


def kind_of(environ: Environ, body: bytes) -> Kind | None:
    """Whether it would be counted as a read or as a write, at an address where they are counted; else None."""
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    if is_below(REST, path):
        return kind_of_method(method)
    if is_below(GRAPHQL, path):
        return Kind.WRITE if method == "POST" and MUTATION.search(body) else Kind.READ
    return None
