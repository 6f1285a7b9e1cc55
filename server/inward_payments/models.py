"""The facts of a payment from abroad, beside the ledger's entry that it owns nothing of: the entry stays as any other
payment's is."""

from django.db import models
from django.db.models import F, Q

from server.database.constraints import check
from server.ids import new_id
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant

from .invoices import (
    COUNTRY,
    CURRENCY,
    Invoice,  # noqa: F401 - as below
    InvoiceMatch,  # noqa: F401
    InvoiceUnmatch,  # noqa: F401
    Nature,
)
from .papers import (
    LONGEST_NAME,
    InwardDocument,  # noqa: F401 - Django looks for models in here
)
from .reversals import InwardReversal  # noqa: F401

BIC = "[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?"  # ISO 9362:2014
PURPOSE = "P[0-9]{4}"


class Channel(models.TextChoices):
    SWIFT = "swift", "A transfer between banks by SWIFT."
    ACH = "ach", "A collection account in the United States, by ACH."
    FPS = "fps", "A collection account in the United Kingdom, by Faster Payments."
    SEPA = "sepa", "A collection account in the euro area, by SEPA."
    VOSTRO = "vostro", "Rupees from the account that the remitter’s bank has in India."
    OTHER = "other", "Another way."


class InwardPayment(models.Model):
    """Written once, with the entry payment_received (`sql/inward_payments.sql`). The rupees are the bank's, and the
    truth; the rate explains them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="inward_payment")
    seq = models.BigIntegerField(default=0, editable=False)  # the entry's, by the trigger
    channel = models.CharField(max_length=6, choices=Channel.choices)
    foreign_currency = models.CharField(max_length=3)
    foreign_minor = models.BigIntegerField()
    exponent = models.SmallIntegerField()  # ISO 4217's, when it was recorded
    # Rupees for one unit of the currency. None: the bank told none.
    rate = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    gross_paise = models.BigIntegerField()
    charges_paise = models.BigIntegerField()
    charges_tax_paise = models.BigIntegerField()
    net_paise = models.BigIntegerField()
    value_on = models.DateField()
    remitter_name = models.CharField(max_length=LONGEST_NAME)
    remitter_country = models.CharField(max_length=2)
    remitter_bank_bic = models.CharField(max_length=11, null=True)  # noqa: DJ001 - none: not told
    uetr = models.UUIDField(null=True)
    purpose_code = models.CharField(max_length=5)
    nature = models.CharField(max_length=8, choices=Nature.choices)
    is_advance = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(editable=False)  # the entry's, by the trigger

    class Meta:
        db_table = "inward_payments"
        indexes = [
            models.Index(fields=["merchant", "-seq"], name="inward_payments_newest"),
            models.Index(fields=["merchant", "value_on"], name="inward_payments_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(gross_paise__gt=0, charges_paise__gte=0, charges_tax_paise__gte=0, net_paise__gt=0)
                & Q(net_paise=F("gross_paise") - F("charges_paise") - F("charges_tax_paise")),
                name="inward_net_is_gross_less_charges",
            ),
            models.CheckConstraint(
                condition=Q(foreign_minor__gt=0, foreign_minor__lte=2**53 - 1, exponent__gte=0, exponent__lte=4),
                name="inward_foreign_amount",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True)
                | (
                    Q(rate__gt=0) & Q(check("inward_rate_explains", "foreign_minor", "exponent", "rate", "gross_paise"))
                ),
                name="inward_rate_explains_gross",
            ),
            models.CheckConstraint(
                condition=~Q(foreign_currency="INR")
                | Q(channel="vostro", exponent=2, rate__isnull=True, foreign_minor=F("gross_paise")),
                name="inward_rupees_by_vostro",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="inward_channel_known"),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="inward_nature_known"),
            models.CheckConstraint(condition=Q(foreign_currency__regex=rf"^{CURRENCY}$"), name="inward_currency_form"),
            models.CheckConstraint(condition=Q(purpose_code__regex=rf"^{PURPOSE}$"), name="inward_purpose_form"),
            models.CheckConstraint(
                condition=~Q(remitter_name="")
                & Q(remitter_country__regex=rf"^{COUNTRY}$")
                & (Q(remitter_bank_bic__isnull=True) | Q(remitter_bank_bic__regex=rf"^{BIC}$")),
                name="inward_remitter_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.foreign_currency} {self.foreign_minor} of {self.value_on}"
