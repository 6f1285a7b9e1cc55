"""How long a merchant's new accounts cool off, and which payouts waited for it."""

from django.db import models
from django.db.models import F, Q

from server.merchants.models import Merchant

MOST_HOURS = 72


class CoolingOff(models.Model):
    """One of a merchant's terms (ADR 49): a row for each that has ever had one. 0 hours: none."""

    merchant = models.OneToOneField(Merchant, models.PROTECT, primary_key=True, related_name="cooling_off")
    hours = models.SmallIntegerField()

    class Meta:
        db_table = "cooling_offs"
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0, hours__lte=MOST_HOURS), name="cooling_off_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.hours} h"


class CooledPayout(models.Model):
    """A payout that was given a later `not_before` than its caller asked for, or one at all. Written with it, never
    changed (`sql/cooled_payouts.sql`)."""

    payout = models.OneToOneField(
        "payouts.Payout", models.PROTECT, primary_key=True, related_name="cooling", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    until = models.DateTimeField()  # the payout's not_before
    asked_not_before = models.DateTimeField(null=True)  # what its key is for

    class Meta:
        db_table = "cooled_payouts"
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_not_before__isnull=True) | Q(asked_not_before__lt=F("until")),
                name="cooled_payout_waits_longer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} until {self.until}"
