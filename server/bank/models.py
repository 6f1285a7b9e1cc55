"""The simulated bank's own book, and ours of what was sent to a real bank. Of the engine's data both have only the
reference."""

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
    returns_at = models.DateTimeField(null=True)  # its money is to come back then (returning.py)

    class Meta:
        db_table = "bank_transfers"
        indexes = [
            models.Index(fields=["returns_at"], condition=Q(returns_at__isnull=False), name="transfers_to_return"),
        ]
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
            models.CheckConstraint(
                condition=Q(returns_at__isnull=True) | Q(state="paid"), name="paid_transfers_return"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class BankSubmission(models.Model):
    """What a real bank was sent under a reference, and what it told of it last. Written before each submission, so that
    no submission is unknown to us, whatever comes of it; a reference that is void here is never sent."""

    class State(models.TextChoices):
        SENT = "sent", "Sent, nothing heard of it"
        REFUSED = "refused", "Refused for now, may be sent again"
        KNOWN = "known", "The bank has it"
        PAID = "paid", "Paid"
        REJECTED = "rejected", "Not paid, and never will be"
        VOIDED = "voided", "Never to be sent"

    reference = WholeCharField(max_length=64, primary_key=True)
    bank = models.CharField(max_length=20)  # its name in PAYOUT_BANK
    amount_paise = models.BigIntegerField()
    account_number_masked = models.CharField(max_length=18)
    ifsc_code = models.CharField(max_length=11)
    # As they were sent first: sent again they must be the same.
    mode = models.CharField(max_length=10, blank=True)
    payee = models.CharField(max_length=120, blank=True)
    narration = models.CharField(max_length=30, null=True)  # noqa: DJ001 - most transfers have none
    state = models.CharField(max_length=10, choices=State.choices)
    told = models.CharField(max_length=30, blank=True, default="")  # the bank's own word for it
    reason = models.CharField(max_length=300, blank=True, default="")
    code = models.CharField(max_length=40, blank=True, default="")
    bank_id = WholeCharField(max_length=40, unique=True, null=True)  # the bank's own, once it told us
    utr = WholeCharField(max_length=64, null=True)
    unanswered = models.IntegerField(default=0)  # submissions that may have reached the bank, and nobody knows
    submissions = models.IntegerField(default=0)
    first_sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when `told` changed
    reversed_at = models.DateTimeField(null=True)  # when we heard that what was paid came back

    class Meta:
        db_table = "bank_submissions"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(utr__isnull=False), name="paid_submissions_have_a_utr"
            ),
            models.CheckConstraint(
                condition=Q(amount_paise__gt=0) | Q(state="voided"), name="submission_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(account_number_masked__regex=rf"^({MASKED_FORM.pattern})?$"),
                name="submission_account_number_is_masked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class BankReturn(models.Model):
    """The money of a paid transfer came back, at whichever bank. Numbered in the order in which returns are booked."""

    number = models.BigIntegerField(primary_key=True)
    reference = WholeCharField(max_length=64, unique=True)  # of the transfer
    return_reference = WholeCharField(max_length=64, unique=True)
    amount_paise = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    code = models.CharField(max_length=40)
    value_on = models.DateField()
    booked_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "bank_returns"
        constraints = [models.CheckConstraint(condition=Q(number__gt=0), name="bank_return_numbered")]

    def __str__(self) -> str:
        return f"{self.return_reference} of {self.reference}"
