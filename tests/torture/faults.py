"""The faults of the plan, done to real processes when their time comes, and undone when theirs has passed."""

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
from tests.torture.load import Load
from tests.torture.plan import DOWN, Fault, Kind
from tests.torture.stage import Stage

PATIENCE_SECONDS = 60  # then more faults come, whether or not the engine has come back

Deed = Callable[[], object]


class Saboteur:
    """Never waits for what it has broken: whatever speaks to a database or a Redis does so on a thread aside."""

    def __init__(self, stage: Stage, faults: Iterator[Fault], load: Load) -> None:
        self.stage, self.load = stage, load
        self.done: Counter[Kind] = Counter()
        self.diary: list[str] = []
        self.begun = 0.0
        self.down_since = 0.0
        self._order = count()
        self._agenda: list[tuple[float, int, Deed]] = []
        self._faults = faults
        self._next = next(faults)
        self._not_before = 0.0
        self._aside: list[threading.Thread] = []

    def begin(self) -> None:
        self.begun = time.monotonic()

    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    def turn(self) -> None:
        """Do and undo what is due. Mostly the next fault waits for an engine that is down: it has nothing to lose."""
        while self._agenda and self._agenda[0][0] <= self.elapsed():
            heapq.heappop(self._agenda)[2]()
        fault = self._next
        if self.elapsed() >= self._not_before + fault.pause and (fault.hasty or not self._is_down()):
            self._do(fault)
            self._not_before = self.elapsed()
            self._next = next(self._faults)

    def end(self, seconds: float = 60) -> None:
        """After the healing: those aside come to their end, too."""
        for thread in self._aside:
            thread.join(seconds)

    def _later(self, seconds: float, deed: Deed) -> None:
        heapq.heappush(self._agenda, (self.elapsed() + seconds, next(self._order), deed))

    def _do(self, fault: Fault) -> None:
        if fault.kind in DOWN:
            self.down_since = time.monotonic()
        happened = getattr(self, f"_{fault.kind.name.lower()}")(fault)
        if happened is not False:
            self.done[fault.kind] += 1
        missed = "" if happened is not False else " (nothing to hit)"
        self.diary.append(f"{self.elapsed():7.2f} s  {fault.kind}{missed}")

    def _is_down(self) -> bool:
        """Since the last such fault nothing was created, and that is not long ago."""
        return self.load.created_at < self.down_since > time.monotonic() - PATIENCE_SECONDS

    # --- ours ----------------------------------------------------------------------------------------------

    def _web_killed(self, fault: Fault) -> bool:
        return self._send(signal.SIGKILL, self._one(self.stage.engine.processes("manage.py serve"), fault))

    def _web_stopped(self, fault: Fault) -> bool:
        return self._stop(self._one(self.stage.engine.processes("manage.py serve"), fault), fault.seconds)

    def _worker_killed(self, fault: Fault) -> bool:
        return self._send(signal.SIGKILL, self._one(self.stage.engine.processes("manage.py run_huey"), fault))

    def _worker_stopped(self, fault: Fault) -> bool:
        return self._stop(self._one(self.stage.engine.processes("manage.py run_huey"), fault), fault.seconds)

    def _worker_joined(self, fault: Fault) -> None:
        worker = self.stage.join_worker()
        self._later(fault.seconds + 1, worker.kill)  # it takes a second to come

    def _all_killed(self, _fault: Fault) -> bool:
        ours = self.stage.engine.processes("manage.py serve") | self.stage.engine.processes("manage.py run_huey")
        return self._send(signal.SIGKILL, ours | self.stage.database_processes())

    def _up_killed(self, _fault: Fault) -> None:
        self._send(signal.SIGCONT, self.stage.database_processes())  # stopped, it could not end with `up`
        self.stage.kill_up()

    # --- PostgreSQL ----------------------------------------------------------------------------------------

    def _database_crashed(self, _fault: Fault) -> bool:
        return self._send(signal.SIGQUIT, self._postmaster())

    def _database_killed(self, _fault: Fault) -> bool:
        return self._send(signal.SIGKILL, self._postmaster())

    def _database_stopped(self, fault: Fault) -> bool:
        return self._stop(self.stage.database_processes(), fault.seconds)

    def _session_killed(self, fault: Fault) -> bool:
        return self._send(signal.SIGKILL, self._one(self.stage.sessions(), fault))

    def _sessions_ended(self, fault: Fault) -> None:
        def terminate() -> None:
            with self.stage.engine.cluster().connect("payout_engine") as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database() AND random() < %s",
                    [0.2 + fault.pick],
                )

        self._on_a_thread(terminate)

    # --- Redis ---------------------------------------------------------------------------------------------

    def _redis_killed(self, fault: Fault) -> None:
        self._redis().kill()
        self._later(fault.seconds, self._redis_back)

    def _redis_restarted(self, _fault: Fault) -> None:
        self._redis().kill()
        self._redis_back()

    def _redis_stopped(self, fault: Fault) -> bool:
        process = self._redis().process
        return self._stop({process.pid} if process else set(), fault.seconds)

    def _redis_flushed(self, _fault: Fault) -> None:
        def flush() -> None:
            with self._redis().client() as client:
                client.flushall()

        self._on_a_thread(flush)

    def _redis_back(self) -> None:
        if self._redis().process is None:
            self._redis().start()

    # --- the queue -----------------------------------------------------------------------------------------

    def _rung(self, _fault: Fault) -> None:
        self._on_a_thread(lambda: [tasks.settle_due() for _ in range(10)])

    def _swept(self, _fault: Fault) -> None:
        def sweep(_number: int) -> None:
            try:
                lifecycle.settle_due(SimulatedBank(), limit=20)
            except DatabaseError:
                pass  # broken in the middle: what was claimed is found again
            finally:
                close_old_connections()

        def sweeps() -> None:
            with ThreadPoolExecutor(5) as pool:
                list(pool.map(sweep, range(5)))

        self._on_a_thread(sweeps)

    # -------------------------------------------------------------------------------------------------------

    def _one(self, pids: set[int], fault: Fault) -> set[int]:
        return {sorted(pids)[int(fault.pick * len(pids))]} if pids else set()

    def _postmaster(self) -> set[int]:
        pid = self.stage.engine.cluster().pid()
        return {pid} if pid else set()

    def _redis(self) -> ThrowawayRedis:
        assert self.stage.redis
        return self.stage.redis

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

    def _on_a_thread(self, deed: Callable[[], object]) -> None:
        def run() -> None:
            try:
                deed()
            except (psycopg.Error, DatabaseError, redis.RedisError, OSError) as error:
                self.diary.append(f"{self.elapsed():7.2f} s  (that met another fault: {error!r:.200})")

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self._aside.append(thread)
