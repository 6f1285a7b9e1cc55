"""Adjustments: corrections of a merchant's ledger that one operator proposes and another approves or rejects."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.ids import new_id
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import Merchant
from server.money import MAX_PAISE


class Direction(models.TextChoices):
    CREDIT = "credit", "Credit"
    DEBIT = "debit", "Debit"

    @property
    def entry_type(self) -> EntryType:
        return EntryType.ADJUSTMENT_CREDIT if self is Direction.CREDIT else EntryType.ADJUSTMENT_DEBIT


class State(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


class Adjustment(models.Model):
    """`proposed` → `approved` (with its ledger entry) or `rejected`, both final.

    Operators by the ids of their users, without foreign keys, and by the names they had then: like an audit event, an
    adjustment outlives the users. Both ids are null for entries that were posted by hand before there was this table.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="adjustments", db_index=False)
    direction = models.CharField(max_length=6, choices=Direction.choices)
    amount_paise = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    idempotency_key = models.UUIDField()
    status = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_by = models.CharField(max_length=300)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(max_length=300, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, related_name="adjustment")

    class Meta:
        db_table = "adjustments"
        indexes = [models.Index(fields=["merchant", "created_at", "id"], name="adjustments_by_merchant")]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "idempotency_key"], name="adjustment_key_once"),
            models.CheckConstraint(
                condition=Q(amount_paise__gte=1, amount_paise__lte=MAX_PAISE), name="adjustment_amount_positive"
            ),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="adjustment_direction"),
            models.CheckConstraint(
                condition=Q(
                    status=State.PROPOSED,
                    proposed_by_id__isnull=False,
                    decided_by_id__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    status=State.REJECTED,
                    proposed_by_id__isnull=False,
                    decided_by_id__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(status=State.APPROVED, decided_at__isnull=False),
                name="adjustment_is_proposed_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(status=State.APPROVED, entry__isnull=False)
                | Q(status__in=(State.PROPOSED, State.REJECTED), entry__isnull=True),
                name="adjustment_has_its_entry_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(State.PROPOSED, State.REJECTED))
                | Q(proposed_by_id__isnull=True, decided_by_id__isnull=True)
                | (
                    Q(proposed_by_id__isnull=False, decided_by_id__isnull=False) & ~Q(decided_by_id=F("proposed_by_id"))
                ),
                name="adjustment_approved_by_another_operator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} of {self.amount_paise} paise, {self.status}"
