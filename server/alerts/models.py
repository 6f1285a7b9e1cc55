"""What a merchant wants to be told of beside a low balance, and what was told of it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.ids import new_id
from server.merchants.models import Merchant

LONGEST_QUIET_HOURS = 168


class AlertKind(models.TextChoices):
    ORDERS_SHORT = "orders_short", "Waiting payout orders are together more than what is available."
    RECEIPT_LATE = "receipt_late", "The day of an expected receipt is over, and its payment has not come."


class Alert(models.Model):
    """The kind and the quiet hours are fixed at creation. `sql/check_alert.sql` writes the rest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=AlertKind.choices)
    quiet_hours = models.IntegerField()  # after an event there is no other for so long
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True, editable=False)  # orders_short: they are; null: the money suffices
    is_untold = models.BooleanField(default=False, editable=False)  # … and the quiet hours are not over
    told_at = models.DateTimeField(null=True, editable=False)  # the last event
    told_through = models.DateField(null=True, editable=False)  # receipt_late: those due until then were told of

    class Meta:
        db_table = "alerts"
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "kind"], condition=Q(deleted_at__isnull=True), name="alert_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=AlertKind.values), name="alert_kind_known"),
            models.CheckConstraint(
                condition=Q(quiet_hours__gte=0, quiet_hours__lte=LONGEST_QUIET_HOURS), name="alert_quiet_hours"
            ),
            models.CheckConstraint(
                condition=Q(kind="orders_short", told_through__isnull=True)
                & (Q(is_untold=False) | Q(since__isnull=False))
                | Q(kind="receipt_late", since__isnull=True, is_untold=False),
                name="alert_state_of_its_kind",
            ),
        ]
        indexes = [models.Index(fields=["merchant", "id"], name="alerts_of_merchant")]

    def __str__(self) -> str:
        return self.kind
