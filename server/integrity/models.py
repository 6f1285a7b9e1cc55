"""The checks of every rule that there have been, and what they found."""

from django.db import models
from django.db.models.functions import Now

from server.ids import new_id


class IntegrityRun(models.Model):
    """One check of all rules. `findings` grows while it runs: {rule, rows, faults, seconds, is_checked} each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_by = models.CharField(max_length=300)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # After this it no longer runs, whatever it says: the process was killed.
    given_up_at = models.DateTimeField()
    rules = models.IntegerField()
    findings = models.JSONField(default=list)

    class Meta:
        db_table = "integrity_runs"
        indexes = [models.Index(fields=["-id"], name="integrity_unfinished", condition=models.Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.asked_at} by {self.asked_by}"
