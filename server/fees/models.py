"""Fee plans and tax profiles, each written once; and what a payout was charged, and given back, as facts that own their
entries in the ledger."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.constraints import check
from server.ids import new_id
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.rails.rules import Rail

from .tax import MOST_GST_BP, USUAL_GST_BP

RAILS = [(rail.value, rail.value) for rail in Rail]


class FeePlan(models.Model):
    """What a merchant is charged from its creation on, until the next version. Without a merchant: the default,
    copied for each merchant that follows it (`sql/fee_plans.sql`), so that a merchant's newest plan is all that
    there is to know. No bands: nothing is charged."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", null=True, db_index=False)
    version = models.IntegerField(default=0)  # 1, 2, 3 …, by the trigger
    bands = models.JSONField()
    gst_bp = models.IntegerField(default=USUAL_GST_BP)
    supplier_state = models.CharField(max_length=2)  # of our own GSTIN, when the plan was made
    refund_on_return = models.BooleanField(default=True)
    follows_default = models.BooleanField(default=False)
    after_seq = models.BigIntegerField(default=0, editable=False)  # the merchant's last entry before it
    started_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "fee_plans"
        constraints = [
            models.UniqueConstraint(fields=["merchant", "version"], name="fee_plan_version_once", nulls_distinct=False),
            models.CheckConstraint(condition=check("fee_bands_are_sound", "bands"), name="fee_bands_sound"),
            models.CheckConstraint(condition=Q(gst_bp__gte=0, gst_bp__lte=MOST_GST_BP), name="fee_gst_in_bounds"),
            models.CheckConstraint(
                condition=check("gst_state_is_known", "supplier_state"), name="fee_supplier_state_known"
            ),
            models.CheckConstraint(
                condition=Q(merchant__isnull=False) | Q(follows_default=False), name="fee_default_follows_none"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id or 'default'} {self.version}"


class TaxProfile(models.Model):
    """Where a merchant is, for GST, from its creation on: the place of supply of our fees."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField(default=0)  # 1, 2, 3 …, by the trigger
    gstin = models.CharField(max_length=15, null=True)  # noqa: DJ001 - none: not registered
    state_code = models.CharField(max_length=2)
    started_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "merchant_tax_profiles"
        constraints = [
            models.UniqueConstraint(fields=["merchant", "version"], name="tax_profile_version_once"),
            models.CheckConstraint(condition=check("gst_state_is_known", "state_code"), name="tax_state_known"),
            models.CheckConstraint(
                condition=Q(gstin__isnull=True) | Q(check("gstin_is_sound", "gstin", "state_code")), name="gstin_sound"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gstin or 'not registered'}, {self.state_code}"


class FeeCharge(models.Model):
    """What a payout was charged with its hold. Owns the entries fee_debit and fee_tax_debit, which name no payout
    (`sql/fee_charges.sql`). One of nothing owns none."""

    payout = models.OneToOneField(
        "payouts.Payout", models.PROTECT, primary_key=True, related_name="fee_charge", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    plan = models.ForeignKey(FeePlan, models.PROTECT, related_name="+", db_index=False)
    # By which the fee was set, and the payout goes. None: no rail was known to carry it, and nothing was charged.
    rail = models.CharField(max_length=4, choices=RAILS, null=True)  # noqa: DJ001
    place_of_supply = models.CharField(max_length=2)
    fee_paise = models.BigIntegerField()
    igst_paise = models.BigIntegerField()
    cgst_paise = models.BigIntegerField()
    sgst_paise = models.BigIntegerField()
    fee_entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="fee_charge", null=True)
    tax_entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="fee_tax_charge", null=True)
    charged_at = models.DateTimeField(editable=False)  # the trigger's: when the payout was made

    class Meta:
        db_table = "fee_charges"
        indexes = [models.Index(fields=["merchant", "charged_at", "payout"], name="fee_charges_by_merchant")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fee_paise__gte=0, igst_paise__gte=0, cgst_paise__gte=0, sgst_paise=F("cgst_paise")),
                name="fee_parts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(fee_paise=0, fee_entry__isnull=True) | Q(fee_paise__gt=0, fee_entry__isnull=False),
                name="fee_has_its_entry",
            ),
            models.CheckConstraint(
                condition=Q(igst_paise=0, cgst_paise=0, tax_entry__isnull=True)
                | Q(igst_paise__gt=0, cgst_paise=0, tax_entry__isnull=False)
                | Q(igst_paise=0, cgst_paise__gt=0, tax_entry__isnull=False),
                name="fee_tax_has_its_entry",
            ),
            models.CheckConstraint(condition=Q(rail__isnull=False) | Q(fee_paise=0), name="fee_is_by_a_rail"),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id}: {self.fee_paise} + {self.tax_paise}"

    @property
    def tax_paise(self) -> int:
        return self.igst_paise + self.cgst_paise + self.sgst_paise

    @property
    def total_paise(self) -> int:
        return self.fee_paise + self.tax_paise


class FeeRefund(models.Model):
    """A payout's charge was given back, whole. Owns the entries fee_refund and fee_tax_refund
    (`sql/fee_refunds.sql`)."""

    class Cause(models.TextChoices):
        FAILED = "failed", "The payout failed."
        RETURNED = "returned", "The payout's money came back."

    charge = models.OneToOneField(
        FeeCharge, models.PROTECT, primary_key=True, related_name="refund", db_constraint=False, db_column="payout_id"
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    fee_entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="fee_refund")
    tax_entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="fee_tax_refund", null=True)
    refunded_at = models.DateTimeField(editable=False)  # the trigger's: the entry's

    class Meta:
        db_table = "fee_refunds"
        indexes = [models.Index(fields=["merchant", "refunded_at", "charge"], name="fee_refunds_by_merchant")]

    def __str__(self) -> str:
        return f"{self.charge_id} {self.cause}"
