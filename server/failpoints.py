"""Failpoints, for tests: named steps at which this process kills or stops itself. Production settings refuse them.

    PAYOUT_FAILPOINTS="create.after=kill, claim.after=stop@2, *=kill%0.002"

Here: at the first hit, at the second hit, and at every failpoint with probability 0.002. `kill` is SIGKILL, `stop`
SIGSTOP. A failpoint is a step of `STEPS` and a side, `before` or `after`.
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
    # A request: `create`, `cancel`, `approve` and `order` are one transaction each; `notify`, at its end, wakes the
    # worker.
    "create",
    "cancel",
    "approve",
    "order",
    "notify",
    # settle_due: `claim`, `flag`, `renew` and `finish` are one statement each with its own COMMIT; the others call the
    # bank.
    "claim",
    "flag",
    "submit",
    "ask",
    "confirm",
    "void",
    "renew",
    "finish",
    # hear_returns: `returns` calls the bank, `book` is one transaction per return, `mark` one statement.
    "returns",
    "book",
    "mark",
    # A payment from abroad that is recalled: one transaction.
    "recall",
    # Payout orders: `fund` is one transaction for some orders, or for one that is refused.
    "fund",
    # Approvals that run out: one transaction for some payouts of a merchant.
    "expire",
    # Webhooks: `fanout`, `lease` and `record` are one transaction each; `deliver` is the HTTP call.
    "fanout",
    "lease",
    "deliver",
    "record",
)
POINTS = tuple(f"{step}.{side}" for step in STEPS for side in ("before", "after"))
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}

_FAULT = re.compile(r"(?P<point>[a-z.]+|\*)=(?P<action>[a-z]+)(?:@(?P<hit>[0-9]{1,9})|%(?P<chance>[01]|0?\.[0-9]+))?")


@dataclass(frozen=True)
class ArmedFailpoint:
    action: str
    hit: int  # fires at the nth of this process
    chance: float | None  # if set, the probability at each hit, and `hit` is ignored


class Switchboard:
    """Off unless armed. While off, a step costs one attribute test."""

    def __init__(self) -> None:
        self.on = False
        self.arm("")

    def arm(self, faults: str, *, seed: str = "", log: str = "") -> None:
        self.faults = read_faults(faults)
        self.seed, self.log = seed, log
        self.begin()
        self.on = bool(faults or log)

    def begin(self) -> None:
        """In this process. Seeded for each, also for one that was forked: else whichever replaces one that was killed
        would die at the same step for ever."""
        self.lock = threading.Lock()
        self.random = random.Random(f"{self.seed} {os.getpid()}" if self.seed else None)
        self.hits: Counter[str] = Counter()

    def hit(self, point: str) -> None:
        armed = self.faults.get(point) or self.faults.get("*")
        with self.lock:
            self.hits[point] += 1
            fires = armed is not None and (
                self.hits[point] == armed.hit if armed.chance is None else self.random.random() < armed.chance
            )
            self._write(f"{point} {armed.action}" if armed and fires else point)
        if armed and fires:
            os.kill(os.getpid(), SIGNALS[armed.action])

    def _write(self, line: str) -> None:
        if self.log:
            file = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, f"{line}\n".encode())  # one call, so that several processes' lines stay whole
            finally:
                os.close(file)


def read_faults(text: str) -> dict[str, ArmedFailpoint]:
    """By failpoint. Raises ValueError for a malformed text and an unknown failpoint."""
    faults = {}
    for word in filter(None, (word.strip() for word in text.split(","))):
        match = _FAULT.fullmatch(word)
        if match is None or match["action"] not in SIGNALS or match["hit"] == "0":
            raise ValueError(f"{word!r} is not POINT=kill or POINT=stop, with @N or %P")
        if match["point"] not in {*POINTS, "*"}:
            raise ValueError(f"there is no failpoint {match['point']!r}, only {', '.join(POINTS)}")
        chance = float(match["chance"]) if match["chance"] else None
        faults[match["point"]] = ArmedFailpoint(match["action"], int(match["hit"] or 1), chance)
    return faults


_switchboard = Switchboard()
arm = _switchboard.arm
os.register_at_fork(after_in_child=_switchboard.begin)


def reach(point: str) -> None:
    if _switchboard.on:
        _switchboard.hit(point)


@contextmanager
def around(step: str) -> Iterator[None]:
    reach(f"{step}.before")
    yield
    reach(f"{step}.after")
