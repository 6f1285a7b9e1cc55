"""The webhooks of a worker process: they begin and end with huey's consumer, and need no message of it. A task of it
deletes old ones."""

from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, on_shutdown, on_startup

from . import upkeep
from .worker.sender import Sender
from .worker.sweep import Sweep

SHUTDOWN_SECONDS = 3.0  # beside the payouts' pool, which is given its own
FORGETTING_SECONDS = 5.0  # of each minute: huey's threads have to be free for payouts

sender = Sender()
sweep = Sweep(found=sender.wake)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def forget_old_messages() -> int:
    return upkeep.forget_old_messages(FORGETTING_SECONDS)


def _start() -> None:
    sender.start(settings.PAYOUT_WEBHOOK_THREADS)
    sweep.start()


def _stop() -> None:
    sweep.stop(SHUTDOWN_SECONDS)
    sender.stop(SHUTDOWN_SECONDS)


on_startup(name="webhooks")(_start)
on_shutdown(name="webhooks")(_stop)
