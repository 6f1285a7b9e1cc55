"""Monitors: made and deleted. For their merchant and for operators."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from server.audit_log.recording import record
from server.errors import InvalidInput, NotFound
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant
from server.money import MAX_PAISE

from .models import LONGEST_QUIET_HOURS, MOST_MONITORS, BalanceMonitor

DEFAULT_QUIET_HOURS = 24


def create_monitor(
    merchant_id: UUID, *, below_paise: int, quiet_hours: int = DEFAULT_QUIET_HOURS
) -> Change[BalanceMonitor]:
    """From its commit on the merchant's feed is told when available falls below so many paise; at once if it is below.
    The same again changes nothing. Raises InvalidInput."""
    if type(below_paise) is not int or not 1 <= below_paise <= MAX_PAISE:
        raise InvalidInput(f"below_paise must be a whole number of paise, 1 to {MAX_PAISE}.", "below_paise")
    if type(quiet_hours) is not int or not 0 <= quiet_hours <= LONGEST_QUIET_HOURS:
        raise InvalidInput(f"quiet_hours must be a whole number, 0 to {LONGEST_QUIET_HOURS}.", "quiet_hours")
    with transaction.atomic():
        lock_merchant(merchant_id)
        live = list(monitors_of(merchant_id))
        for monitor in live:
            if monitor.below_paise == below_paise:
                if monitor.quiet_hours == quiet_hours:
                    return Change(monitor, changed=False)
                raise InvalidInput(
                    f"This merchant has a monitor of this amount, with {monitor.quiet_hours} quiet hours. Delete it "
                    "first.",
                    "below_paise",
                )
        if len(live) >= MOST_MONITORS:
            raise InvalidInput(f"A merchant has {MOST_MONITORS} balance monitors at most. Delete one first.")
        monitor = BalanceMonitor(merchant_id=merchant_id, below_paise=below_paise, quiet_hours=quiet_hours)
        monitor.save(force_insert=True)
        monitor.refresh_from_db()
        changes = {"below_paise": (None, below_paise), "quiet_hours": (None, quiet_hours)}
        record("balance_monitor.created", merchant_id=merchant_id, subject_id=monitor.id, changes=changes)
        return Change(monitor, changed=True)


def delete_monitor(monitor_id: UUID) -> BalanceMonitor:
    """It tells nothing more. Raises NotFound, also if it is deleted."""
    with transaction.atomic():
        found = BalanceMonitor.objects.select_for_update(no_key=True).filter(id=monitor_id, deleted_at=None).first()
        if found is None:
            raise NotFound("balance monitor")
        BalanceMonitor.objects.filter(pk=found.pk).update(deleted_at=Now())
        found.refresh_from_db()
        record("balance_monitor.deleted", merchant_id=found.merchant_id, subject_id=monitor_id)
        return found


def monitors_of(merchant_id: UUID) -> QuerySet[BalanceMonitor]:
    """That are not deleted, oldest first."""
    return BalanceMonitor.objects.filter(merchant_id=merchant_id, deleted_at=None).order_by("id")
