"""The thread of a worker process that funds orders: as soon as it is woken, and every few seconds, since a message may
be lost and since an order's time may come without one."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection

from .funding import fund_due

SWEEP_SECONDS = 5.0

logger = logging.getLogger(__name__)


class Funder:
    def __init__(self, made: Callable[[], object], sweep_seconds: float = SWEEP_SECONDS) -> None:
        """`made` is called when there are new payouts."""
        self._made, self._sweep_seconds = made, sweep_seconds
        self._woken, self._ending = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._ending.clear()
        self._thread = threading.Thread(target=self._work, name="funding", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> None:
        thread, self._thread = self._thread, None
        self._ending.set()
        self._woken.set()
        if thread:
            thread.join(seconds)

    def wake(self) -> bool:
        """False if no thread runs here."""
        self._woken.set()
        return self._thread is not None

    def _work(self) -> None:
        while not self._ending.is_set():
            self._woken.wait(self._sweep_seconds)
            self._woken.clear()
            if not self._ending.is_set():
                self._fund()
        connection.close()

    def _fund(self) -> None:
        close_old_connections()
        try:
            if fund_due():
                self._made()
        except Exception:
            logger.exception("funding was interrupted, the next sweep carries on")
