"""huey's task that ends the approvals whose time is over."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from server.payouts import tasks

from .expiring import expire_due


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def expire_approvals() -> int:
    expired = expire_due()
    tasks.pool.wake()  # for them, and as payouts/tasks.py says of its own
    return expired
