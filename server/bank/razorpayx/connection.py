"""One HTTPS call to RazorpayX: it ends at a moment, however slowly bytes arrive, follows no redirect, uses no proxy."""

import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import certifi
import httpcore

MOST_BYTES = 4 * 1024 * 1024  # of an answer: a hundred payouts are a tenth of it
AWAKE_OR_NOT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # Linux alone has the former
UNUSED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # see _Stream.start_tls


class Deadline:
    """Of one call of the port, whatever it asks RazorpayX. It is looked at before each byte is sent: a worker that was
    stopped for days sends nothing when it wakes."""

    def __init__(self, seconds: float) -> None:
        self._ends = _now() + seconds

    def left(self) -> float:
        return max(self._ends - _now(), 0.0)


def _now() -> float:
    """Seconds, of a clock that goes on while the machine sleeps."""
    return time.clock_gettime(AWAKE_OR_NOT)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class NotSent:
    """No connection: RazorpayX has not heard of it."""

    why: str


@dataclass(frozen=True)
class NoAnswer:
    """It may have been heard."""

    why: str


def call(
    method: str, url: httpcore.URL, headers: dict[str, str], body: bytes | None, deadline: Deadline
) -> Answer | NotSent | NoAnswer:
    """Raises nothing for what the other side does."""
    connection = httpcore.HTTPConnection(url.origin, ssl_context=UNUSED, network_backend=_Network(deadline))
    try:
        with connection, connection.stream(method, url, headers=[*headers.items()], content=body) as response:
            read = bytearray()
            for part in response.iter_stream():
                read += part
                if len(read) > MOST_BYTES:
                    return NoAnswer("its answer is too long")
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            return Answer(response.status, told, bytes(read))
    except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
        return NotSent(type(error).__name__)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        return NoAnswer(type(error).__name__)


class _Network(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._deadline, self._sockets = deadline, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  ours is the deadline's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in _resolve(host, port, self._deadline.left()):
            try:
                if not (left := self._deadline.left()):
                    raise httpcore.ConnectTimeout
                stream = self._sockets.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        if not (left := self._deadline.left()):
            raise httpcore.ReadTimeout
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        if not (left := self._deadline.left()):
            raise httpcore.WriteTimeout
        self._stream.write(buffer, left)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,  # noqa: ARG002  ours is shared, and httpcore would write to it from each thread
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        if not (left := self._deadline.left()):
            raise httpcore.ConnectTimeout
        return _Stream(self._stream.start_tls(trust(), server_hostname, left), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        # httpcore asks which protocol was agreed upon: it would meet the shared context's again.
        return None if info == "ssl_object" else self._stream.get_extra_info(info)


@cache
def trust() -> ssl.SSLContext:
    """The certificate authorities of this machine, and Mozilla's. TLS 1.2 and newer, as RazorpayX demands."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Its addresses. The machine's resolver has a time limit of its own, which is longer: it is left behind."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
        except OSError as error:
            answers.put(error)

    Thread(target=look_up, name="razorpayx-resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(answer, OSError):
        raise httpcore.ConnectError from answer
    return answer
