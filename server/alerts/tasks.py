"""huey's task that checks the alerts: what they are for is told within a minute."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from server.payouts.tasks import pool

from . import checking


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def check_alerts() -> int:
    pool.wake()  # as payouts/tasks.py says of its own
    return checking.check_alerts()
