"""A real server over HTTP/1.1 responds as the tests' in-process client sees it."""

import json
import socket
from urllib.parse import urlsplit
from uuid import uuid4

from tests.api.conftest import ApiCaller, no_row_changes, payouts_of


def exchange(server: str, request: bytes, *, hang_up: bool = False) -> tuple[int, dict[str, str], bytes]:
    """Sends these bytes. Returns the response's status, headers and body."""
    address = urlsplit(server)
    assert address.hostname
    assert address.port
    with socket.create_connection((address.hostname, address.port), timeout=60) as connected:
        connected.sendall(request)
        if hang_up:
            connected.shutdown(socket.SHUT_WR)
        response = b""
        while received := connected.recv(65536):
            response += received
    head, _, body = response.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return (
        int(status.split()[1]),
        {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)},
        body,
    )


def request(method: str, address: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [f"{method} {address} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def test_a_real_server_responds_as_in_process(caller: ApiCaller, running_server: str) -> None:
    post = (
        f"Idempotency-Key: {uuid4()}",
        f"X-Merchant-Id: {caller.merchant.id}",
        "Content-Type: application/json",
    )
    body = json.dumps(caller.body()).encode()

    length = f"Content-Length: {len(body)}"
    with no_row_changes():
        # The body is cut off.
        cut = request("POST", "/api/v1/payouts/", *post, length, body=body[:-9])
        assert exchange(running_server, cut, hang_up=True)[0] == 400

        # Refused by its Content-Length, before it is sent.
        large = exchange(running_server, request("POST", "/graphql/", post[2], "Content-Length: 99999999"))
        assert large[0] == 413

        # Bytes that are not text, and a repeated header.
        for merchant in (["X-Merchant-Id: \xff\xfe"], [post[1], post[1]]):
            garbled = exchange(running_server, request("GET", "/api/v1/balance/", *merchant))
            assert (garbled[0], json.loads(garbled[2])["field"]) == (400, "X-Merchant-Id")

    status, headers, receipt = exchange(running_server, request("POST", "/api/v1/payouts/", *post, length, body=body))
    assert (status, payouts_of(caller.merchant)) == (201, 1)
    status, headers, replay = exchange(running_server, request("POST", "/api/v1/payouts/", *post, length, body=body))
    assert (status, replay) == (200, receipt)
    assert (headers["content-type"], headers["cache-control"]) == ("application/json", "no-store")
    assert headers["content-length"] == str(len(replay))

    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:], b""))
    in_chunks = request("POST", "/api/v1/payouts/", *post, "Transfer-Encoding: chunked", body=chunks)
    assert exchange(running_server, in_chunks)[::2] == (200, receipt)

    get = exchange(running_server, request("GET", f"/api/v1/ledger/?merchant_id={caller.merchant.id}"))
    head = exchange(running_server, request("HEAD", f"/api/v1/ledger/?merchant_id={caller.merchant.id}"))
    assert (head[0], head[2], head[1]["content-length"]) == (get[0], b"", str(len(get[2])))
