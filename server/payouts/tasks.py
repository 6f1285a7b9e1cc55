"""The queue's side: huey is the doorbell, PostgreSQL the queue. Every ring may be lost, doubled or late.

A ring names no payout: whoever hears it settles whatever is due. The sweep is the same ring, given by the clock every
few seconds (huey's own periodic tasks come once a minute); while the broker is away it does the work itself.
"""

import logging
import threading

from django.db import close_old_connections
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_shutdown, on_startup

from server.bank.simulator import SimulatedBank
from server.failpoints import around

from . import idempotency, lifecycle

SWEEP_SECONDS = 3

logger = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def settle_due() -> int:
    return lifecycle.settle_due(SimulatedBank())


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def purge_expired_idempotency_records() -> int:
    return idempotency.purge_expired()


def nudge() -> None:
    """Ring, after the verb has returned. What was accepted stands even if nobody hears it: the sweep comes anyway."""
    try:
        with around("nudge"):
            settle_due()
    except Exception as error:  # whatever a broker may raise, the caller's payout is committed
        logger.warning("the queue did not take the nudge, the sweep will: %s", error)


class Sweeper:
    """Rings every few seconds from within a consumer, one thread per process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(SWEEP_SECONDS):
            self.sweep()

    def sweep(self) -> None:
        try:
            settle_due()
        except Exception as error:
            logger.warning("the queue is away, sweeping without it: %s", error)
            self._settle_here()

    def _settle_here(self) -> None:
        close_old_connections()
        try:
            lifecycle.settle_due(SimulatedBank())
        except Exception:
            logger.exception("the sweep was interrupted, the next one carries on")
        finally:
            close_old_connections()


sweeper = Sweeper()
on_startup()(sweeper.start)
on_shutdown()(sweeper.stop)
