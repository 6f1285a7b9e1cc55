"""Where a merchant's ledger stood when a day of India began, and the statements that were made of its days."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.ids import new_id
from server.merchants.models import Merchant


class DayStart(models.Model):
    """The last entry before a day, kept the first time that a statement ends or begins there: whatever a clock does
    later, the days before it are closed. Written by `sql/day_starts.sql` alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    seq = models.BigIntegerField()  # 0: there was none
    kept_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "statement_day_starts"
        constraints = [
            models.UniqueConstraint(fields=["merchant", "day"], name="statement_day_starts_once"),
            models.CheckConstraint(condition=Q(seq__gte=0), name="statement_day_start_of_an_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: entry {self.seq}"


class StatementIssue(models.Model):
    """A closed period's file, when it was first made: made again, it has the same hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_before = models.DateField()
    form = models.CharField(max_length=8)
    version = models.IntegerField()  # of how the form is written
    merchant_name = models.CharField(max_length=200)  # then
    after_seq = models.BigIntegerField()
    upto_seq = models.BigIntegerField()
    sha256 = models.BinaryField(max_length=32)
    size = models.BigIntegerField()  # bytes
    issued_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "statement_issues"
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "starts_on", "ends_before", "form", "version"], name="statement_issued_once"
            ),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_before")), name="statement_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(after_seq__gte=0, upto_seq__gte=F("after_seq")), name="statement_is_a_range_of_entries"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_before} as {self.form}"
