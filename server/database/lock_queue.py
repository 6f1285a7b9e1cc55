"""Who of a process's few threads may wait for something that may be stuck: one of them.

A merchant's lock is free after milliseconds, or its holder was stopped and it takes seconds. Without turns every caller
of that one merchant takes a thread of the server along into the wait, and eight of them stop all merchants.
"""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from time import monotonic

# A hot merchant's transaction takes some 5 ms, and it has few ahead of it (one waiter per process): a wait of this
# length is no queue any more.
PATIENCE_SECONDS = 0.5
LONGEST_QUEUE_SECONDS = 2.0


class QueueFull(Exception):  # noqa: N818 - an answer, not a fault
    """What is waited for seems stuck, and another thread of this process waits for it already."""


class LockQueue:
    """For each thing, at most one thread of this process waits outside for it. The others queue here, and are turned
    away as soon as that one has waited for longer than `PATIENCE_SECONDS`.

    Once a wait has failed, its thing counts as stuck until a wait for it succeeds. Meanwhile nobody queues for it, and
    of all that is stuck only one thing at a time is tried again, by one thread.
    """

    def __init__(self, stuck_when: tuple[type[Exception], ...]) -> None:
        self._stuck_when = stuck_when
        self._changed = threading.Condition()
        self._waiting_since: dict[Hashable, float] = {}
        self._stuck: set[Hashable] = set()

    @contextmanager
    def enter(self, what: Hashable) -> Iterator[None]:
        """The block waits for `what` and for nothing else. Raises QueueFull."""
        self._take(what)
        outcome: bool | None = None
        try:
            yield
            outcome = True
        except Exception as error:
            if isinstance(error, self._stuck_when) or isinstance(error.__cause__, self._stuck_when):
                outcome = False
            raise
        finally:
            self._give_back(what, outcome)

    def _take(self, what: Hashable) -> None:
        came = monotonic()
        with self._changed:
            while (since := self._waiting_since.get(what)) is not None:
                patience = min(since + PATIENCE_SECONDS, came + LONGEST_QUEUE_SECONDS) - monotonic()
                if what in self._stuck or patience <= 0:
                    raise QueueFull
                self._changed.wait(patience)
            if what in self._stuck and not self._stuck.isdisjoint(self._waiting_since):
                raise QueueFull
            self._waiting_since[what] = monotonic()

    def _give_back(self, what: Hashable, outcome: bool | None) -> None:
        with self._changed:
            del self._waiting_since[what]
            if outcome is True:
                self._stuck.discard(what)
            elif outcome is False:
                self._stuck.add(what)
            self._changed.notify_all()
