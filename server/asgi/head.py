"""Heads of requests that httptools parses and that are refused all the same, before the application sees them."""

import json
from http import HTTPStatus

from django.conf import settings
from httptools import HttpRequestParser

Headers = list[tuple[bytes, bytes]]

MAX_HEADERS = 100
MESSAGES = {
    HTTPStatus.BAD_REQUEST: "The request is malformed.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is too long.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The headers are too large, or too many.",
}


class MalformedHead(Exception):  # noqa: N818
    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


def check_size(address: bytes, headers: Headers) -> None:
    """Raises MalformedHead."""
    if len(address) > settings.HEAD_MAX_SIZE:
        raise MalformedHead(HTTPStatus.REQUEST_URI_TOO_LONG)
    if sum(len(name) + len(value) for name, value in headers) > settings.HEAD_MAX_SIZE:
        raise MalformedHead(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)


def check_head(version: str, headers: Headers) -> None:
    """Raises MalformedHead."""
    if len(headers) > MAX_HEADERS:
        raise MalformedHead(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    names = [name for name, _ in headers]
    # HTTP/1.0 has no chunks: a proxy in front would see the request's end elsewhere (RFC 9112, 6.1).
    if b"host" not in names or version not in {"1.0", "1.1"} or (version == "1.0" and b"transfer-encoding" in names):
        raise MalformedHead(HTTPStatus.BAD_REQUEST)


def head_without_upgrade(parser: HttpRequestParser, address: bytes, headers: Headers) -> bytes:
    line = b"%s %s HTTP/%s" % (parser.get_method(), address, parser.get_http_version().encode())
    kept = [b"%s: %s" % header for header in headers if header[0] not in {b"connection", b"upgrade", b"http2-settings"}]
    if any(name == b"connection" and b"close" in value.lower() for name, value in headers):
        kept.append(b"connection: close")
    return b"\r\n".join([line, *kept, b"", b""])


def refusal_of_head(status: HTTPStatus) -> bytes:
    """The whole response, for a request of which nothing else is known."""
    body = json.dumps({"error": "validation_error", "message": MESSAGES[status]})
    lines = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "content-type: application/json",
        f"content-length: {len(body)}",
        "connection: close",
        "",
        body,
    )
    return "\r\n".join(lines).encode()
