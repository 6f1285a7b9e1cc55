"""The webhooks of a worker process: they begin and end with huey's consumer, and need no message of it."""

from django.conf import settings
from huey.contrib.djhuey import on_shutdown, on_startup

from .worker.sender import Sender
from .worker.sweep import Sweep

SHUTDOWN_SECONDS = 3.0  # beside the payouts' pool, which is given its own

sender = Sender()
sweep = Sweep(found=sender.wake)


def _start() -> None:
    sender.start(settings.PAYOUT_WEBHOOK_THREADS)
    sweep.start()


def _stop() -> None:
    sweep.stop(SHUTDOWN_SECONDS)
    sender.stop(SHUTDOWN_SECONDS)


on_startup(name="webhooks")(_start)
on_shutdown(name="webhooks")(_stop)
