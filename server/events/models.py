"""Side events: what a merchant is told of that moves no money, and so is no ledger entry."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.merchants.models import Merchant

from .kinds import SIDE_EVENTS


class MerchantEvent(models.Model):
    """Written once, by the trigger of what it tells of, and never changed. `sql/merchant_events.sql` numbers it."""

    pk = models.CompositePrimaryKey("merchant_id", "ledger_seq", "n")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    ledger_seq = models.BigIntegerField()  # where the ledger stood
    n = models.IntegerField()  # 1, 2, 3, … while it stood there
    kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    body = models.JSONField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "merchant_events"
        constraints = [
            models.CheckConstraint(condition=Q(ledger_seq__gte=0, n__gt=0), name="event_numbered"),
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, SIDE_EVENTS))), name="event_kind_known"),
            models.CheckConstraint(condition=sql_check("octet_length(body::text) <= 4096"), name="event_body_small"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ledger_seq}.{self.n}"
