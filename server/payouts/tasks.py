"""The queue's side: huey is the doorbell, PostgreSQL the queue. Every ring may be lost, doubled or late.

A ring names no payout: whoever hears it settles whatever is due. In a worker that is its pool, which goes on sweeping
while the broker is away.
"""

import logging

from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import HUEY, db_periodic_task, db_task, on_shutdown, on_startup

from server.bank.registry import bank
from server.failpoints import around
from server.payouts import idempotency, lifecycle

from .worker.notifier import Notifier
from .worker.pool import WorkerPool

SHUTDOWN_SECONDS = 7.0  # a little less than run_huey is given

logger = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def settle_due() -> int:
    """By the pool, where there is one; else here and now, and then it is said how many."""
    return 0 if pool.wake() else lifecycle.settle_due(bank())


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def purge_expired_idempotency_records() -> int:
    pool.wake()  # nobody has rung while this was waiting in the queue
    return idempotency.purge_expired()


def notify_workers() -> None:
    """Ring, after the verb has returned. What was accepted stands even if nobody hears it: the sweep comes anyway."""
    with around("notify"):
        notifier.notify()


def _enqueue() -> bool:
    try:
        # One that waits is as good as many: whoever takes it looks after that, and finds all that is committed by now.
        # So the queue does not grow while no worker is there.
        if HUEY.pending_count() == 0:
            settle_due()
    except Exception as error:  # whatever a broker may raise
        logger.warning("the queue did not take the notify, the sweep will: %s", error)
        return False
    return True


notifier = Notifier(_enqueue)
pool = WorkerPool(bank, notify=notifier.notify)
on_startup(name="pool")(lambda: pool.start(settings.PAYOUT_WORKER_THREADS))
on_shutdown(name="pool")(lambda: pool.stop(SHUTDOWN_SECONDS))
