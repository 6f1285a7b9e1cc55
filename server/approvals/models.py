"""Which payouts of a merchant need approval, the gates that hold those back, and what people decided about them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.database.foreign_keys import CompositeForeignKey
from server.merchants.models import Merchant
from server.money import MAX_PAISE
from server.payouts.models import LONGEST_REMARK, Payout

MOST_PEOPLE = 5
LONGEST_HOURS = 93 * 24


class ApprovalPolicy(models.Model):
    """A version of a merchant's policy. The newest is in force; one without bands asks for no approval."""

    pk = models.CompositePrimaryKey("merchant_id", "version")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField()
    expires_after_hours = models.IntegerField()
    # As the audit log has it: without a foreign key.
    set_by_kind = models.CharField(max_length=10)
    set_by_id = models.CharField(max_length=100, blank=True)
    set_by_name = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "approval_policies"
        verbose_name_plural = "approval policies"
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="approval_policy_version"),
            models.CheckConstraint(
                condition=Q(expires_after_hours__gte=1, expires_after_hours__lte=LONGEST_HOURS),
                name="approval_policy_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.version}"


class ApprovalBand(models.Model):
    """From this sum on, so many people have to approve."""

    pk = models.CompositePrimaryKey("merchant_id", "version", "from_paise")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    version = models.IntegerField()
    from_paise = models.BigIntegerField()
    people = models.IntegerField()

    class Meta:
        db_table = "approval_bands"
        constraints = [
            models.CheckConstraint(
                condition=Q(from_paise__gte=1, from_paise__lte=MAX_PAISE), name="approval_band_amount"
            ),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="approval_band_people"),
            CompositeForeignKey(
                columns=["merchant_id", "version"],
                table="approval_policies",
                to=["merchant_id", "version"],
                name="approval_band_of_a_policy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} from {self.from_paise} paise"


class ApprovalGate(models.Model):
    """Why a payout is held back: written with it. Its triggers say how it ended (`sql/approvals.sql`)."""

    class Ending(models.TextChoices):
        OPENED = "opened", "Enough people have approved"
        REJECTED = "rejected", "Somebody has rejected it"
        EXPIRED = "expired", "Too few approved it in time"
        CANCELLED = "cancelled", "The payout was cancelled"

    payout = models.OneToOneField(
        Payout, models.PROTECT, primary_key=True, related_name="approval_gate", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    policy_version = models.IntegerField()
    people = models.IntegerField()
    sum_paise = models.BigIntegerField()  # by which the band was found
    batch_id = models.UUIDField(null=True)  # the batch is approved as a whole
    made_by_kind = models.CharField(max_length=10)
    made_by_id = models.CharField(max_length=100, blank=True)
    made_by_name = models.CharField(max_length=300, blank=True)
    # Who made the payout, or the key that did: approves nothing of it. By id, as a gate outlives the user.
    maker_person_id = models.IntegerField(null=True, editable=False)
    subject = models.CharField(max_length=64, editable=False)  # a digest of what is approved
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(editable=False)
    approved = models.IntegerField(default=0, db_default=0, editable=False)  # by so many, up to now
    ended_at = models.DateTimeField(null=True, editable=False)
    ending = models.CharField(max_length=10, choices=Ending.choices, null=True, editable=False)  # noqa: DJ001

    class Meta:
        db_table = "approval_gates"
        indexes = [
            # What waits for somebody: nothing that has ended is in them.
            models.Index(
                fields=["merchant", "created_at", "payout"],
                condition=Q(ended_at__isnull=True),
                name="approval_gates_open",
            ),
            models.Index(fields=["expires_at"], condition=Q(ended_at__isnull=True), name="approval_gates_expiring"),
            models.Index(
                fields=["batch_id", "payout"],
                condition=Q(ended_at__isnull=True, batch_id__isnull=False),
                name="approval_gates_of_batches",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="approval_gate_people"),
            models.CheckConstraint(condition=Q(sum_paise__gte=1), name="approval_gate_sum"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending__isnull=True)
                | Q(
                    ended_at__isnull=False,
                    ending__isnull=False,
                    ending__in=["opened", "rejected", "expired", "cancelled"],
                ),
                name="approval_gate_has_its_ending",
            ),
            CompositeForeignKey(
                columns=["merchant_id", "policy_version"],
                table="approval_policies",
                to=["merchant_id", "version"],
                name="approval_gate_by_a_policy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} needs {self.people}"


class Approval(models.Model):
    """What one person decided about one payout: once, and never changed."""

    class Decision(models.TextChoices):
        APPROVE = "approve", "Approved"
        REJECT = "reject", "Rejected"

    pk = models.CompositePrimaryKey("payout_id", "person_id")
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    person_id = models.IntegerField()  # of a user, whom it outlives
    person_name = models.CharField(max_length=300)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    decision = models.CharField(max_length=7, choices=Decision.choices)
    remark = models.CharField(max_length=LONGEST_REMARK, null=True)  # noqa: DJ001 - an approval needs none
    decided_at = models.DateTimeField(editable=False)

    class Meta:
        db_table = "approvals"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="approve") | Q(decision="reject", remark__isnull=False),
                name="approval_decision",
            ),
            models.CheckConstraint(condition=Q(remark__isnull=True) | ~Q(remark=""), name="approval_remark_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.decision}"
