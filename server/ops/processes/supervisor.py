"""Keeps the parts of `up` going: shows what they say, starts again what dies, and ends them in order.

One thread and one loop: the kernel's promise that a child dies with its parent is about the thread that
started it.
"""

import selectors
import signal
import time
from dataclasses import dataclass

from server.operator_error import OperatorError
from server.ops.processes.managed import Child, Database, ManagedProcess, say

GRACE_SECONDS = 10
LONGEST_PAUSE_SECONDS = 10.0


@dataclass
class Life:
    """When a part was started and, once dead, when it will be again: at once, if it had lived."""

    begun: float = 0.0
    pause: float = 0.0
    again_at: float | None = None

    def begin(self) -> None:
        self.begun, self.again_at = time.monotonic(), None

    def plan_next(self) -> None:
        now = time.monotonic()
        lived_well = now - self.begun > LONGEST_PAUSE_SECONDS
        self.pause = 0.0 if lived_well else min(max(self.pause * 2, 0.5), LONGEST_PAUSE_SECONDS)
        self.again_at = now + self.pause


class Supervisor:
    def __init__(self, database: Database | None, children: list[Child]) -> None:
        self.children = children
        self.parts: list[ManagedProcess] = ([database] if database else []) + list(children)
        self.lives = {part.name: Life() for part in self.parts}

    def start(self) -> None:
        for child in self.children:
            self._start(child)

    def turn(self, seconds: float = 0.2) -> None:
        """Wait a moment for something to be said; say it; start again what is dead."""
        self._listen(seconds)
        for part in self.parts:
            life = self.lives[part.name]
            if part.alive():
                continue
            if life.again_at is None:
                life.plan_next()
                say(part.name, b"ended; it is started again")
            if life.again_at is not None and time.monotonic() >= life.again_at:
                self._start(part)

    def stop(self) -> None:
        """Requests and tasks that run are let finish; who does not is killed."""
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.alive() for child in self.children) and time.monotonic() < deadline:
            self._listen(0.05)
        self.kill()

    def kill(self) -> None:
        for child in self.children:
            child.end(signal.SIGKILL)
        for child in self.children:
            if child.process:
                child.process.wait()
        self._listen(0)

    def _start(self, part: ManagedProcess) -> None:
        self.lives[part.name].begin()
        try:
            part.start()
        except OperatorError as refusal:
            say(part.name, str(refusal).encode())

    def _listen(self, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            for child in self.children:
                if child.process and child.process.stdout and child.alive():
                    selector.register(child.process.stdout, selectors.EVENT_READ)
            if selector.get_map():
                selector.select(seconds)
            else:
                time.sleep(seconds)
        for part in self.parts:
            part.speak()
