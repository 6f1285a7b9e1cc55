"""One attempt to deliver a webhook: a POST that follows no redirect, uses no proxy, and keeps nothing of the answer."""

import ssl
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import httpcore

from server.errors import InvalidInput

from .addresses import read_url
from .models import Outcome
from .network import AddressRefused, CheckedNetwork, EnoughRead, Limits, NoSuchHost, TlsFailed

SECONDS = 15  # for all of it
MOST_BYTES = 64 * 1024  # of an answer are read
LONGEST_WAIT = 24 * 3600
ASKS_TO_WAIT = {429, 502, 503, 504}
OURS = {
    "content-type": "application/json",
    "user-agent": "payout-engine-webhooks/1",
    "accept-encoding": "identity",
    "connection": "close",
}


class Delivered(NamedTuple):
    outcome: Outcome
    http_status: int | None = None
    retry_after_s: int | None = None


OUTCOMES: dict[type[Exception], Outcome] = {  # the narrow ones first
    NoSuchHost: Outcome.DNS,
    AddressRefused: Outcome.ADDRESS_REFUSED,
    TlsFailed: Outcome.TLS,
    httpcore.TimeoutException: Outcome.TIMEOUT,
    httpcore.NetworkError: Outcome.CONNECT,
    httpcore.RemoteProtocolError: Outcome.CONNECT,
    EnoughRead: Outcome.CONNECT,
}
FAILURES = tuple(OUTCOMES)
UNUSED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # see Stream.start_tls


def deliver(url: str, headers: Mapping[str, str], body: bytes) -> Delivered:
    """Returns after 15 seconds at the latest, and raises nothing for what the other side does."""
    try:
        target = read_url(url)
    except InvalidInput:  # the rules became stricter since it was registered
        return Delivered(Outcome.ADDRESS_REFUSED)
    connection = httpcore.HTTPConnection(
        httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port),
        ssl_context=UNUSED,
        network_backend=CheckedNetwork(Limits(SECONDS, MOST_BYTES)),
    )
    request = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    sent = [*({"host": target.host_header} | OURS | dict(headers)).items()]
    try:
        with connection, connection.stream("POST", request, headers=sent, content=body) as response:
            answer = _judge(response)
            # Read, so that a server that is still writing is not cut off. The status counts, whatever comes of this.
            with suppress(*FAILURES):
                for _ in response.iter_stream():
                    pass
            return answer
    except FAILURES as failure:
        return Delivered(next(outcome for kind, outcome in OUTCOMES.items() if isinstance(failure, kind)))


def _judge(response: httpcore.Response) -> Delivered:
    status = response.status
    if 200 <= status < 300:
        return Delivered(Outcome.DELIVERED, status)
    if 300 <= status < 400:
        return Delivered(Outcome.REDIRECT, status)
    if status == 410:
        return Delivered(Outcome.GONE, status)
    return Delivered(Outcome.HTTP_STATUS, status, _retry_after(response) if status in ASKS_TO_WAIT else None)


def _retry_after(response: httpcore.Response) -> int | None:
    """In seconds, from now; none if it is neither a number nor a date."""
    text = next(
        (value.decode("latin-1").strip() for name, value in response.headers if name.lower() == b"retry-after"), ""
    )
    if text.isascii() and text.isdigit():
        return min(int(text[:9]) if len(text) <= 9 else LONGEST_WAIT, LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max(round((at - datetime.now(UTC)).total_seconds()), 0), LONGEST_WAIT)
