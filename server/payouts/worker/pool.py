"""The worker's threads. Each settles what is due, one payout after the other, until nothing is; then it waits.

A call wakes one of them. Whoever finds something due calls the next, and where all are at work already, rings for other
worker processes: so one ring is enough for any number of payouts, and where nothing is due nobody calls on. Every few
seconds each process calls by itself (the sweep), since a ring may be lost and a retry's time comes without one.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connection

from server.bank.gateway import Bank
from server.payouts import lifecycle

SWEEP_SECONDS = 3.0
NOTIFY_SECONDS = 0.25  # between two rings for others, while all are at work

logger = logging.getLogger(__name__)


class WorkerPool:
    def __init__(
        self, bank: Callable[[], Bank], notify: Callable[[], None], sweep_seconds: float = SWEEP_SECONDS
    ) -> None:
        """`ring` is heard by other worker processes, or by this one."""
        self._bank, self._notify, self._sweep_seconds = bank, notify, sweep_seconds
        self._changed = threading.Condition()
        self._woken = False
        self._ending = threading.Event()
        self._free = 0
        self._notifys_at = 0.0
        self._threads: list[threading.Thread] = []

    def start(self, size: int) -> None:
        with self._changed:
            if self._threads:
                return
            self._ending.clear()
            work = [threading.Thread(target=self._work, name=f"settling-{n + 1}", daemon=True) for n in range(size)]
            self._threads = [*work, threading.Thread(target=self._sweep, name="sweep", daemon=True)]
            for thread in self._threads:
                thread.start()

    def stop(self, seconds: float) -> None:
        """Each finishes the payout that it is at; that is waited for so long at most."""
        until = time.monotonic() + seconds
        with self._changed:
            self._ending.set()
            threads, self._threads = self._threads, []
            self._changed.notify_all()
        for thread in threads:
            thread.join(max(0, until - time.monotonic()))

    def wake(self) -> bool:
        """Something may be due. False where there is no crew to hear it."""
        with self._changed:
            # Also where all are at work: the next to find nothing due may have looked before this came.
            self._woken = True
            self._changed.notify()
            return bool(self._threads)

    def settle(self) -> None:
        """What one of them does when it is called; trouble is left to the next sweep."""
        close_old_connections()
        try:
            while not self._ending.is_set() and lifecycle.settle_due(self._bank(), limit=1, found=self._wake_another):
                pass
        except Exception:
            logger.exception("settling was interrupted, the next sweep carries on")

    def _work(self) -> None:
        while self._is_woken():
            self.settle()
        connection.close()

    def _wake_another(self) -> None:
        self.wake()
        if not self._free and time.monotonic() >= self._notifys_at:
            self._notifys_at = time.monotonic() + NOTIFY_SECONDS
            self._notify()

    def _is_woken(self) -> bool:
        with self._changed:
            self._free += 1
            self._changed.wait_for(lambda: self._woken or self._ending.is_set())
            self._free -= 1
            self._woken = False
            return not self._ending.is_set()

    def _sweep(self) -> None:
        while not self._ending.wait(self._sweep_seconds):
            self.wake()
