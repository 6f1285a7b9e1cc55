"""The ledger: every row moves `amount_paise` between a merchant's available money and the account its type names."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.comparison import ComparisonForm
from server.database.constraints import check
from server.database.foreign_keys import CompositeForeignKey
from server.ids import new_id
from server.merchants.models import Merchant


class Account(models.TextChoices):
    """The other side of an entry. With it, the signed rows are a double-entry ledger that sums to zero."""

    INBOUND_CLEARING = "inbound_clearing"
    HELD = "held"
    BANK = "bank"
    FEES = "fees"
    TAX_PAYABLE = "tax_payable"
    ADJUSTMENTS = "adjustments"


class EntryType(models.TextChoices):
    PAYMENT_RECEIVED = "payment_received", "Payment received"
    PAYMENT_REVERSED = "payment_reversed", "Payment reversed"
    PAYOUT_HOLD = "payout_hold", "Payout hold"
    PAYOUT_RELEASE = "payout_release", "Payout release"
    PAYOUT_COMPLETED = "payout_completed", "Payout completed"
    PAYOUT_RETURNED = "payout_returned", "Payout returned"
    FEE_DEBIT = "fee_debit", "Fee"
    FEE_TAX_DEBIT = "fee_tax_debit", "GST on a fee"
    FEE_REFUND = "fee_refund", "Fee given back"
    FEE_TAX_REFUND = "fee_tax_refund", "GST on a fee given back"
    ADJUSTMENT_CREDIT = "adjustment_credit", "Adjustment (credit)"
    ADJUSTMENT_DEBIT = "adjustment_debit", "Adjustment (debit)"

    @property
    def sign(self) -> int:
        return 1 if self in CREDITS else -1


CREDITS = frozenset(
    {
        EntryType.PAYMENT_RECEIVED,
        EntryType.PAYOUT_RELEASE,
        EntryType.PAYOUT_RETURNED,
        EntryType.FEE_REFUND,
        EntryType.FEE_TAX_REFUND,
        EntryType.ADJUSTMENT_CREDIT,
    }
)
CONTRA_ACCOUNTS = {
    EntryType.PAYMENT_RECEIVED: Account.INBOUND_CLEARING,
    EntryType.PAYMENT_REVERSED: Account.INBOUND_CLEARING,
    EntryType.PAYOUT_HOLD: Account.HELD,
    EntryType.PAYOUT_RELEASE: Account.HELD,
    EntryType.PAYOUT_COMPLETED: Account.BANK,
    EntryType.PAYOUT_RETURNED: Account.BANK,
    EntryType.FEE_DEBIT: Account.FEES,
    EntryType.FEE_TAX_DEBIT: Account.TAX_PAYABLE,
    EntryType.FEE_REFUND: Account.FEES,
    EntryType.FEE_TAX_REFUND: Account.TAX_PAYABLE,
    EntryType.ADJUSTMENT_CREDIT: Account.ADJUSTMENTS,
    EntryType.ADJUSTMENT_DEBIT: Account.ADJUSTMENTS,
}


class LedgerEntry(models.Model):
    """Inserted once, never changed. `seq` is dense per merchant; the database assigns it under the merchant's lock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(
        Merchant, models.PROTECT, related_name="ledger_entries", db_index=False, db_constraint=False
    )
    seq = models.BigIntegerField(db_default=0, editable=False)
    entry_type = models.CharField(max_length=20, choices=EntryType.choices)
    amount_paise = models.BigIntegerField()
    payout = models.ForeignKey(
        "payouts.Payout",
        models.PROTECT,
        related_name="ledger_entries",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    reference = models.CharField(max_length=100, null=True)  # noqa: DJ001 - the payment's, once per merchant
    description = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    link = models.BinaryField(max_length=32)  # SHA-256, made by the database (sql/links.sql)

    class Meta:
        db_table = "ledger_entries"
        indexes = [
            # For find_payment (sql/payment_references.sql). Not unique: earlier payments may share a form.
            models.Index(
                F("merchant"),
                ComparisonForm(F("reference")),
                condition=Q(reference__isnull=False),
                name="payment_reference_form",
            ),
            # Payments, fees and adjustments among a payout's three entries each. No payout writes it.
            models.Index(fields=["merchant", "-seq"], condition=Q(payout__isnull=True), name="ledger_without_payouts"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "seq"], name="ledger_seq_once"),
            models.UniqueConstraint(fields=["payout", "entry_type"], name="payout_entry_once"),
            models.UniqueConstraint(
                fields=["merchant", "reference"], condition=Q(reference__isnull=False), name="payment_reference_once"
            ),
            # Spelled out in sql/checks.sql.
            models.CheckConstraint(
                condition=check("entry_has_the_sign_of_its_type", "entry_type", "amount_paise"),
                name="entry_sign_by_type",
            ),
            models.CheckConstraint(
                condition=check("entry_names_its_payout", "entry_type", "payout"),
                name="payout_entries_name_their_payout",
            ),
            models.CheckConstraint(
                condition=check("entry_has_the_reference_of_its_type", "entry_type", "reference"),
                name="payments_have_a_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_type} {self.amount_paise}"

    @property
    def direction(self) -> str:
        return "credit" if self.amount_paise > 0 else "debit"


class LedgerCheckpoint(models.Model):
    """The sums of the entries up to `seq`. Derived and disposable: dropping every checkpoint changes no result.

    The database fills in the sums itself, so that a wrong checkpoint cannot be written.
    """

    pk = models.CompositePrimaryKey("merchant_id", "seq")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    available_paise = models.BigIntegerField()
    held_paise = models.BigIntegerField()
    # Since the checkpoint before, if that was 25 entries earlier: the lowest available after an entry, the highest
    # before one, what came in and what went out (sql/periods.sql). An older release's checkpoints do not say it.
    lowest_paise = models.BigIntegerField(null=True)
    highest_paise = models.BigIntegerField(null=True)
    in_paise = models.BigIntegerField(null=True)
    out_paise = models.BigIntegerField(null=True)

    class Meta:
        db_table = "ledger_checkpoints"
        constraints = [
            models.CheckConstraint(
                condition=Q(available_paise__gte=0, held_paise__gte=0), name="checkpoint_not_negative"
            ),
            # A checkpoint refers to an existing entry; with dense numbers, all entries before it exist as well.
            CompositeForeignKey(
                columns=["merchant_id", "seq"],
                table="ledger_entries",
                to=["merchant_id", "seq"],
                name="checkpoint_of_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id} up to {self.seq}"


class LedgerTypeCheckpoint(models.Model):
    """How many entries of a type there are up to `seq`, a multiple of 500, and their sum. Derived and disposable too:
    dropping them changes no explanation. The database alone writes them, with the checkpoint of that entry."""

    pk = models.CompositePrimaryKey("merchant_id", "seq", "entry_type")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    entry_type = models.CharField(max_length=20, choices=EntryType.choices)
    entries = models.BigIntegerField()
    paise = models.BigIntegerField()

    class Meta:
        db_table = "ledger_type_checkpoints"
        constraints = [
            models.CheckConstraint(condition=Q(entries__gt=0), name="type_checkpoint_counts_something"),
            CompositeForeignKey(
                columns=["merchant_id", "seq"],
                table="ledger_entries",
                to=["merchant_id", "seq"],
                name="type_checkpoint_of_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id} up to {self.seq}: {self.entry_type}"


class LedgerHead(models.Model):
    """The first head of a merchant's ledger that was handed out on a day of India: kept for ever, so that what was
    signed can be held against us.

    The link after entry `seq`, and the balances there (0 before the first entry). Signed as `heads.py` says.
    """

    pk = models.CompositePrimaryKey("merchant_id", "day")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    seq = models.BigIntegerField()
    link = models.BinaryField(max_length=32)
    available_paise = models.BigIntegerField()
    held_paise = models.BigIntegerField()
    issued_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)

    class Meta:
        db_table = "ledger_heads"

    def __str__(self) -> str:
        return f"{self.merchant_id} on {self.day}"
