"""Whether a payout waits, or waited, because its account was new, and until when one that is made now would: of one
payout, or in a list's own statement."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import BooleanField, Case, DateTimeField, Exists, F, Func, OuterRef, Value, When

from .models import CooledPayout


class HasATime(Protocol):
    id: UUID
    not_before: datetime | None


def cooled_column() -> Case:
    """For a list of payouts: looked up for the scheduled ones, by the key."""
    found = Exists(CooledPayout.objects.filter(pk=OuterRef("pk")))
    return Case(When(not_before__isnull=False, then=found), default=Value(False), output_field=BooleanField())


def cooling_column() -> Func:
    """For a list of bank accounts: until when a payout to each that is made now would wait (sql/cooling_offs.sql)."""
    template = "payout_cooling_until(%(expressions)s, interval '5 seconds')"
    return Func(F("merchant_id"), F("id"), template=template, output_field=DateTimeField(null=True))


def cooling_off_until(payout: HasATime) -> datetime | None:
    """By the list's column, where it has one. None: its account was not new, or it was to be paid later anyway."""
    if payout.not_before is None:
        return None
    told: bool | None = getattr(payout, "was_cooled", None)
    was_cooled = CooledPayout.objects.filter(pk=payout.id).exists() if told is None else told
    return payout.not_before if was_cooled else None
