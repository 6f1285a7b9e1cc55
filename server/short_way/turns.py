"""Large groups take turns, over all web processes of a machine.

Two transactions of many payouts beside each other cost PostgreSQL more than one after the other, and whoever waits for
a turn gathers more payouts meanwhile. Turns save processor time and nothing else: no rule rests on them.
"""

import fcntl
import os
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from random import randrange


class Turns:
    """So many groups at a time. Made before the processes fork, since they share it as an open file; the kernel gives
    back the turn of a process that dies."""

    def __init__(self, at_a_time: int) -> None:
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._at_a_time = at_a_time

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn. Not for two threads of one process, which would have the same."""
        place = self._take()
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def _take(self) -> int:
        first = randrange(self._at_a_time)
        for step in range(self._at_a_time):
            place = (first + step) % self._at_a_time
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except (BlockingIOError, PermissionError):  # another process has it; POSIX allows either error
                continue
            return place
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, first)
        return first
