"""The simulated bank's own book. Of the engine's data it has only the reference."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.account_numbers import MASKED_FORM
from server.database.fields import WholeCharField


class BankTransfer(models.Model):
    """One row per reference, for ever, so that submitting a reference again is the same transfer."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", "Accepted, not paid yet"
        PAID = "paid", "Paid"
        REFUSED = "refused", "Refused for now"
        REJECTED = "rejected", "Rejected for good"
        VOIDED = "voided", "Voided, can never be paid"

    reference = WholeCharField(max_length=64, primary_key=True)
    account_number_masked = models.CharField(max_length=18)
    ifsc_code = models.CharField(max_length=11)
    amount_paise = models.BigIntegerField()
    narration = models.CharField(max_length=30, null=True)  # noqa: DJ001 - most transfers have none
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40, blank=True, default="", db_default="")  # of the reason; none of old ones
    utr = WholeCharField(max_length=22, unique=True, null=True)  # none until paid
    submissions = models.IntegerField(default=0)
    pays_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    paid_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bank_transfers"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="paid", utr__isnull=False, paid_at__isnull=False)
                | (~Q(state="paid") & Q(utr__isnull=True, paid_at__isnull=True)),
                name="paid_transfers_have_a_utr",
            ),
            models.CheckConstraint(
                condition=Q(amount_paise__gt=0) | Q(state="voided"), name="transfer_amount_positive"
            ),
            # Empty where a reference was voided before its transfer arrived.
            models.CheckConstraint(
                condition=Q(account_number_masked__regex=rf"^({MASKED_FORM.pattern})?$"),
                name="transfer_account_number_is_masked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"
