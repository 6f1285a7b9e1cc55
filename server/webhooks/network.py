"""The network as a webhook sees it: to checked addresses alone, within one limit of time and one of bytes."""

import socket
import ssl
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from time import monotonic
from typing import Any

import certifi
import httpcore

from .addresses import may_reach, resolve

CONNECT_SECONDS = 5
MOST_ADDRESSES = 6  # of a name are tried


class NoSuchHost(httpcore.ConnectError):
    """The name has no address, or its servers did not answer."""


class AddressRefused(httpcore.ConnectError):
    """One of the name's addresses may not be reached."""


class TlsFailed(httpcore.ConnectError):
    """No common protocol, or a certificate that is not the host's."""


class EnoughRead(Exception):  # noqa: N818
    """The limit of bytes is spent."""


class Limits:
    """Of one attempt: it ends at a moment, however slowly bytes arrive, and after so many of them."""

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self._ends = monotonic() + seconds
        self.bytes_left = most_bytes

    def seconds_left(self) -> float:
        left = self._ends - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class CheckedNetwork(httpcore.NetworkBackend):
    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  ours is the limits'
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Resolves once, checks every answer, and connects to an address that was checked."""
        by = monotonic() + min(CONNECT_SECONDS, self._limits.seconds_left())
        try:
            addresses = resolve(host, port, by - monotonic())
        except OSError as error:
            raise NoSuchHost from error
        if not all(map(may_reach, addresses)):
            raise AddressRefused
        return Stream(_connect(addresses[:MOST_ADDRESSES], port, by), self._limits)


class Stream(httpcore.NetworkStream):
    def __init__(self, connected: socket.socket, limits: Limits) -> None:
        self._socket, self._limits = connected, limits

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        if self._limits.bytes_left <= 0:
            raise EnoughRead
        self._socket.settimeout(self._limits.seconds_left())
        try:
            data = self._socket.recv(min(max_bytes, self._limits.bytes_left))
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError from error
        self._limits.bytes_left -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        left = memoryview(buffer)
        while left:
            self._socket.settimeout(self._limits.seconds_left())
            try:
                left = left[self._socket.send(left) :]
            except TimeoutError as error:
                raise httpcore.WriteTimeout from error
            except OSError as error:
                raise httpcore.WriteError from error

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,  # noqa: ARG002  ours is shared, and httpcore would write to it from each thread
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Compares the certificate with the host's name, not with the address."""
        try:
            self._socket.settimeout(self._limits.seconds_left())
            return Stream(trust().wrap_socket(self._socket, server_hostname=server_hostname), self._limits)
        except TimeoutError as error:
            self.close()
            raise httpcore.ConnectTimeout from error
        except (OSError, ValueError) as error:
            self.close()
            raise TlsFailed from error

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()


@cache
def trust() -> ssl.SSLContext:
    """The certificate authorities of this machine, and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _connect(addresses: Sequence[str], port: int, by: float) -> socket.socket:
    """To the first that answers; one that does not leaves time for the rest."""
    failure: OSError = OSError("no address")
    for number, address in enumerate(addresses):
        seconds = (by - monotonic()) / (len(addresses) - number)
        if seconds <= 0:
            failure = TimeoutError()
            break
        connected = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        try:
            connected.settimeout(seconds)
            connected.connect((address, port))
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the body follows the head at once
        except OSError as error:
            connected.close()
            failure = error
        else:
            return connected
    if isinstance(failure, TimeoutError):
        raise httpcore.ConnectTimeout from failure
    raise httpcore.ConnectError from failure
