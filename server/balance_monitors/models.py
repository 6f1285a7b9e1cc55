"""An amount that a merchant's available balance should not fall below, and what was told of it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.ids import new_id
from server.merchants.models import Merchant
from server.money import MAX_PAISE

MOST_MONITORS = 10  # of a merchant, deleted ones apart
LONGEST_QUIET_HOURS = 168


class BalanceMonitor(models.Model):
    """The amount and the quiet hours are fixed at creation. `sql/balance_monitors.sql` writes the rest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="balance_monitors", db_index=False)
    below_paise = models.BigIntegerField()
    quiet_hours = models.IntegerField()  # after an event there is no other for so long
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True)
    # All that follows is true of the ledger up to this entry.
    checked_seq = models.BigIntegerField(default=0, editable=False)
    low_since = models.DateTimeField(null=True, editable=False)  # null: the balance suffices
    is_untold = models.BooleanField(default=False, editable=False)  # it fell, and the quiet hours are not over
    lowest_paise = models.BigIntegerField(null=True, editable=False)  # since it fell
    told_at = models.DateTimeField(null=True, editable=False)  # the last event

    class Meta:
        db_table = "balance_monitors"
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "below_paise"],
                condition=Q(deleted_at__isnull=True),
                name="balance_monitor_once",
            ),
            models.CheckConstraint(
                condition=Q(below_paise__gte=1, below_paise__lte=MAX_PAISE), name="balance_monitor_amount"
            ),
            models.CheckConstraint(
                condition=Q(quiet_hours__gte=0, quiet_hours__lte=LONGEST_QUIET_HOURS),
                name="balance_monitor_quiet_hours",
            ),
            models.CheckConstraint(
                condition=Q(low_since__isnull=True, lowest_paise__isnull=True, is_untold=False)
                | Q(low_since__isnull=False, lowest_paise__isnull=False),
                name="balance_monitor_low_since_it_fell",
            ),
        ]
        indexes = [
            models.Index(fields=["merchant", "id"], name="balance_monitors_of_merchant"),
            models.Index(fields=["id"], condition=Q(deleted_at__isnull=True), name="balance_monitors_live"),
        ]

    def __str__(self) -> str:
        return f"below {self.below_paise} paise"
