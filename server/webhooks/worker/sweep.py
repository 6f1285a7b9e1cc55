"""Fans out, in a thread of its own: one merchant's long backlog does not keep the others' webhooks from being sent."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connection

from server.webhooks.fan_out import fan_out
from server.webhooks.upkeep import forget_old_secrets

SWEEP_SECONDS = 1.0
UPKEEP_SECONDS = 60.0

logger = logging.getLogger(__name__)


class Sweep:
    def __init__(self, found: Callable[[], None]) -> None:
        """`found` is called when there is something to send."""
        self._found = found
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._upkeep_at = 0.0

    def start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._ending.clear()
                self._thread = threading.Thread(target=self._run, name="webhooks-fan-out", daemon=True)
                self._thread.start()

    def stop(self, seconds: float) -> None:
        with self._lock:
            thread, self._thread = self._thread, None
        self._ending.set()
        if thread:
            thread.join(seconds)

    def _run(self) -> None:
        while not self._ending.is_set():
            if not self._sweep():
                self._ending.wait(SWEEP_SECONDS)
        connection.close()

    def _sweep(self) -> int:
        """Returns how many steps there were: after some there may be more."""
        close_old_connections()
        try:
            if time.monotonic() >= self._upkeep_at:
                self._upkeep_at = time.monotonic() + UPKEEP_SECONDS
                forget_old_secrets()
            if steps := fan_out():
                self._found()
        except Exception:
            logger.exception("fanning out was interrupted, the next sweep carries on")
            return 0
        return steps
