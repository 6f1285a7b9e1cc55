"""The checks of every rule that there have been, and what they found."""

from django.db import models
from django.db.models.functions import Now

from server.ids import new_id
from server.merchants.models import Merchant


class IntegrityRun(models.Model):
    """One check of all rules, never changed once it has ended.

    `findings` grows while it runs: {id, severity, rule, per_merchant, rows, faults, violations, samples, whose,
    seconds, is_checked} each; `whose` is false if `integrity_violations` does not tell whose the violations are.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_by = models.CharField(max_length=300)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # After this it no longer runs, whatever it says: the process was killed.
    given_up_at = models.DateTimeField()
    rules = models.IntegerField()
    findings = models.JSONField(default=list)
    # What was asked, of what, by what code.
    rules_sha256 = models.CharField(max_length=64, db_default="")
    code_version = models.CharField(max_length=40, db_default="")
    snapshot = models.TextField(db_default="")  # PostgreSQL's: which transactions it had seen

    class Meta:
        db_table = "integrity_runs"
        indexes = [models.Index(fields=["-id"], name="integrity_unfinished", condition=models.Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.asked_at} by {self.asked_by}"


class IntegrityViolation(models.Model):
    """How often a rule was violated by a merchant's rows in a check. Kept as it was written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(IntegrityRun, models.PROTECT, related_name="+", db_index=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    rule = models.CharField(max_length=60)
    violations = models.BigIntegerField()
    samples = models.JSONField(default=list)

    class Meta:
        db_table = "integrity_violations"
        constraints = [models.UniqueConstraint(fields=["run", "merchant", "rule"], name="integrity_violation_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.violations} of {self.merchant_id}"


class ProvenLedger(models.Model):
    """The newest entry of a merchant's ledger that a check has seen when no rule was violated by its rows. It only
    grows."""

    merchant = models.OneToOneField(Merchant, models.PROTECT, primary_key=True, related_name="+", db_constraint=False)
    seq = models.BigIntegerField()

    class Meta:
        db_table = "integrity_proven"

    def __str__(self) -> str:
        return f"{self.merchant_id} up to {self.seq}"
