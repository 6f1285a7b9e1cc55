"""The return of a completed payout as a fact, and how far the bank's book of returns was read."""

from django.db import models
from django.db.models import Q

from server.bank.returns import LONGEST_REFERENCE
from server.database.fields import WholeCharField
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant

LONGEST_REASON = 300


class PayoutReturn(models.Model):
    """A completed payout's money came back, whole. The payout stays completed; this row owns a ledger entry of the type
    `payout_returned`, which does not name the payout. Written once, never changed (`sql/payout_returns.sql`)."""

    class Learned(models.TextChoices):
        BANK = "bank", "The bank told it."
        OPERATOR = "operator", "An operator recorded it."

    payout = models.OneToOneField(
        "payouts.Payout", models.PROTECT, primary_key=True, related_name="its_return", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    amount_paise = models.BigIntegerField()
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="payout_return")
    return_reference = WholeCharField(max_length=LONGEST_REFERENCE)
    reason_code = models.CharField(max_length=40)
    reason = models.CharField(max_length=LONGEST_REASON)
    value_on = models.DateField()
    learned = models.CharField(max_length=10, choices=Learned.choices)
    recorded_by = models.CharField(max_length=300, null=True)  # noqa: DJ001 - none for what the bank told
    returned_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "payout_returns"
        indexes = [models.Index(fields=["merchant", "payout"], name="payout_returns_by_merchant")]
        constraints = [
            # Of our bank, whoever the merchant is.
            models.UniqueConstraint(fields=["return_reference"], name="payout_return_reference_once"),
            models.CheckConstraint(
                condition=~Q(return_reference="") & ~Q(reason="") & ~Q(reason_code=""), name="payout_return_in_words"
            ),
            models.CheckConstraint(
                condition=Q(learned="bank", recorded_by__isnull=True)
                | Q(learned="operator", recorded_by__isnull=False),
                name="payout_return_learned_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} returned, {self.return_reference}"


class ReturnReading(models.Model):
    """How far a bank's book of returns was read (`hearing_returns.py`)."""

    bank = models.CharField(max_length=40, primary_key=True)
    after = models.CharField(max_length=300, blank=True)
    # In this reading a return was left to wait, on the page after this place. Read again from there.
    again_from = models.CharField(max_length=300, null=True)  # noqa: DJ001 - nothing waits
    due_at = models.DateTimeField()

    class Meta:
        db_table = "return_readings"

    def __str__(self) -> str:
        return f"{self.bank} after {self.after}"
