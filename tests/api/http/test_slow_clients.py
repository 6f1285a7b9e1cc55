"""Clients that stall, drip or never read: each occupies a connection for a while, but never a thread."""

import json
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import pytest
from django.conf import settings

from server.api.http.url_kinds import most_bytes
from server.merchants.models import Merchant
from tests.api.conftest import no_row_changes
from tests.support.servers import wait_until
from tests.support.web import Shop, WebServer, web_server

# More clients of each kind than the server has threads.
MANY, IDLE = 20, 500


@pytest.fixture
def server(database: None) -> Iterator[WebServer]:
    with web_server() as server:
        yield server


class Client:
    def __init__(self, server: WebServer, first: bytes) -> None:
        self.connected = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.connected.sendall(first)
        self.begun = time.monotonic()

    def drip(self, byte: bytes) -> None:
        try:
            self.connected.sendall(byte)
        except OSError:  # closed, as the next read will notice
            return

    def received(self) -> tuple[bytes, float]:
        """All bytes until the server closed the connection, and the seconds until then."""
        data = b""
        try:
            while chunk := self.connected.recv(65536):
                data += chunk
        except ConnectionResetError:
            pass
        return data, time.monotonic() - self.begun


@contextmanager
def clients(number: int, server: WebServer, first: bytes = b"") -> Iterator[list[Client]]:
    with ExitStack() as stack:
        opened = [Client(server, first) for _ in range(number)]
        for client in opened:
            stack.enter_context(client.connected)
        yield opened


def test_slow_clients_are_disconnected_and_delay_nobody(
    server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    shop = Shop.of(new_merchant())
    body = json.dumps({"amount_paise": 1, "bank_account_id": shop.account}).encode()
    head = (
        "POST /api/v1/payouts/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"X-Merchant-Id: {shop.merchant}\r\nIdempotency-Key: {uuid4()}\r\n"
    ).encode()
    with_length = head + b"Content-Length: %d\r\n\r\n" % len(body)
    in_chunks = head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body)
    with (
        no_row_changes(),
        clients(MANY, server, with_length + body[:-1]) as stalled,
        clients(MANY, server, head + b"Content-Length: 60000\r\n\r\n") as dripping,
        clients(MANY, server, in_chunks + body[:9]) as stalled_in_chunks,
        clients(MANY, server, head) as without_an_end_of_the_head,
        clients(IDLE, server),
        clients(
            MANY, server, b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200
        ),  # the client never reads
    ):
        times = []

        def is_time_up() -> bool:
            for client in dripping:
                client.drip(b" ")
            times.append(server.ask("GET", f"/api/v1/balance/?merchant_id={shop.merchant}").seconds)
            return time.monotonic() - stalled[-1].begun > settings.BODY_SECONDS

        wait_until(is_time_up)
        assert statistics.median(times) < settings.BODY_SECONDS / 2

        for client in [*stalled, *dripping, *stalled_in_chunks]:
            data, seconds = client.received()
            assert data.startswith(b"HTTP/1.1 408 "), data
            assert b'{"error": "request_timeout", "message": "The body did not arrive within 5 seconds."}' in data
            assert seconds < settings.BODY_SECONDS + 30
        for client in without_an_end_of_the_head:
            data, seconds = client.received()
            assert data == b""
            assert seconds < settings.HEAD_SECONDS + 30
    assert server.pay(shop).status == 201


@pytest.mark.parametrize("path", ["/api/v1/payouts/", "/api/v1/payouts/batch/", "/graphql/"])
def test_a_large_body_is_refused_by_its_content_length_or_at_the_limit(server: WebServer, path: str) -> None:
    most = most_bytes(path)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n".encode()
    announced = head + f"Content-Length: {most + 1}\r\n\r\n".encode()
    chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    endless = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * (most // 0x8000 + 1)
    for request in (announced, endless):
        with clients(1, server, request) as [client]:
            data, seconds = client.received()
            assert data.startswith(b"HTTP/1.1 413 "), data
            assert b"body_too_large" in data.lower()
            assert seconds < settings.BODY_SECONDS
