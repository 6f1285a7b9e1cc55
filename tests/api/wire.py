"""HTTP by hand: arbitrary bytes out, raw bytes back."""

import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

GOODBYE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class Heard:
    statuses: list[int]
    raw: bytes


def send_raw(server: str, request: bytes, *, hang_up: bool) -> Heard:
    """The responses to these bytes, until the server closes the connection. `hang_up` ends our side after them.

    If the connection is still open after the first response, another request follows: what the server took for
    the rest of the first one, or for more requests, shows in its statuses.
    """
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port or 0), timeout=60) as connected:
        raw = b""
        try:
            connected.sendall(request)
            if hang_up:
                connected.shutdown(socket.SHUT_WR)
            else:
                while not is_complete(raw) and (received := connected.recv(65536)):
                    raw += received
                connected.sendall(GOODBYE)
        except OSError:  # closed: earlier bytes can still be read
            pass
        try:
            while received := connected.recv(65536):
                raw += received
        except ConnectionResetError:
            pass
    return Heard([int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", raw)], raw)


def is_complete(response: bytes) -> bool:
    head, end, body = response.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(end) and len(body) >= int(length[1] if length else 0)
