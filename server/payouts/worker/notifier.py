"""Notifies the workers from a thread of its own: no request waits for a broker that is slow, hung or down."""

import threading
from collections.abc import Callable

# All requests within this time share one notification: its cost does not grow with the rate of requests.
PAUSE_SECONDS = 0.1
AFTER_FAILURE_SECONDS = 1.0


class Notifier:
    """Sends once when requested, and once more if requested again meanwhile; at most every `PAUSE_SECONDS`. The first
    request starts the thread. A process that ends in order calls `flush`; a notification that is lost all the same is
    made up for by the sweep."""

    def __init__(self, send: Callable[[], bool]) -> None:
        """`send` returns whether the broker took the message, and raises nothing."""
        self._send = send
        self._lock = threading.Lock()
        # Two conditions, so that a request does not wake a pausing thread: that would cost more than a notification.
        self._wanted, self._over = threading.Condition(self._lock), threading.Condition(self._lock)
        self._requested = self._flushing = False
        self._thread: threading.Thread | None = None

    def notify(self) -> None:
        if self._requested:
            return  # the pending notification covers this request too
        with self._lock:
            self._requested = True
            if (
                self._thread is None or not self._thread.is_alive()
            ):  # after a fork the object exists, but its thread does not run
                self._thread = threading.Thread(target=self._run, name="notifier", daemon=True)
                self._thread.start()
            self._wanted.notify()

    def flush(self, seconds: float = 2.0) -> None:
        """Send a pending notification and end the thread; waits for it at most `seconds`."""
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
