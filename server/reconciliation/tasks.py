"""huey's task that looks at the open lines again: what was under way when its statement was read may be paid by now."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from server.payouts.tasks import pool

from .matching import match_again


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def match_open_lines() -> int:
    pool.wake()  # as payouts/tasks.py says of its own
    return match_again()
