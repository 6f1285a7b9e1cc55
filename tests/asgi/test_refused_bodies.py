"""Whoever is refused while sending a body reads the refusal, and not a reset connection."""

import http.client
import itertools
import json
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any
from uuid import uuid4

import pytest
import requests

from server.api.http.url_kinds import most_bytes
from server.asgi.body import LINGER_BYTES
from server.merchants.models import Merchant
from tests.support.web import ANSWER_SECONDS, Shop, WebServer, web_server

TIMES = 4
SIZES = [100_000, 400_000, 700_000, 3_000_000, 12_000_000]  # the larger ones do not fit into the sockets' buffers
ADDRESSES = ["/api/v1/payouts/", "/api/v1/payouts/batch/", "/graphql/", "/session/", "/api/v1/nowhere/", "/admin/"]
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def server(database: None) -> Iterator[WebServer]:
    with web_server() as server:
        yield server


def ask(connected: HTTPConnection, path: str, body: Any, **headers: str) -> tuple[int, str | None, bytes]:
    sent = JSON | {name.replace("_", "-"): value for name, value in headers.items()}
    connected.request("POST", path, body, sent, encode_chunked=not isinstance(body, bytes))
    answer = connected.getresponse()
    return answer.status, answer.headers["Connection"], answer.read()


def parts(size: int) -> Iterator[bytes]:
    for _ in range(size // 10_000):
        yield b" " * 10_000


def test_a_body_that_is_too_large_is_answered_413_and_close(server: WebServer) -> None:
    """Several times on one connection object: it opens a new connection whenever it was told to."""
    for path, size in itertools.product(ADDRESSES, SIZES):
        if size <= most_bytes(path):
            continue
        connected = http.client.HTTPConnection("127.0.0.1", server.port, timeout=ANSWER_SECONDS)
        for _ in range(TIMES):
            status, connection, text = ask(connected, path, b" " * size)
            assert (status, connection) == (413, "close"), path
            assert b"is larger than" in text or path == "/admin/"
        connected.close()


def test_a_body_in_chunks_that_is_too_large_is_answered_413_and_close(server: WebServer) -> None:
    with requests.Session() as session:
        for size, path in itertools.product(SIZES, ["/api/v1/payouts/", "/graphql/"]):
            if size > most_bytes(path):
                answer = session.post(f"{server.address}{path}", data=parts(size), timeout=ANSWER_SECONDS)
                assert (answer.status_code, answer.headers.get("Connection")) == (413, "close")


@pytest.fixture
def closed(database: None) -> Iterator[WebServer]:
    with web_server(PAYOUT_OPEN_ACCESS="false") as server:
        yield server


@pytest.mark.parametrize("in_chunks", [False, True])
def test_a_strangers_body_is_taken_in_up_to_what_a_sign_in_needs(closed: WebServer, in_chunks: bool) -> None:
    """Where access is closed. Who sends a key or a session is asked for it only after the body was read."""
    own = {"Authorization": "Bearer payout_somebody_s", "Cookie": f"sessionid={'0123456789abcdef' * 2}"}

    def told(path: str, size: int, **headers: str) -> tuple[int, str | None]:
        connected = http.client.HTTPConnection("127.0.0.1", closed.port, timeout=ANSWER_SECONDS)
        body: Any = parts(size) if in_chunks else b" " * size
        status, connection, _ = ask(connected, path, body, **headers)
        connected.close()
        return status, connection

    for path in ("/api/v1/payouts/", "/api/v1/payouts/batch/", "/graphql/"):
        assert told(path, 40_000) == (401, "close"), path
        assert told(path, 40_000, Cookie="sessionid=none-of-ours") == (401, "close"), path
        assert told(path, 10_000)[1] is None, path
        for name, value in own.items():
            assert told(path, 40_000, **{name: value})[1] is None, path
    assert told("/session/", 40_000) == (413, "close")
    assert told("/session/", 10_000)[0] == 403  # for lack of a CSRF token


FETCH = """
const statuses = []
for (let n = 0; n < 4; n++) {
  const answer = await fetch(process.argv[1], { method: 'POST', body: 'x'.repeat(Number(process.argv[2])) })
  await answer.text()
  statuses.push(answer.status)
}
console.log(JSON.stringify(statuses))
"""


def test_nodes_fetch_reads_the_413(server: WebServer) -> None:
    for size in SIZES:
        command = ["node", "--input-type=module", "-e", FETCH, f"{server.address}/api/v1/payouts/", str(size)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=ANSWER_SECONDS)
        assert ran.returncode == 0, ran.stderr
        assert json.loads(ran.stdout) == [413] * TIMES


def test_a_refusal_after_the_body_was_read_keeps_the_connection(merchant: Merchant, server: WebServer) -> None:
    """401, 404, 405, 415, 429 and the like: the server takes a body in whole before it asks who sends it."""
    shop, body = Shop.of(merchant), b" " * 60_000
    connected = http.client.HTTPConnection("127.0.0.1", server.port, timeout=ANSWER_SECONDS)
    calls: list[tuple[str, dict[str, str], int]] = [
        ("/api/v1/payouts/", {"Authorization": "Bearer nobody"}, 401),
        ("/api/v1/nowhere/", {}, 404),
        ("/api/v1/balance/", {}, 405),
        ("/api/v1/payouts/", {"Content-Type": "text/plain", "Idempotency-Key": str(uuid4())}, 400),
        ("/graphql/", {"Content-Type": "text/plain"}, 415),
        ("/api/v1/payouts/", {"Idempotency-Key": str(uuid4()), "X-Merchant-Id": shop.merchant}, 400),
    ]
    ask(connected, "/graphql/", b"{}")
    kept = connected.sock
    for path, headers, expected in calls * 2:
        status, connection, _ = ask(
            connected, path, body, **{name.replace("-", "_"): headers[name] for name in headers}
        )
        assert (status, connection) == (expected, None), path
    assert connected.sock is kept, "every answer came over the first connection"
    connected.close()


def head(path: str, length: int, method: str = "POST") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode()


def received_after(server: WebServer, sent: bytes, then: Callable[[socket.socket], None]) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS) as connected:
        connected.sendall(sent)
        then(connected)
        received = b""
        while part := connected.recv(65536):
            received += part
        return received


def test_every_answer_that_is_given_before_the_body_was_read_says_close(server: WebServer) -> None:
    """The client sends the rest only when it has read the answer, and the connection ends then."""

    def send_the_rest(connected: socket.socket) -> None:
        assert connected.recv(1, socket.MSG_PEEK)
        connected.sendall(b" " * 600_000)

    early = {
        "too large": (head("/graphql/", 600_000), b"413"),
        "a method in small letters": (head("/graphql/", 600_000, "post"), b"400"),
    }
    for request, status in early.values():
        received = received_after(server, request, send_the_rest)
        assert received.startswith(b"HTTP/1.1 " + status)
        assert b"\r\nconnection: close\r\n" in received.lower()
        assert received.count(b"HTTP/1.1") == 1
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20_000  # discarded, not answered
    received = received_after(server, head("/graphql/", len(smuggled)) + smuggled, lambda _: None)
    assert received.count(b"HTTP/1.1") == 1


def test_many_endless_bodies_stop_nobody(merchant: Merchant, server: WebServer) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            connected = socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS)
            stack.enter_context(connected)
            connected.sendall(head("/graphql/", 2 * LINGER_BYTES) + b" " * 100_000)
        assert server.pay(Shop.of(merchant)).status == 201
