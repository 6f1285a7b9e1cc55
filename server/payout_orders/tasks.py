"""huey's part in funding: a message wakes the thread that does it, which begins and ends with huey's consumer."""

import logging

from huey.contrib.djhuey import db_task, on_shutdown, on_startup

from server.payouts.tasks import notify_workers, pool

from .funder import Funder

SHUTDOWN_SECONDS = 3.0  # beside the payouts' pool, which is given its own

logger = logging.getLogger(__name__)


def _settle() -> None:
    if not pool.wake():
        notify_workers()


funder = Funder(_settle)


@db_task()  # type: ignore[untyped-decorator]
def fund_orders() -> None:
    pool.wake()  # as payouts/tasks.py says of its own
    funder.wake()


def notify() -> None:
    """A message that is lost is made up for by the sweep."""
    try:
        fund_orders()
    except Exception as error:  # any exception that a broker may raise
        logger.warning("the queue did not take the notification, the sweep will find the order: %s", error)


on_startup(name="funding")(funder.start)
on_shutdown(name="funding")(lambda: funder.stop(SHUTDOWN_SECONDS))
