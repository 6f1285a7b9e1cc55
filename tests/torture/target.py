"""The tortured engine: a real `manage.py up` in its own folder, with its own Redis if there is one."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from server.ops.processes import parent_death
from tests.support.engine import CHECKOUT, START_SECONDS, LocalEngine
from tests.support.servers import ThrowawayRedis, wait_until
from tests.torture import plan
from tests.torture.settings import SETTINGS


class TorturedEngine:
    """For the main thread only: the kernel kills a child with the thread that started it."""

    def __init__(self, engine: LocalEngine, redis: ThrowawayRedis | None, seed: int) -> None:
        self.engine, self.redis, self.seed = engine, redis, seed
        self.log = engine.data_dir / "failpoints.log"
        self.log.touch()
        self.log.chmod(0o666)  # started by root, web server and worker run as another user
        self.settings = SETTINGS | {"REDIS_URL": redis.url if redis else ""}
        self.starts = 0
        self.said: list[str] = []
        self.faults: list[str] = []
        self.second_workers: list[subprocess.Popen[bytes]] = []

    def start(self, *, armed: bool = False) -> None:
        self.said += self.engine.lines
        self.starts += 1
        self.engine.start(**self._environment(armed=armed))

    def start_and_wait(self, *, armed: bool = False) -> None:
        self.start(armed=armed)
        wait_until(lambda: self.is_up() or self.engine.has_ended(), 2 * START_SECONDS)
        assert self.is_up(), f"`up` did not come up: {self.engine.output()[-1500:]}"

    def is_up(self) -> bool:
        return not self.engine.has_ended() and self.engine.says("The payout engine is up")

    def watch(self) -> None:
        """Restart `up` if a fault ended it during its start; a running `up` must not end unless killed."""
        if self.engine.has_ended():
            if self.engine.says("The payout engine is up"):
                self.faults.append(f"`up` ended by itself: {self.engine.output()[-1000:]}")
            self.start(armed=True)

    def kill_up(self) -> None:
        if self.engine.process and not self.engine.has_ended():
            self.engine.stop(signal.SIGKILL)
            self.start(armed=True)

    def join_worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "run_huey", "--worker-type", "thread", "--workers", "4"]
        environment = self.engine.environment(**self._environment(armed=True))
        quiet = subprocess.DEVNULL
        worker = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=quiet, stderr=quiet)
        self.second_workers.append(worker)
        return worker

    def heal(self) -> None:
        """End every fault, and show that `up` stops in order and starts again."""
        for pid in self.engine.processes() | self.database_processes():
            _signal(pid, signal.SIGCONT)
        for worker in self.second_workers:
            worker.kill()
            worker.wait()
        if self.redis:
            self.redis.kill()
            self.redis.start()
        if self.is_up() and (code := self.engine.stop()) != 0:
            self.faults.append(f"`up` was told to stop and ended with {code}: {self.engine.output()[-1000:]}")
        if not self.engine.has_ended():
            self.engine.stop(signal.SIGKILL)
        self.start_and_wait()

    def database_processes(self) -> set[int]:
        """The postmaster and its children."""
        postmaster = self.engine.cluster().pid()
        return {postmaster, *_children(postmaster)} if postmaster else set()

    def sessions(self) -> set[int]:
        """PIDs of PostgreSQL's backends with a client."""
        postmaster = self.engine.cluster().pid()
        return {pid for pid in _children(postmaster) if b"payout_engine" in _command(pid)} if postmaster else set()

    def struck(self) -> int:
        """The number of processes that failpoints have killed."""
        with suppress(FileNotFoundError):
            return sum(line.endswith(" kill") for line in self.log.read_text().splitlines())
        return 0

    def _environment(self, *, armed: bool) -> dict[str, str]:
        more = self.settings | {parent_death.SUPERVISOR: str(os.getpid())}  # it ends if this process is killed
        if armed:
            more["PAYOUT_FAILPOINTS"] = f"*=kill%{plan.failpoint_chance(self.seed, self.starts):.4f}"
            more["PAYOUT_FAILPOINTS_SEED"] = f"{self.seed} {self.starts}"
            more["PAYOUT_FAILPOINTS_LOG"] = str(self.log)
        return more


def _signal(pid: int, number: int) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def _children(parent: int) -> set[int]:
    try:
        return {int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}
    except OSError:
        return set()


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
