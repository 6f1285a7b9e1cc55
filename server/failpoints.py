"""Faults on request, for tests: named steps at which this process kills or stops itself. Production settings refuse it.

    PAYOUT_FAILPOINTS="create.after=kill, claim.after=stop@2, *=kill%0.002"

at the step's first hit, at its second, and at every step with this probability. `kill` is SIGKILL, `stop` SIGSTOP.
"""

import os
import random
import re
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

STEPS = (
    # a creation is one call of the database, COMMIT included; and the request's end
    "create",
    "notify",
    # settle_due: `claim`, `renew` and `finish` are one statement each, and its own COMMIT
    "claim",
    "submit",
    "ask",
    "confirm",
    "void",
    "renew",
    "finish",
)
POINTS = tuple(f"{step}.{side}" for step in STEPS for side in ("before", "after"))
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}

_FAULT = re.compile(r"(?P<point>[a-z.]+|\*)=(?P<action>[a-z]+)(?:@(?P<hit>[0-9]{1,9})|%(?P<chance>[01]|0?\.[0-9]+))?")


@dataclass(frozen=True)
class Fault:
    action: str
    hit: int  # the nth of this process
    chance: float | None  # instead, at any hit


class Switchboard:
    """Off unless armed; then one attribute test is all that a step costs."""

    def __init__(self) -> None:
        self.on = False
        self.lock = threading.Lock()
        self.arm("")

    def arm(self, faults: str, *, seed: str = "", log: str = "") -> None:
        self.faults = read_faults(faults)
        # Each process has dice of its own, else one that is started again would die at the same step for ever.
        self.dice = random.Random(f"{seed} {os.getpid()}") if seed else random.Random()
        self.log = log
        self.hits: Counter[str] = Counter()
        self.on = bool(faults or log)

    def hit(self, point: str) -> None:
        fault = self.faults.get(point) or self.faults.get("*")
        with self.lock:
            self.hits[point] += 1
            strikes = fault is not None and (
                self.hits[point] == fault.hit if fault.chance is None else self.dice.random() < fault.chance
            )
            self._write(f"{point} {fault.action}" if fault and strikes else point)
        if fault and strikes:
            os.kill(os.getpid(), SIGNALS[fault.action])

    def _write(self, line: str) -> None:
        if self.log:
            file = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, f"{line}\n".encode())  # one call, so that lines of several processes stay whole
            finally:
                os.close(file)


def read_faults(text: str) -> dict[str, Fault]:
    """Raises ValueError for what cannot be read and for a point that does not exist."""
    faults = {}
    for word in filter(None, (word.strip() for word in text.split(","))):
        read = _FAULT.fullmatch(word)
        if read is None or read["action"] not in SIGNALS or read["hit"] == "0":
            raise ValueError(f"{word!r} is not POINT=kill or POINT=stop, with @N or %P")
        if read["point"] not in {*POINTS, "*"}:
            raise ValueError(f"there is no failpoint {read['point']!r}, only {', '.join(POINTS)}")
        chance = float(read["chance"]) if read["chance"] else None
        faults[read["point"]] = Fault(read["action"], int(read["hit"] or 1), chance)
    return faults


_switchboard = Switchboard()
arm = _switchboard.arm


def reach(point: str) -> None:
    if _switchboard.on:
        _switchboard.hit(point)


@contextmanager
def around(step: str) -> Iterator[None]:
    reach(f"{step}.before")
    yield
    reach(f"{step}.after")
