"""The queue's side: huey is the doorbell, PostgreSQL the queue. Every ring may be lost, doubled or late.

A ring names no payout: whoever hears it settles whatever is due. In a worker that is its crew, which goes on sweeping
while the broker is away.
"""

import logging

from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import HUEY, db_periodic_task, db_task, on_shutdown, on_startup

from server.bank.simulator import SimulatedBank
from server.failpoints import around
from server.payouts import idempotency, lifecycle

from .worker.notifier import Ringer
from .worker.pool import Crew

SHUTDOWN_SECONDS = 7.0  # a little less than run_huey is given

logger = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def settle_due() -> int:
    """By the crew, where there is one; else here and now, and then it is said how many."""
    return 0 if crew.call() else lifecycle.settle_due(SimulatedBank())


@db_periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
def purge_expired_idempotency_records() -> int:
    crew.call()  # nobody has rung while this was waiting in the queue
    return idempotency.purge_expired()


def nudge() -> None:
    """Ring, after the verb has returned. What was accepted stands even if nobody hears it: the sweep comes anyway."""
    with around("nudge"):
        ringer.ask()


def _ring() -> bool:
    try:
        # One that waits is as good as many: whoever takes it looks after that, and finds all that is committed by now.
        # So the queue does not grow while no worker is there.
        if HUEY.pending_count() == 0:
            settle_due()
    except Exception as error:  # whatever a broker may raise
        logger.warning("the queue did not take the nudge, the sweep will: %s", error)
        return False
    return True


ringer = Ringer(_ring)
crew = Crew(SimulatedBank, ring=ringer.ask)
on_startup(name="crew")(lambda: crew.start(settings.PAYOUT_WORKER_THREADS))
on_shutdown(name="crew")(lambda: crew.stop(SHUTDOWN_SECONDS))
