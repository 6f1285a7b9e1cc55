"""Rings for whoever asks, from a thread of its own: no request waits for a queue that is slow, hung or away."""

import atexit
import threading
from collections.abc import Callable

# Of all that asked within this time, one rings: what it costs does not grow with the rate of requests.
PAUSE_SECONDS = 0.1
AFTER_FAILURE_SECONDS = 1.0


class Notifier:
    """Once asked it rings, and once more if it was asked again meanwhile; at most every `PAUSE_SECONDS`. Its thread
    comes with the first who asks."""

    def __init__(self, send: Callable[[], bool]) -> None:
        """`ring` says whether it was taken, and raises nothing."""
        self._send = send
        self._lock = threading.Lock()
        # Two, so that whoever asks does not wake a thread that pauses: that would cost each request more than a ring.
        self._wanted, self._over = threading.Condition(self._lock), threading.Condition(self._lock)
        self._requested = self._flushing = False
        self._thread: threading.Thread | None = None
        atexit.register(self.flush)

    def notify(self) -> None:
        if self._requested:
            return  # and not rung yet: the ring that comes is for us as well
        with self._lock:
            self._requested = True
            if self._thread is None or not self._thread.is_alive():  # after a fork it is there, and does not run
                self._thread = threading.Thread(target=self._run, name="notifier", daemon=True)
                self._thread.start()
            self._wanted.notify()

    def flush(self, seconds: float = 2.0) -> None:
        """Ring what was asked for, and let the thread go; that is waited for so long at most."""
        with self._lock:
            thread, self._flushing = self._thread, True
            self._wanted.notify()
            self._over.notify()
        if thread:
            thread.join(seconds)
        self._flushing = False

    def _run(self) -> None:
        while self._is_requested():
            pause = PAUSE_SECONDS if self._send() else AFTER_FAILURE_SECONDS
            with self._lock:
                self._over.wait_for(lambda: self._flushing, pause)

    def _is_requested(self) -> bool:
        with self._lock:
            self._wanted.wait_for(lambda: self._requested or self._flushing)
            asked, self._requested = self._requested, False
            if not asked:
                self._thread = None
            return asked
