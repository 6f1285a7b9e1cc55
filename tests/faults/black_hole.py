"""A socket between a server of ours and PostgreSQL that forwards everything, until it black-holes everything."""

import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from server.database.embedded_address import PORT
from tests.support.servers import short_folder


class BlackHole:
    """Leads to PostgreSQL's socket. While it drops, connections are accepted and stay open, and no byte passes."""

    def __init__(self, folder: Path, upstream: Path) -> None:
        self.folder = folder
        self._upstream = upstream / f".s.PGSQL.{PORT}"
        self._drops, self._over = threading.Event(), threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / f".s.PGSQL.{PORT}"))
        self._listener.listen(128)
        self._listener.settimeout(0.05)
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def drop_everything(self) -> None:
        self._drops.set()

    def carry_again(self) -> None:
        """Dropped bytes stay lost: connections of that time are closed."""
        self._drops.clear()
        for end in list(self._ends):
            shut(end)

    def close(self) -> None:
        self._over.set()
        self.carry_again()
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
                if not self._drops.is_set():
                    target.sendall(data)
        if not self._drops.is_set():  # else the other side must not notice
            shut(target)


def shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def black_hole(upstream: str) -> Iterator[BlackHole]:
    folder = Path(tempfile.mkdtemp(prefix="payout-network-", dir=short_folder()))
    line = BlackHole(folder, Path(upstream))
    try:
        yield line
    finally:
        line.close()
        shutil.rmtree(folder, ignore_errors=True)
