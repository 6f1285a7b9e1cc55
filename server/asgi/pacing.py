"""Holds back callers whose calls compute for long, while others ask.

Threads of a process share Python's lock, so a caller with a thread or two can still make everybody else's calls several
times as slow. In the long run a caller has a third of a processor, and a burst beyond it; what it has used beyond that
it waits off on the event loop, where waiting costs nothing. A caller who is alone waits for nobody.
"""

import asyncio
import sys
from collections.abc import Hashable
from time import monotonic

SHARE = 1 / 3  # of a processor
BURST_SECONDS = 0.05  # of a processor's time
LONGEST_SECONDS = 1.0  # for which a call is held back
ACTIVE_SECONDS = 1.0  # for so long after its last call a caller counts among the others
MOST_CALLERS = 10_000  # who are remembered; who called longest ago is forgotten first

# A small call takes Python's lock some ten times, and each time waits behind a thread that computes for as long as that
# one may keep it. Python's usual 5 ms would make the call twenty times as slow, but a short interval costs all calls
# 15 % more CPU. So it is short only while some calls compute for long.
USUAL_SWITCH_SECONDS = sys.getswitchinterval()
SHORT_SWITCH_SECONDS = 0.0002
LONG_CALL_SECONDS = 0.01
SHORT_FOR_SECONDS = 10.0


class Pacing:
    """Of one process, for its event loop."""

    def __init__(self) -> None:
        self._last_calls: dict[Hashable, float] = {}  # of each caller, the latest last
        self._paid_off: dict[Hashable, float] = {}  # when each caller has waited for all that it used
        self._short_until: float | None = None

    async def wait(self, caller: Hashable | None) -> None:
        """Until this caller's next call may begin. Nobody in particular (None) never waits."""
        if caller is None:
            return
        now = monotonic()
        self._last_calls.pop(caller, None)
        self._last_calls[caller] = now
        if len(self._last_calls) > MOST_CALLERS:
            self._forget(next(iter(self._last_calls)))
        while self._others_ask(caller) and (seconds := self._seconds_to_wait(caller)) > 0:
            await asyncio.sleep(seconds)

    def note(self, caller: Hashable | None, processor_seconds: float) -> None:
        """A call of this caller has used so much of a processor's time."""
        if caller in self._last_calls:
            now = monotonic()
            paid_off = max(self._paid_off.get(caller, now), now) + processor_seconds / SHARE
            self._paid_off[caller] = min(paid_off, now + LONGEST_SECONDS + BURST_SECONDS / SHARE)
        self._set_switch_interval(is_long=processor_seconds > LONG_CALL_SECONDS)

    def _seconds_to_wait(self, caller: Hashable) -> float:
        return self._paid_off.get(caller, 0) - BURST_SECONDS / SHARE - monotonic()

    def _others_ask(self, caller: Hashable) -> bool:
        latest = next((time for each, time in reversed(self._last_calls.items()) if each != caller), None)
        return latest is not None and monotonic() - latest < ACTIVE_SECONDS

    def _forget(self, caller: Hashable) -> None:
        del self._last_calls[caller]
        self._paid_off.pop(caller, None)

    def _set_switch_interval(self, *, is_long: bool) -> None:
        if is_long:
            if self._short_until is None:
                sys.setswitchinterval(SHORT_SWITCH_SECONDS)
            self._short_until = monotonic() + SHORT_FOR_SECONDS
        elif self._short_until and monotonic() > self._short_until:
            self._short_until = None
            sys.setswitchinterval(USUAL_SWITCH_SECONDS)
