"""A fair queue in front of a small thread pool: no caller uses more than half of the threads.

A thread may block on a merchant's lock or on PostgreSQL, and a blocked thread delays everybody. So the queue decides
before a job takes a thread: jobs beyond their caller's share wait outside the pool, where waiting costs nothing.
Waiting callers are served round-robin, and each caller's jobs in their order.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable
from queue import SimpleQueue


class Job:
    """One caller's work for one thread. `caller` is None for an unknown caller, who has no share to exceed."""

    __slots__ = ("caller", "is_started", "work")

    def __init__(self, caller: Hashable | None, work: Callable[[], None]) -> None:
        self.caller, self.work = caller, work
        self.is_started = False


class FairQueue:
    def __init__(self, threads: int) -> None:
        self.share = max(1, threads // 2)
        self._lock = threading.Lock()
        # A stack: the thread that was busy last starts next, as its data and its database session are still in the
        # processor's cache.
        self._idle: list[SimpleQueue[Job]] = [SimpleQueue() for _ in range(threads)]
        self._busy: dict[Hashable | None, int] = {}  # threads per caller
        self._waiting: dict[Hashable | None, deque[Job]] = {}  # in round-robin order, the next caller first
        for inbox in self._idle:
            threading.Thread(target=self._serve, args=(inbox,), name="answering", daemon=True).start()

    def submit(self, caller: Hashable | None, work: Callable[[], None]) -> Job:
        """The job; `is_started` is true if a thread takes it at once. `work` must not raise."""
        job = Job(caller, work)
        with self._lock:
            if self._idle and self._is_within_share(caller):
                self._start(job)
                self._idle.pop().put(job)
            else:
                self._waiting.setdefault(caller, deque()).append(job)
        return job

    def withdraw(self, job: Job) -> bool:
        """Cancel a waiting job; false if a thread has started it."""
        with self._lock:
            if job.is_started:
                return False
            jobs = self._waiting[job.caller]
            jobs.remove(job)
            if not jobs:
                del self._waiting[job.caller]
            return True

    def _serve(self, inbox: SimpleQueue[Job]) -> None:
        while True:
            job: Job | None = inbox.get()
            while job:
                job.work()
                job = self._next_after(job, inbox)

    def _next_after(self, finished: Job, inbox: SimpleQueue[Job]) -> Job | None:
        with self._lock:
            self._busy[finished.caller] -= 1
            if not self._busy[finished.caller]:
                del self._busy[finished.caller]
            for caller, jobs in self._waiting.items():
                if self._is_within_share(caller):
                    job = jobs.popleft()
                    del self._waiting[caller]
                    if jobs:
                        self._waiting[caller] = jobs  # behind the others
                    self._start(job)
                    return job
            self._idle.append(inbox)
            return None

    def _start(self, job: Job) -> None:
        job.is_started = True
        self._busy[job.caller] = self._busy.get(job.caller, 0) + 1

    def _is_within_share(self, caller: Hashable | None) -> bool:
        return caller is None or self._busy.get(caller, 0) < self.share
