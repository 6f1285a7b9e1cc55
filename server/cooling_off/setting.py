"""A merchant's cooling-off delay. It holds for new payouts; those that were made keep their time."""

from uuid import UUID

from django.db import transaction

from server.audit_log.recording import Changes, record
from server.errors import InvalidInput
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant

from .models import MOST_HOURS, CoolingOff


def set_cooling_off(merchant_id: UUID, *, hours: object) -> Change[CoolingOff]:
    """From its commit on a payout to an account that was added less than so many hours ago is not sent before they are
    over; 0 turns it off. Raises InvalidInput."""
    if type(hours) is not int or not 0 <= hours <= MOST_HOURS:
        raise InvalidInput(f"cooling_off_hours must be a whole number, 0 to {MOST_HOURS}.", "cooling_off_hours")
    with transaction.atomic():
        lock_merchant(merchant_id)
        before = hours_of(merchant_id)
        row = CoolingOff(merchant_id=merchant_id, hours=hours)
        if before == hours:
            return Change(row, changed=False)
        CoolingOff.objects.update_or_create(merchant_id=merchant_id, defaults={"hours": hours})
        changes: Changes = {"cooling_off_hours": (before, hours)}
        record("merchant.cooling_off_set", merchant_id=merchant_id, subject_id=merchant_id, changes=changes)
        return Change(row, changed=True)


def hours_of(merchant_id: UUID) -> int:
    return CoolingOff.objects.filter(pk=merchant_id).values_list("hours", flat=True).first() or 0
