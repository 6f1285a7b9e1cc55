"""huey's task that checks the monitors: a balance that falls is told of within a minute."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from server.payouts.tasks import pool

from .checking import check_monitors


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def check_balance_monitors() -> int:
    pool.wake()  # as payouts/tasks.py says of its own
    return check_monitors()
