"""A payment that a merchant expects, and how the wait for it ended."""

from datetime import date

from django.db import models
from django.db.models import F, Q, QuerySet

from server.database.foreign_keys import CompositeForeignKey
from server.ids import new_id
from server.ledger.models import LedgerEntry
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.money import MAX_PAISE

LONGEST_PAYER = 140
LONGEST_REFERENCE = 100  # as a payment's


class ReceiptState(models.TextChoices):
    AWAITED = "awaited", "Its day is not over, and no payment has satisfied it."
    LATE = "late", "Its day is over, and no payment has satisfied it. One that comes now still does."
    RECEIVED = "received", "A payment has satisfied it."
    CANCELLED = "cancelled", "It is expected no more."


class ExpectedReceipt(models.Model):
    """Written once. Its state is no column: it follows from its end, and from the day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    idempotency_key = models.UUIDField()
    payer = models.CharField(max_length=LONGEST_PAYER, null=True)  # noqa: DJ001 - not told; for people, never compared
    reference = models.CharField(max_length=LONGEST_REFERENCE, null=True)  # noqa: DJ001 - any payment's
    at_least_paise = models.BigIntegerField()
    at_most_paise = models.BigIntegerField()
    due_on = models.DateField()  # the last day, in India, on which it is not late
    created_seq = models.BigIntegerField(editable=False)  # where the ledger was: later payments may satisfy it
    created_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "expected_receipts"
        indexes = [
            models.Index(fields=["merchant", "-created_at", "-id"], name="expected_receipts_newest"),
            # For the match of a payment, which looks at those alone whose bounds have its amount.
            models.Index(fields=["merchant", "at_most_paise", "at_least_paise"], name="expected_receipts_by_amount"),
            models.Index(fields=["merchant", "due_on"], name="expected_receipts_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "idempotency_key"], name="expected_receipt_key_once"),
            models.UniqueConstraint(fields=["id", "merchant"], name="expected_receipt_of_merchant"),
            models.CheckConstraint(
                condition=Q(
                    at_least_paise__gte=1, at_least_paise__lte=F("at_most_paise"), at_most_paise__lte=MAX_PAISE
                ),
                name="expected_receipt_bounds",
            ),
            models.CheckConstraint(condition=~Q(payer="") & ~Q(reference=""), name="expected_receipt_texts"),
        ]

    def __str__(self) -> str:
        return f"{self.at_least_paise} to {self.at_most_paise} paise by {self.due_on}"

    @property
    def state(self) -> ReceiptState:
        end: ReceiptEnd | None = getattr(self, "end", None)
        if end:
            return ReceiptState.RECEIVED if end.entry_id else ReceiptState.CANCELLED
        return ReceiptState.LATE if self.due_on < today() else ReceiptState.AWAITED


class ReceiptEnd(models.Model):
    """A receipt's end, of which it has one: the payment that satisfied it, or none: it was cancelled. Appended."""

    receipt = models.OneToOneField(
        ExpectedReceipt, models.PROTECT, primary_key=True, related_name="end", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, related_name="+", db_constraint=False)
    ended_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "expected_receipt_ends"
        constraints = [
            CompositeForeignKey(
                columns=["receipt_id", "merchant_id"],
                table="expected_receipts",
                to=["id", "merchant_id"],
                name="receipt_end_of_a_receipt_of_its_merchant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} {'received' if self.entry_id else 'cancelled'}"


def in_state(
    rows: QuerySet[ExpectedReceipt], state: ReceiptState, day: date | None = None
) -> QuerySet[ExpectedReceipt]:
    """Those of `rows` that are in this state today."""
    match state:
        case ReceiptState.RECEIVED:
            return rows.filter(end__entry__isnull=False)
        case ReceiptState.CANCELLED:
            return rows.filter(end__isnull=False, end__entry__isnull=True)
        case ReceiptState.AWAITED:
            return rows.filter(end__isnull=True, due_on__gte=day or today())
        case ReceiptState.LATE:
            return rows.filter(end__isnull=True, due_on__lt=day or today())
