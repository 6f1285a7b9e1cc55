"""The reversal of a payment from abroad: its bank recalled the money, and it was taken back."""

from django.db import models
from django.db.models import Q

from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.money import MAX_PAISE

LONGEST_REASON = 300


class InwardReversal(models.Model):
    """Written once per payment, never changed (`sql/inward_reversals.sql`). It owns a ledger entry of the type
    `payment_reversed`; the payment and its own entry stay as they are. At most what the payment credited."""

    inward_payment = models.OneToOneField(
        "inward_payments.InwardPayment", models.PROTECT, primary_key=True, related_name="reversal"
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    amount_paise = models.BigIntegerField()
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="inward_reversal")
    reason = models.CharField(max_length=LONGEST_REASON)
    recorded_by = models.CharField(max_length=300)
    reversed_at = models.DateTimeField(editable=False)  # the entry's, by the trigger

    class Meta:
        db_table = "inward_reversals"
        indexes = [models.Index(fields=["merchant", "inward_payment"], name="inward_reversals_by_merchant")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_paise__gte=1, amount_paise__lte=MAX_PAISE), name="inward_reversal_amount"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(recorded_by=""), name="inward_reversal_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.inward_payment_id} reversed by {self.amount_paise} paise"
