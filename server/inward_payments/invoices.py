"""Invoices to buyers abroad, and which payment pays which: in the currencies' smallest units, in parts, m to n."""

from django.db import models
from django.db.models import F, Q

from server.database.comparison import ComparisonForm
from server.ids import new_id
from server.merchants.models import Merchant

from .papers import LONGEST_NAME

LONGEST_NUMBER = 50
COUNTRY, CURRENCY, HSN_OR_SAC = "[A-Z]{2}", "[A-Z]{3}", "[0-9]{4,8}"


class Nature(models.TextChoices):
    GOODS = "goods", "Goods that were exported."
    SERVICES = "services", "Services that were exported, software among them."
    OTHER = "other", "Neither."


class Invoice(models.Model):
    """Written once. Its number is a merchant's once, in whatever form it is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    number = models.CharField(max_length=LONGEST_NUMBER)
    issued_on = models.DateField()
    buyer = models.CharField(max_length=LONGEST_NAME)
    buyer_country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    exponent = models.SmallIntegerField()  # ISO 4217's, when it was added
    nature = models.CharField(max_length=8, choices=Nature.choices)
    hsn_or_sac = models.CharField(max_length=8, null=True)  # noqa: DJ001 - none: not told
    edf_number = models.CharField(max_length=LONGEST_NUMBER, null=True)  # noqa: DJ001 - none yet
    created_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "inward_invoices"
        ordering = ["id"]  # the oldest first
        indexes = [
            models.Index(F("merchant"), ComparisonForm(F("number")), name="inward_invoices_by_number"),
            models.Index(fields=["merchant", "-created_at", "-id"], name="inward_invoices_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minor__gt=0, minor__lte=2**53 - 1, exponent__gte=0, exponent__lte=4),
                name="inward_invoice_amount",
            ),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="inward_invoice_nature_known"),
            models.CheckConstraint(
                condition=~Q(number="")
                & ~Q(buyer="")
                & ~Q(edf_number="")
                & Q(buyer_country__regex=rf"^{COUNTRY}$", currency__regex=rf"^{CURRENCY}$")
                & (Q(hsn_or_sac__isnull=True) | Q(hsn_or_sac__regex=rf"^{HSN_OR_SAC}$")),
                name="inward_invoice_forms",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.currency} {self.minor}"


class InvoiceMatch(models.Model):
    """A part of a payment that pays a part of an invoice. Appended; taken back by an `InvoiceUnmatch`. With one
    currency both parts are the same; with two, the rate between them explains them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="matches")
    inward_payment = models.ForeignKey("inward_payments.InwardPayment", models.PROTECT, related_name="matches")
    invoice_minor = models.BigIntegerField()
    inward_minor = models.BigIntegerField()
    # Units of the invoice's currency for one of the payment's. None: they have one currency.
    cross_rate = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    matched_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "inward_invoice_matches"
        ordering = ["id"]  # the oldest first
        constraints = [
            models.CheckConstraint(
                condition=Q(invoice_minor__gt=0, inward_minor__gt=0)
                & (
                    Q(cross_rate__isnull=True, invoice_minor=F("inward_minor"))
                    | Q(cross_rate__isnull=False, cross_rate__gt=0)
                ),
                name="inward_match_amounts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} by {self.inward_payment_id}"


class InvoiceUnmatch(models.Model):
    """A match was taken back, whole. Appended."""

    match = models.OneToOneField(InvoiceMatch, models.PROTECT, primary_key=True, related_name="unmatch")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    unmatched_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "inward_invoice_unmatches"

    def __str__(self) -> str:
        return f"{self.match_id} taken back"
