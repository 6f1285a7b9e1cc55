"""A queue in front of each lock, so that a stuck lock blocks one of a process's few threads and not all of them.

A merchant's lock is free after milliseconds, unless its holder hangs: then it takes seconds. Without the queue every
request for that merchant blocks a thread, and eight of them stop the server for all merchants.
"""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from time import monotonic

# A busy merchant's transaction takes some 5 ms and has few ahead of it (one waiter per process): a longer wait means
# that the lock is stuck.
PATIENCE_SECONDS = 0.5
LONGEST_QUEUE_SECONDS = 2.0


class QueueFull(Exception):  # noqa: N818 - a result, not a fault
    """The lock seems stuck, and another thread of this process waits for it already."""


class LockQueue:
    """At most one thread of this process waits for each lock. The others queue here, and get QueueFull once that thread
    has waited for longer than `PATIENCE_SECONDS`.

    A lock counts as stuck from a failed wait until a successful one. Meanwhile no thread queues for it, and only one
    thread at a time retries any stuck lock, whichever it is.
    """

    def __init__(self, stuck_when: tuple[type[Exception], ...]) -> None:
        self._stuck_when = stuck_when
        self._changed = threading.Condition()
        self._waiting_since: dict[Hashable, float] = {}
        self._stuck: set[Hashable] = set()

    @contextmanager
    def enter(self, lock: Hashable) -> Iterator[None]:
        """For a block that waits for `lock` and for nothing else. Raises QueueFull."""
        self._acquire(lock)
        succeeded: bool | None = None
        try:
            yield
            succeeded = True
        except Exception as error:
            if isinstance(error, self._stuck_when) or isinstance(error.__cause__, self._stuck_when):
                succeeded = False
            raise
        finally:
            self._release(lock, succeeded)

    def _acquire(self, lock: Hashable) -> None:
        arrived_at = monotonic()
        with self._changed:
            while (since := self._waiting_since.get(lock)) is not None:
                patience = min(since + PATIENCE_SECONDS, arrived_at + LONGEST_QUEUE_SECONDS) - monotonic()
                if lock in self._stuck or patience <= 0:
                    raise QueueFull
                self._changed.wait(patience)
            if lock in self._stuck and not self._stuck.isdisjoint(self._waiting_since):
                raise QueueFull
            self._waiting_since[lock] = monotonic()

    def _release(self, lock: Hashable, succeeded: bool | None) -> None:
        with self._changed:
            del self._waiting_since[lock]
            if succeeded is True:
                self._stuck.discard(lock)
            elif succeeded is False:
                self._stuck.add(lock)
            self._changed.notify_all()
