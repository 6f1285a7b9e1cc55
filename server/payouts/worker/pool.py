"""The worker's threads. Each settles due payouts one by one until none is left; then it waits.

`wake` wakes one thread. A thread that finds work wakes another, and while all are busy it notifies other worker
processes. So one notification is enough for any number of payouts, and nobody wakes others when nothing is due. Every
few seconds each process wakes itself (the sweep): a notification may be lost, and a retry comes due without one.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from django.db import close_old_connections, connection

from server.bank.gateway import Bank
from server.observability.worker_heartbeats import BEAT_SECONDS, Beat
from server.payouts import lifecycle

SWEEP_SECONDS = 3.0
NOTIFY_SECONDS = 0.25  # between two notifications of other processes, while all threads are busy

logger = logging.getLogger(__name__)


class WorkerPool:
    def __init__(
        self,
        bank: Callable[[], Bank],
        notify: Callable[[], None],
        sweep_seconds: float = SWEEP_SECONDS,
        beat: Callable[[Beat], None] | None = None,
        hear: Callable[[Bank], object] | None = None,
    ) -> None:
        """`notify` reaches other worker processes, or this one. `beat` writes the process's heartbeat.
        `hear` asks the bank for returns, if it is time to."""
        self._hear = hear
        self._beat = beat
        self._last_claim_at: datetime | None = None
        self._bank, self._notify, self._sweep_seconds = bank, notify, sweep_seconds
        self._changed = threading.Condition()
        self._woken = False
        self._ending = threading.Event()
        self._free = 0
        self._notify_from = 0.0
        self._threads: list[threading.Thread] = []

    def start(self, size: int) -> None:
        with self._changed:
            if self._threads:
                return
            self._ending.clear()
            work = [threading.Thread(target=self._work, name=f"settling-{n + 1}", daemon=True) for n in range(size)]
            self._threads = [*work, threading.Thread(target=self._sweep, name="sweep", daemon=True)]
            if beat := self._beat:
                # Apart from the others: it shows that the process lives, while every other thread waits for a bank.
                target = partial(self._keep_beating, beat, size)
                self._threads.append(threading.Thread(target=target, name="heartbeat", daemon=True))
            if hear := self._hear:
                # Apart from the sweep, which a slow bank must not hold up.
                target = partial(self._keep_hearing, hear)
                self._threads.append(threading.Thread(target=target, name="returns", daemon=True))
            for thread in self._threads:
                thread.start()

    def stop(self, seconds: float) -> None:
        """Let each thread finish its payout; waits at most `seconds`."""
        until = time.monotonic() + seconds
        with self._changed:
            self._ending.set()
            threads, self._threads = self._threads, []
            self._changed.notify_all()
        for thread in threads:
            thread.join(max(0, until - time.monotonic()))

    def wake(self) -> bool:
        """Wake one thread, since something may be due. Returns False if no thread runs."""
        with self._changed:
            # Set even while all threads are busy: one that finds nothing due may have looked before this call.
            self._woken = True
            self._changed.notify()
            return bool(self._threads)

    def settle(self) -> None:
        """One thread's work when woken. The next sweep picks up what an error interrupts."""
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
        self._last_claim_at = datetime.now(UTC)
        self.wake()
        if not self._free and time.monotonic() >= self._notify_from:
            self._notify_from = time.monotonic() + NOTIFY_SECONDS
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

    def _keep_hearing(self, hear: Callable[[Bank], object]) -> None:
        while not self._ending.wait(self._sweep_seconds):
            close_old_connections()
            try:
                hear(self._bank())
            except Exception:
                logger.exception("hearing of returns was interrupted, the next time carries on")
        connection.close()

    def _keep_beating(self, beat: Callable[[Beat], None], size: int) -> None:
        is_first, ends = True, False
        while not ends:
            try:
                close_old_connections()
                beat(Beat(size, max(0, size - self._free), self._last_claim_at, is_first))
                is_first = False
            except Exception as error:  # the database is down, which the others say
                logger.debug("no heartbeat: %s", error)
            ends = self._ending.wait(BEAT_SECONDS)
        connection.close()
