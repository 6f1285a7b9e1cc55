"""Injects the plan's faults into real processes at their times, and ends them after their durations."""

import heapq
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import psycopg
import redis
from django.db import DatabaseError, close_old_connections

from server.bank.simulator import SimulatedBank
from server.payouts import lifecycle, tasks
from tests.support.servers import ThrowawayRedis
from tests.torture.load import ClientLoad
from tests.torture.plan import DOWN, FaultKind, PlannedFault
from tests.torture.target import TorturedEngine

PATIENCE_SECONDS = 60  # afterwards the next faults follow, even if the engine is still down

Action = Callable[[], object]


class FaultInjector:
    """Never waits for the parts it has broken: database and Redis calls run on threads of their own."""

    def __init__(self, target: TorturedEngine, faults: Iterator[PlannedFault], load: ClientLoad) -> None:
        self.target, self.load = target, load
        self.done: Counter[FaultKind] = Counter()
        self.log_lines: list[str] = []
        self.begun = 0.0
        self.down_since = 0.0
        self._order = count()
        self._agenda: list[tuple[float, int, Action]] = []
        self._faults = faults
        self._next = next(faults)
        self._not_before = 0.0
        self._aside: list[threading.Thread] = []

    def begin(self) -> None:
        self.begun = time.monotonic()

    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    def turn(self) -> None:
        """Begin and end the faults that are due. Most wait while the engine is down: there is nothing to lose then."""
        while self._agenda and self._agenda[0][0] <= self.elapsed():
            heapq.heappop(self._agenda)[2]()
        fault = self._next
        if self.elapsed() >= self._not_before + fault.pause and (fault.hasty or not self._is_down()):
            self._do(fault)
            self._not_before = self.elapsed()
            self._next = next(self._faults)

    def end(self, seconds: float = 60) -> None:
        """Wait for the threads aside, after the healing."""
        for thread in self._aside:
            thread.join(seconds)

    def _later(self, seconds: float, action: Action) -> None:
        heapq.heappush(self._agenda, (self.elapsed() + seconds, next(self._order), action))

    def _do(self, fault: PlannedFault) -> None:
        if fault.kind in DOWN:
            self.down_since = time.monotonic()
        happened = getattr(self, f"_{fault.kind.name.lower()}")(fault)
        if happened is not False:
            self.done[fault.kind] += 1
        missed = "" if happened is not False else " (nothing to hit)"
        self.log_lines.append(f"{self.elapsed():7.2f} s  {fault.kind}{missed}")

    def _is_down(self) -> bool:
        """True if no payout was created since the last such fault, which was not long ago."""
        return self.load.created_at < self.down_since > time.monotonic() - PATIENCE_SECONDS

    # --- ours ----------------------------------------------------------------------------------------------

    def _web_killed(self, fault: PlannedFault) -> bool:
        return self._send(signal.SIGKILL, self._one(self.target.engine.processes("manage.py serve"), fault))

    def _web_stopped(self, fault: PlannedFault) -> bool:
        return self._stop(self._one(self.target.engine.processes("manage.py serve"), fault), fault.seconds)

    def _worker_killed(self, fault: PlannedFault) -> bool:
        return self._send(signal.SIGKILL, self._one(self.target.engine.processes("manage.py run_huey"), fault))

    def _worker_stopped(self, fault: PlannedFault) -> bool:
        return self._stop(self._one(self.target.engine.processes("manage.py run_huey"), fault), fault.seconds)

    def _worker_joined(self, fault: PlannedFault) -> None:
        worker = self.target.join_worker()
        self._later(fault.seconds + 1, worker.kill)  # it takes a second to start

    def _all_killed(self, _fault: PlannedFault) -> bool:
        ours = self.target.engine.processes("manage.py serve") | self.target.engine.processes("manage.py run_huey")
        return self._send(signal.SIGKILL, ours | self.target.database_processes())

    def _up_killed(self, _fault: PlannedFault) -> None:
        self._send(signal.SIGCONT, self.target.database_processes())  # a stopped one could not end with `up`
        self.target.kill_up()

    # --- PostgreSQL ----------------------------------------------------------------------------------------

    def _database_crashed(self, _fault: PlannedFault) -> bool:
        return self._send(signal.SIGQUIT, self._postmaster())

    def _database_killed(self, _fault: PlannedFault) -> bool:
        return self._send(signal.SIGKILL, self._postmaster())

    def _database_stopped(self, fault: PlannedFault) -> bool:
        return self._stop(self.target.database_processes(), fault.seconds)

    def _session_killed(self, fault: PlannedFault) -> bool:
        return self._send(signal.SIGKILL, self._one(self.target.sessions(), fault))

    def _sessions_ended(self, fault: PlannedFault) -> None:
        def terminate() -> None:
            with self.target.engine.cluster().connect("payout_engine") as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database() AND random() < %s",
                    [0.2 + fault.pick],
                )

        self._on_a_thread(terminate)

    # --- Redis ---------------------------------------------------------------------------------------------

    def _redis_killed(self, fault: PlannedFault) -> None:
        self._redis().kill()
        self._later(fault.seconds, self._redis_back)

    def _redis_restarted(self, _fault: PlannedFault) -> None:
        self._redis().kill()
        self._redis_back()

    def _redis_stopped(self, fault: PlannedFault) -> bool:
        process = self._redis().process
        return self._stop({process.pid} if process else set(), fault.seconds)

    def _redis_flushed(self, _fault: PlannedFault) -> None:
        def flush() -> None:
            with self._redis().client() as client:
                client.flushall()

        self._on_a_thread(flush)

    def _redis_back(self) -> None:
        if self._redis().process is None:
            self._redis().start()

    # --- the queue -----------------------------------------------------------------------------------------

    def _notified(self, _fault: PlannedFault) -> None:
        self._on_a_thread(lambda: [tasks.settle_due() for _ in range(10)])

    def _swept(self, _fault: PlannedFault) -> None:
        def sweep(_number: int) -> None:
            try:
                lifecycle.settle_due(SimulatedBank(), limit=20)
            except DatabaseError:
                pass  # interrupted: another worker finds what was claimed
            finally:
                close_old_connections()

        def sweeps() -> None:
            with ThreadPoolExecutor(5) as pool:
                list(pool.map(sweep, range(5)))

        self._on_a_thread(sweeps)

    # -------------------------------------------------------------------------------------------------------

    def _one(self, pids: set[int], fault: PlannedFault) -> set[int]:
        return {sorted(pids)[int(fault.pick * len(pids))]} if pids else set()

    def _postmaster(self) -> set[int]:
        pid = self.target.engine.cluster().pid()
        return {pid} if pid else set()

    def _redis(self) -> ThrowawayRedis:
        assert self.target.redis
        return self.target.redis

    def _send(self, number: int, pids: set[int]) -> bool:
        hit = False
        for pid in pids:
            try:
                os.kill(pid, number)
                hit = True
            except ProcessLookupError:
                continue
        return hit

    def _stop(self, pids: set[int], seconds: float) -> bool:
        self._later(seconds, lambda: self._send(signal.SIGCONT, pids))
        return self._send(signal.SIGSTOP, pids)

    def _on_a_thread(self, action: Callable[[], object]) -> None:
        def run() -> None:
            try:
                action()
            except (psycopg.Error, DatabaseError, redis.RedisError, OSError) as error:
                self.log_lines.append(f"{self.elapsed():7.2f} s  (that met another fault: {error!r:.200})")

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self._aside.append(thread)
