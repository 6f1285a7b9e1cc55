"""How many calls this process makes. RazorpayX asks for 5 to 10 a second, and says 429 to more."""

import time
from threading import Lock

from .connection import Deadline

LONGEST_PAUSE = 60.0  # whatever Retry-After says: a wrong date would silence the engine
PAUSE = 1.0  # where it says nothing


class Pace:
    def __init__(self) -> None:
        self._lock = Lock()
        self._next = 0.0  # when the next call may be made

    def forget(self) -> None:
        """For tests: as in a new process."""
        self._next = 0.0

    def wait(self, per_second: float, deadline: Deadline) -> bool:
        """Until it is this call's turn; False, at once, if that is after its deadline."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            if turn - now >= deadline.left():
                return False
            self._next = turn + 1 / per_second
        time.sleep(turn - now)
        return True

    def pause(self, retry_after: str) -> None:
        """After a 429: nobody calls for so many seconds."""
        seconds = float(retry_after[:6]) if retry_after.isascii() and retry_after.isdigit() else PAUSE
        with self._lock:
            self._next = max(self._next, time.monotonic() + min(max(seconds, PAUSE), LONGEST_PAUSE))


pace = Pace()  # this process's
