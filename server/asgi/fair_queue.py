"""A few threads for many callers: however much one of them asks for, half of the threads are for the others.

A thread may have to wait: for a merchant's lock, for PostgreSQL. What waits in a thread is in the way of everybody, so
that it is decided before a thread is taken who may wait in one. Who has more to ask than its share waits outside, where
that costs nothing; among those who wait, callers are served in turn, and each one's questions in their order.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable
from queue import SimpleQueue


class Job:
    """What one thread has to do for a caller. None for one that nobody knows: those have no share to keep to."""

    __slots__ = ("begun", "caller", "work")

    def __init__(self, caller: Hashable | None, work: Callable[[], None]) -> None:
        self.caller, self.work = caller, work
        self.begun = False


class FairQueue:
    def __init__(self, number: int) -> None:
        self.share = max(1, number // 2)
        self._lock = threading.Lock()
        # Who was busy last begins next: what it needs, its database's session too, is still in the processor's cache.
        self._free: list[SimpleQueue[Job]] = [SimpleQueue() for _ in range(number)]
        self._busy: dict[Hashable | None, int] = {}  # threads, by the caller that they work for
        self._waiting: dict[Hashable | None, deque[Job]] = {}  # whose turn is next comes first
        for mine in self._free:
            threading.Thread(target=self._serve, args=(mine,), name="answering", daemon=True).start()

    def submit(self, caller: Hashable | None, work: Callable[[], None]) -> Job:
        """A job whose `begun` is true if a thread does it at once. `work` must not raise."""
        job = Job(caller, work)
        with self._lock:
            if self._free and self._is_within_its_share(caller):
                self._begin(job)
                self._free.pop().put(job)
            else:
                self._waiting.setdefault(caller, deque()).append(job)
        return job

    def withdraw(self, job: Job) -> bool:
        """False where a thread has begun it; else none ever will."""
        with self._lock:
            if job.begun:
                return False
            jobs = self._waiting[job.caller]
            jobs.remove(job)
            if not jobs:
                del self._waiting[job.caller]
            return True

    def _serve(self, mine: SimpleQueue[Job]) -> None:
        while True:
            job: Job | None = mine.get()
            while job:
                job.work()
                job = self._next_after(job, mine)

    def _next_after(self, done: Job, mine: SimpleQueue[Job]) -> Job | None:
        with self._lock:
            self._busy[done.caller] -= 1
            if not self._busy[done.caller]:
                del self._busy[done.caller]
            for caller, jobs in self._waiting.items():
                if self._is_within_its_share(caller):
                    job = jobs.popleft()
                    del self._waiting[caller]
                    if jobs:
                        self._waiting[caller] = jobs  # behind the others
                    self._begin(job)
                    return job
            self._free.append(mine)
            return None

    def _begin(self, job: Job) -> None:
        job.begun = True
        self._busy[job.caller] = self._busy.get(job.caller, 0) + 1

    def _is_within_its_share(self, caller: Hashable | None) -> bool:
        return caller is None or self._busy.get(caller, 0) < self.share
