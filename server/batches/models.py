"""Batches: payouts that a merchant lays out row by row, looks over once and pays together.

A batch says what is to be paid and never changes. Nothing stores how far it has come: each row's payout names the row
in its details (`server/payouts/details.py`), so a batch's state is that of its payouts. A refusal leaves nothing behind
in the engine, so the last one of a row is kept here.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.database.foreign_keys import CompositeForeignKey
from server.merchants.models import BankAccount, Merchant
from server.money import MAX_PAISE
from server.payouts.creation import MOST_PAYOUTS
from server.payouts.details import LONGEST_REFERENCE, Purpose, checks_of_details

LONGEST_NAME = 100
MOST_ROWS = MOST_PAYOUTS


class PayoutBatch(models.Model):
    """Its id comes from the client, so that creating it again is safe."""

    id = models.UUIDField(primary_key=True, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="payout_batches", db_index=False)
    name = models.CharField(max_length=LONGEST_NAME)
    row_count = models.IntegerField()
    total_paise = models.BigIntegerField()
    # The earlier batch whose failed rows it pays again, and the one whose rows it repeats.
    retry_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="retries", db_index=False)
    repeat_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeats", db_index=False)
    not_before = models.DateTimeField(null=True, editable=False)  # of all its payouts (payouts/scheduling.py)
    # As the audit log has it: without a foreign key, since a batch outlives the key or the user.
    made_by_kind = models.CharField(max_length=10)
    made_by_id = models.CharField(max_length=100, blank=True)
    made_by_name = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "payout_batches"
        verbose_name_plural = "payout batches"
        indexes = [models.Index(fields=["merchant", "-created_at", "-id"], name="payout_batches_newest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(row_count__gte=1, row_count__lte=MOST_ROWS), name="batch_row_count"),
            models.CheckConstraint(
                condition=Q(total_paise__gte=1, total_paise__lte=MAX_PAISE), name="batch_total_positive"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="batch_has_a_name"),
            # A failed row that two batches pay again would be paid twice. What a retry leaves failed, its own retry
            # pays.
            models.UniqueConstraint(fields=["retry_of"], name="batch_retried_once"),
            # For batch_row_of_its_merchant.
            models.UniqueConstraint(fields=["id", "merchant"], name="batch_of_its_merchant"),
        ]

    def __str__(self) -> str:
        return self.name


class PayoutBatchRow(models.Model):
    """What one payout of the batch is to be: 1, 2, 3, …"""

    pk = models.CompositePrimaryKey("batch_id", "number")
    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="rows", db_index=False, db_constraint=False)
    number = models.IntegerField()
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    amount_paise = models.BigIntegerField()
    reference = models.CharField(max_length=LONGEST_REFERENCE, null=True)  # noqa: DJ001 - each of them may be missing
    narration = models.CharField(max_length=30, null=True)  # noqa: DJ001
    purpose = models.CharField(max_length=12, choices=Purpose.choices, null=True)  # noqa: DJ001
    # The failed payout that the row pays again, in a batch that retries another.
    retry_of = models.UUIDField(null=True)

    class Meta:
        db_table = "payout_batch_rows"
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST_ROWS), name="batch_row_number"),
            models.CheckConstraint(
                condition=Q(amount_paise__gt=0, amount_paise__lte=MAX_PAISE), name="batch_row_amount_positive"
            ),
            *checks_of_details("batch_row_"),
            CompositeForeignKey(
                columns=["batch_id", "merchant_id"],
                table="payout_batches",
                to=["id", "merchant_id"],
                name="batch_row_of_its_merchant",
            ),
            CompositeForeignKey(
                columns=["bank_account_id", "merchant_id"],
                table="bank_accounts",
                to=["id", "merchant_id"],
                name="batch_row_to_an_account_of_its_merchant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class PayoutBatchRefusal(models.Model):
    """Why a row's last payment made no payout. The row may have been paid since; then its payout counts."""

    pk = models.CompositePrimaryKey("batch_id", "number")
    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    number = models.IntegerField()
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    code = models.CharField(max_length=40)
    message = models.CharField(max_length=300)
    available_paise = models.BigIntegerField(null=True)  # then, if the balance was too small
    refused_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "payout_batch_refusals"
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(message=""), name="batch_refusal_says_why"),
            CompositeForeignKey(
                columns=["batch_id", "number"],
                table="payout_batch_rows",
                to=["batch_id", "number"],
                name="batch_refusal_of_a_row",
            ),
            CompositeForeignKey(
                columns=["batch_id", "merchant_id"],
                table="payout_batches",
                to=["id", "merchant_id"],
                name="batch_refusal_of_its_merchant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}: {self.code}"
