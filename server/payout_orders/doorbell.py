"""Wakes whoever funds orders, when a merchant that has waiting ones was credited."""

from uuid import UUID

from .models import PayoutOrderBook


def ring(merchant_id: UUID) -> None:
    """If the message is lost, the sweep finds the order."""
    from . import tasks  # noqa: PLC0415 - a process that makes no credit needs no queue

    if not tasks.funder.wake() and PayoutOrderBook.objects.filter(pk=merchant_id, waiting__gt=0).exists():
        tasks.notify()
