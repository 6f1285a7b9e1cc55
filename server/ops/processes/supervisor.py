"""Supervises the processes of `up`: prints their output, restarts those that end, and stops all of them in order.

Uses one thread: the kernel kills a child when the *thread* that started it ends.
"""

import selectors
import signal
import time
from dataclasses import dataclass

from server.operator_error import OperatorError
from server.ops.processes.managed import Child, Database, ManagedProcess, print_line

STOP_TIMEOUT_SECONDS = 10
MAX_BACKOFF_SECONDS = 10.0


@dataclass
class RestartBackoff:
    """Times of one process, in monotonic seconds. A restart follows at once if the process ran for longer than
    MAX_BACKOFF_SECONDS, else after 0.5 s, doubled each time up to that maximum."""

    started_at: float = 0.0
    pause: float = 0.0
    restart_at: float | None = None

    def note_start(self) -> None:
        self.started_at, self.restart_at = time.monotonic(), None

    def schedule_restart(self) -> None:
        now = time.monotonic()
        ran_long = now - self.started_at > MAX_BACKOFF_SECONDS
        self.pause = 0.0 if ran_long else min(max(self.pause * 2, 0.5), MAX_BACKOFF_SECONDS)
        self.restart_at = now + self.pause


class Supervisor:
    def __init__(self, database: Database | None, children: list[Child]) -> None:
        self.children = children
        self.processes: list[ManagedProcess] = ([database] if database else []) + list(children)
        self.backoffs = {process.name: RestartBackoff() for process in self.processes}

    def start(self) -> None:
        for child in self.children:
            self._start(child)

    def tick(self, seconds: float = 0.2) -> None:
        """Wait at most this long for output, print it, and restart the processes that have ended."""
        self._relay_output(seconds)
        for process in self.processes:
            backoff = self.backoffs[process.name]
            if process.is_alive():
                continue
            if backoff.restart_at is None:
                backoff.schedule_restart()
                pause = f" in {backoff.pause:g} s" if backoff.pause else ""
                print_line(process.name, f"ended unexpectedly; restarting it{pause}".encode())
            if backoff.restart_at is not None and time.monotonic() >= backoff.restart_at:
                self._start(process)

    def stop(self) -> None:
        """Let running requests and tasks finish, for at most STOP_TIMEOUT_SECONDS; then kill the rest."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
        while any(child.is_alive() for child in self.children) and time.monotonic() < deadline:
            self._relay_output(0.05)
        self.kill()

    def kill(self) -> None:
        for child in self.children:
            child.signal_group(signal.SIGKILL)
        for child in self.children:
            if child.process:
                child.process.wait()
        self._relay_output(0)

    def _start(self, process: ManagedProcess) -> None:
        self.backoffs[process.name].note_start()
        try:
            process.start()
        except OperatorError as error:
            print_line(process.name, str(error).encode())

    def _relay_output(self, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            for child in self.children:
                if child.process and child.process.stdout and child.is_alive():
                    selector.register(child.process.stdout, selectors.EVENT_READ)
            if selector.get_map():
                selector.select(seconds)
            else:
                time.sleep(seconds)
        for process in self.processes:
            process.relay_output()
