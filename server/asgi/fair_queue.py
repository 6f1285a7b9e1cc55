"""A fair queue in front of a small thread pool: no caller uses more than half of the threads.

A thread may block on a merchant's lock or on PostgreSQL, and a blocked thread delays everybody. So the queue decides
before a job takes a thread: jobs beyond their caller's share wait outside the pool, where waiting costs nothing.
Waiting callers are served round-robin, and each caller's jobs in their order. Callers of one group use no more than
half of the threads together: strangers who sign in, however many they are, leave the other half to everybody else.
Within a group the caller goes first who was served longest ago, or never: who comes once passes those who go on.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable
from queue import SimpleQueue

NOBODY = object()
MOST_REMEMBERED = 10_000  # callers of groups; who was served longest ago is forgotten first


class Job:
    """One caller's work for one thread. `caller` is None for an unknown caller, who has no share to exceed; `group` for
    a caller who shares with nobody. A caller is always of the same group."""

    __slots__ = ("caller", "group", "is_started", "work")

    def __init__(self, caller: Hashable | None, work: Callable[[], None], group: Hashable | None = None) -> None:
        self.caller, self.work, self.group = caller, work, group
        self.is_started = False


class FairQueue:
    def __init__(self, threads: int) -> None:
        self.share = max(1, threads // 2)
        self._lock = threading.Lock()
        # A stack: the thread that was busy last starts next, as its data and its database session are still in the
        # processor's cache.
        self._idle: list[SimpleQueue[Job]] = [SimpleQueue() for _ in range(threads)]
        self._busy: dict[Hashable | None, int] = {}  # threads per caller
        self._busy_groups: dict[Hashable | None, int] = {}  # threads per group
        self._served: dict[Hashable | None, int] = {}  # callers of groups: the number of their last turn
        self._turns = 0
        self._waiting: dict[Hashable | None, deque[Job]] = {}  # in round-robin order, the next caller first
        for inbox in self._idle:
            threading.Thread(target=self._serve, args=(inbox,), name="answering", daemon=True).start()

    def submit(self, caller: Hashable | None, work: Callable[[], None], group: Hashable | None = None) -> Job:
        """The job; `is_started` is true if a thread takes it at once. `work` must not raise."""
        job = Job(caller, work, group)
        with self._lock:
            if self._idle and self._is_within_share(job):
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
            for busy, name in ((self._busy, finished.caller), (self._busy_groups, finished.group)):
                busy[name] -= 1
                if not busy[name]:
                    del busy[name]
            if (caller := self._next_caller()) is not NOBODY:
                jobs = self._waiting.pop(caller)
                job = jobs.popleft()
                if jobs:
                    self._waiting[caller] = jobs  # behind the others
                self._start(job)
                return job
            self._idle.append(inbox)
            return None

    def _next_caller(self) -> Hashable | None:
        """Whose first job may start now, else NOBODY. (None is an unknown caller.)"""
        for caller, jobs in self._waiting.items():
            if self._is_within_share(jobs[0]):
                return caller if jobs[0].group is None else self._longest_unserved(jobs[0].group)
        return NOBODY

    def _longest_unserved(self, group: Hashable) -> Hashable | None:
        theirs = (
            caller
            for caller, jobs in self._waiting.items()
            if jobs[0].group == group and self._is_within_share(jobs[0])
        )
        return min(theirs, key=lambda caller: self._served.get(caller, 0))

    def _start(self, job: Job) -> None:
        job.is_started = True
        if job.group is not None:
            self._turns += 1
            self._served.pop(job.caller, None)
            self._served[job.caller] = self._turns
            if len(self._served) > MOST_REMEMBERED:
                del self._served[next(iter(self._served))]
        self._busy[job.caller] = self._busy.get(job.caller, 0) + 1
        self._busy_groups[job.group] = self._busy_groups.get(job.group, 0) + 1

    def _is_within_share(self, job: Job) -> bool:
        return (job.caller is None or self._busy.get(job.caller, 0) < self.share) and (
            job.group is None or self._busy_groups.get(job.group, 0) < self.share
        )
