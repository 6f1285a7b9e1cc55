"""A connection's limits, on a server of its own: what arrives, how long it may take, and how many there may be."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import uvicorn
from pytest_django import Settings

from server.asgi import connection
from server.asgi.connection import Connection
from tests.support.servers import PATIENCE_SECONDS, wait_until

GET = b"GET /one HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /two HTTP/1.1\r\nHost: localhost\r\n"


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Tells what it was asked, as JSON."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message["more_body"]
    headers = [[name.decode(), value.decode()] for name, value in scope["headers"]]
    told = json.dumps({"path": scope["path"], "headers": headers, "body": body.decode()}).encode()
    length = [(b"content-length", b"%d" % len(told))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": told})


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[int]:
    """With room for two connections, and a second for a head."""
    monkeypatch.setattr(connection, "MAX_CONNECTIONS", 2)
    settings.HEAD_SECONDS = 1
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=3600,  # uvicorn's own clock, which would hide that ours stands still
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    wait_until(lambda: server.started)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()
    assert not Connection.waiting


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)


def everything_from(connected: socket.socket) -> bytes:
    """Until the server closes the connection."""
    received = b""
    try:
        while part := connected.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return received


def answers(port: int, sent: bytes, *, stop: bool = False) -> list[tuple[int, dict[str, Any]]]:
    """Status and JSON of each response; with `stop` the client sends no more, and still reads."""
    with connect(port) as connected:
        connected.sendall(sent)
        if stop:
            connected.shutdown(socket.SHUT_WR)
        received = everything_from(connected)
    parts = received.split(b"HTTP/1.1 ")[1:]
    return [(int(part[:3]), json.loads(part.partition(b"\r\n\r\n")[2])) for part in parts]


def test_trailers_are_no_headers(port: int) -> None:
    head = POST + b"Transfer-Encoding: chunked\r\nTrailer: X-Merchant-Id\r\n\r\n"
    [(status, told)] = answers(port, head + b"2\r\nhi\r\n0\r\nX-Merchant-Id: another\r\n\r\n")
    assert (status, told["body"]) == (200, "hi")
    assert [name for name, _ in told["headers"]] == ["host", "transfer-encoding", "trailer"]


def test_a_client_that_only_stops_sending_reads_its_responses(port: int) -> None:
    told = answers(port, GET + b"\r\n" + POST + b"Content-Length: 2\r\n\r\nhi", stop=True)
    assert [(status, one["path"], one["body"]) for status, one in told] == [(200, "/one", ""), (200, "/two", "hi")]


def test_a_client_that_stops_in_a_body_is_refused(port: int) -> None:
    [(status, told)] = answers(port, POST + b"Content-Length: 9\r\n\r\nhi", stop=True)
    assert (status, told) == (400, {"error": "validation_error", "message": "The request is malformed."})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wish_for_http_2_is_passed_over(port: int, method: str) -> None:
    """Java's HttpClient has it with every request that goes over plain HTTP."""
    wish = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQBAAAA\r\n"
    body = b"Content-Length: 2\r\n\r\nhi" if method == "POST" else b"\r\n"
    first = (POST if method == "POST" else GET) + wish + body
    told = answers(port, first + GET + b"\r\n")
    assert [status for status, _ in told] == [200, 200]
    assert [one["body"] for _, one in told] == ["hi" if method == "POST" else "", ""]


def test_a_malformed_request_is_refused_after_the_responses_to_those_before_it(port: int) -> None:
    told = answers(port, GET + b"\r\n" + POST + b"Content-Length: 2\r\n\r\nhi" + b"no HTTP\r\n\r\n")
    assert [status for status, _ in told] == [200, 200, 400]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (GET + b"X: y\r\n" * 101 + b"\r\n", 431),
        (GET + b"X: " + b"y" * 70_000 + b"\r\n\r\n", 431),
        (GET + b"X: " + b"y" * 70_000, 431),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n2;" + b"x" * 700_000, 431),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n" + b"X: y\r\n" * 120_000, 431),
    ],
    ids=["many headers", "a large header", "a large header without an end", "a long address", "a chunk's", "trailers"],
)
def test_what_is_no_body_has_a_limit(port: int, sent: bytes, status: int) -> None:
    [(refused, told)] = answers(port, sent)
    assert (refused, told["error"]) == (status, "validation_error")


def test_a_head_that_drips_is_cut_off(port: int) -> None:
    with connect(port) as connected:
        begun = time.monotonic()
        connected.sendall(GET)
        connected.settimeout(0.05)

        def is_closed() -> bool:
            try:
                connected.sendall(b"X")
                return connected.recv(100) == b""
            except TimeoutError:
                return False
            except OSError:
                return True

        wait_until(is_closed)
        assert time.monotonic() - begun > 0.9


def test_a_head_has_its_time_from_the_response_before(port: int) -> None:
    with connect(port) as connected:
        for _ in range(3):
            connected.sendall(GET + b"\r\n")
            assert connected.recv(65536).startswith(b"HTTP/1.1 200")
        assert connected.recv(100) == b""


def test_a_connection_too_many_waits_for_another_to_end(port: int) -> None:
    with ExitStack() as stack:
        busy = [stack.enter_context(connect(port)) for _ in range(2)]
        for each in busy:
            each.sendall(GET + b"\r\n")
            assert each.recv(65536).startswith(b"HTTP/1.1 200")
        waiting = [stack.enter_context(connect(port)) for _ in range(2)]
        wait_until(lambda: len(Connection.waiting) == 2)
        with connect(port) as refused:
            assert everything_from(refused) == b""
        assert len(Connection.waiting) == 2
        waiting[0].sendall(GET + b"\r\n")
        busy[0].close()
        assert waiting[0].recv(65536).startswith(b"HTTP/1.1 200")
        assert everything_from(busy[1]) == b""  # its time for another head is over
        waiting[1].sendall(GET + b"\r\n")
        assert waiting[1].recv(65536).startswith(b"HTTP/1.1 200")
