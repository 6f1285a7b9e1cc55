"""Which requests take the short way: `POST /api/v1/payouts/` by a program, well formed, that is no retry.

Everything is read by the long way's own parsers. A header that is not listed here may mean something to the long way,
so a request with one goes there; so does a sign of a browser (Cookie, Origin) and a body in chunks.
"""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from server.api.auth.identity import BEARER
from server.api.http.misspelt import meant
from server.api.http.parsing import JSON_TYPE, read_json, read_uuid
from server.asgi.wsgi_bridge import Environ
from server.errors import InvalidInput
from server.money import read_amount
from server.payouts.creation import PayoutRequest
from server.payouts.details import DETAILS

ADDRESS = "/api/v1/payouts/"
PLAIN = {"amount_paise", "bank_account_id"}
READ_HERE = {"HTTP_AUTHORIZATION", "HTTP_IDEMPOTENCY_KEY", "HTTP_IDEMPOTENCY_RETRY", "HTTP_X_MERCHANT_ID"}
# They decide whether the long way responds at all, and with which headers (`response.Headers`).
OF_THE_CONNECTION = (
    *("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT"),
)
WITHOUT_EFFECT = {
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_CACHE_CONTROL", "HTTP_CONNECTION"),
    *("HTTP_KEEP_ALIVE", "HTTP_PRAGMA", "HTTP_PRIORITY", "HTTP_TRACEPARENT", "HTTP_TRACESTATE", "HTTP_USER_AGENT"),
    *("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP"),
}
OF_THE_SERVER = {
    *("CONTENT_LENGTH", "CONTENT_TYPE", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "REQUEST_METHOD", "SCRIPT_NAME"),
    *("SERVER_PROTOCOL", "wsgi.errors", "wsgi.input", "wsgi.multiprocess", "wsgi.multithread", "wsgi.run_once"),
    "wsgi.version",
}
KNOWN = frozenset({*READ_HERE, *OF_THE_CONNECTION, *WITHOUT_EFFECT, *OF_THE_SERVER})


class Creation(NamedTuple):
    """A request as it was sent: nobody has asked yet who sent it."""

    payout: PayoutRequest
    named_merchant: UUID | None
    api_key: str | None  # none: with open access


def creation_in(environ: Environ, body: bytes) -> Creation | None:
    """None for a request that takes the long way."""
    try:
        return _read(environ, body) if _is_plain(environ) else None
    except (InvalidInput, UnicodeDecodeError):
        return None


def _is_plain(environ: Environ) -> bool:
    return (
        environ["PATH_INFO"] == ADDRESS
        and environ["REQUEST_METHOD"] == "POST"
        and not environ["QUERY_STRING"]
        and environ.keys() <= KNOWN
        and JSON_TYPE.fullmatch(environ.get("CONTENT_TYPE", "")) is not None
        and environ.get("HTTP_IDEMPOTENCY_RETRY", "false") == "false"
        and ("HTTP_AUTHORIZATION" in environ or settings.PAYOUT_OPEN_ACCESS)
    )


def _read(environ: Environ, body: bytes) -> Creation | None:
    """Raises InvalidInput or UnicodeDecodeError."""
    asked = read_json(body.decode("utf-8"))
    named, sent = environ.get("HTTP_X_MERCHANT_ID"), environ.get("HTTP_AUTHORIZATION")
    bearer = None if sent is None else BEARER.fullmatch(sent)
    if not isinstance(asked, dict) or (bearer is None and (sent is not None or named is None)):
        return None
    if any(_is_for_the_long_way(name, asked[name]) for name in asked.keys() - PLAIN):
        return None
    payout = PayoutRequest(
        bank_account_id=read_uuid(asked.get("bank_account_id"), "bank_account_id"),
        amount_paise=read_amount(asked.get("amount_paise"), "amount_paise"),
        idempotency_key=read_uuid(environ.get("HTTP_IDEMPOTENCY_KEY"), "Idempotency-Key"),
    )
    return Creation(payout, None if named is None else read_uuid(named, "X-Merchant-Id"), bearer[1] if bearer else None)


def _is_for_the_long_way(name: str, value: object) -> bool:
    """A detail, or one that is misspelt. The rest is ignored on either way."""
    return value is not None if name in DETAILS else meant(name, DETAILS) is not None
