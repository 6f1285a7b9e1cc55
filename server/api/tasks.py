"""huey's tasks of the exports. PostgreSQL has the jobs; a message, which may be lost, only says that there is one.

They are written by a thread of their own, one after the other: huey's threads have to be free for payouts.
"""

import threading

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_shutdown

from server.exports import jobs

from .rest.export_writing import write_waiting

_writing = threading.Lock()
_ending = threading.Event()


@db_task()
def write_exports() -> None:
    if not _writing.locked():
        threading.Thread(target=_write, name="exports", daemon=True).start()


@db_periodic_task(crontab(minute="*"))
def look_for_exports() -> None:
    """Whose message was lost, or whose worker has died; and those that have been kept for long enough."""
    jobs.delete_old()
    write_exports.call_local()


def _write() -> None:
    if _writing.acquire(blocking=False):
        try:
            write_waiting(_ending.is_set)
        finally:
            _writing.release()


on_shutdown(name="exports")(_ending.set)
