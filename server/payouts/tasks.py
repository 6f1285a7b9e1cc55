"""huey's tasks. PostgreSQL is the queue; a huey message only wakes the workers, and may be lost, doubled or late.

A message names no payout: the worker that receives it settles whatever is due. The worker's thread pool sweeps even
while the broker is down.
"""

import logging

from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import HUEY, db_periodic_task, db_task, on_shutdown, on_startup

from server.bank.registry import bank
from server.failpoints import around
from server.observability import worker_heartbeats
from server.payouts import hearing_returns, idempotency, lifecycle

from .worker.notifier import Notifier
from .worker.pool import WorkerPool

SHUTDOWN_SECONDS = 7.0  # a little less than run_huey is given

logger = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def settle_due() -> int:
    """Wake the pool; where there is none, settle here and now. Returns how many were settled here."""
    return 0 if pool.wake() else lifecycle.settle_due(bank())


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def purge_expired_idempotency_records() -> int:
    pool.wake()  # _enqueue sends nothing while a message is pending, and this task's was
    return idempotency.purge_expired()


def notify_workers() -> None:
    """Wake the workers; call it after the verb has returned. If the message is lost, the sweep finds the payouts."""
    with around("notify"):
        notifier.notify()


def _enqueue() -> bool:
    try:
        # One pending message is enough: its receiver looks later, and finds everything committed by now. So the queue
        # does not grow while no worker runs.
        if HUEY.pending_count() == 0:
            settle_due()
    except Exception as error:  # any exception that a broker may raise
        logger.warning("the queue did not take the notification, the sweep will find the payout: %s", error)
        return False
    return True


def broker_answers() -> bool:
    """Whether the queue can be asked. It waits for two seconds at most (settings/queue.py)."""
    try:
        HUEY.pending_count()
    except Exception:  # any exception that a broker may raise
        return False
    return True


def _stop() -> None:
    pool.stop(SHUTDOWN_SECONDS)
    try:
        worker_heartbeats.end()
    except Exception as error:  # the row says so itself, a little later
        logger.debug("the heartbeat was not taken away: %s", error)


notifier = Notifier(_enqueue)
pool = WorkerPool(bank, notify=notifier.notify, beat=worker_heartbeats.beat, hear=hearing_returns.hear_returns)
on_startup(name="pool")(lambda: pool.start(settings.PAYOUT_WORKER_THREADS))
on_shutdown(name="pool")(_stop)
on_shutdown(name="notifier")(notifier.flush)
