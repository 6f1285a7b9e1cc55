"""A network between a server of ours and PostgreSQL that carries everything, until it swallows everything."""

import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from server.database.embedded_address import PORT
from tests.support.servers import short_folder


class Network:
    """A socket that leads to PostgreSQL's. While it swallows, connections are accepted and kept, and nothing more."""

    def __init__(self, folder: Path, upstream: Path) -> None:
        self.folder = folder
        self._upstream = upstream / f".s.PGSQL.{PORT}"
        self._swallows, self._over = threading.Event(), threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / f".s.PGSQL.{PORT}"))
        self._listener.listen(128)
        self._listener.settimeout(0.05)
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def swallow(self) -> None:
        self._swallows.set()

    def heal(self) -> None:
        """What was swallowed stays lost: the connections of that time are cut."""
        self._swallows.clear()
        for end in list(self._ends):
            shut(end)

    def close(self) -> None:
        self._over.set()
        self.heal()
        for thread in self._threads:
            thread.join(20)
        for end in (self._listener, *self._ends):
            end.close()

    def _start(self, act: Callable[..., None], *arguments: socket.socket) -> None:
        thread = threading.Thread(target=act, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                ours, _ = self._listener.accept()
            except TimeoutError:
                continue
            theirs = socket.socket(socket.AF_UNIX)
            self._ends += [ours, theirs]
            ours.settimeout(None)
            theirs.connect(str(self._upstream))
            self._start(self._carry, ours, theirs)
            self._start(self._carry, theirs, ours)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self._swallows.is_set():
                    target.sendall(data)
        if not self._swallows.is_set():  # else the other side hears nothing of it
            shut(target)


def shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def network(upstream: str) -> Iterator[Network]:
    folder = Path(tempfile.mkdtemp(prefix="payout-network-", dir=short_folder()))
    carrier = Network(folder, Path(upstream))
    try:
        yield carrier
    finally:
        carrier.close()
        shutil.rmtree(folder, ignore_errors=True)
