"""Exports that take longer than a request may: asked for, written by the worker, kept for a day (ADR 33)."""

from django.db import models
from django.db.models.functions import Now

from server.ids import new_id
from server.merchants.models import Merchant


class State(models.TextChoices):
    WAITING = "waiting"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


class Kind(models.TextChoices):
    PAYOUTS = "payouts"
    STATEMENT = "statement"


class ExportJob(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False)
    asked_by = models.CharField(max_length=320)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.PAYOUTS, db_default=Kind.PAYOUTS)
    format = models.CharField(max_length=8)
    query = models.TextField(blank=True)  # the filter and the order, or a statement's days, as they were sent
    name = models.CharField(max_length=100)  # of the file
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    rows = models.IntegerField()  # when it was asked for
    rows_done = models.IntegerField(default=0)
    parts = models.IntegerField(default=0)
    size = models.BigIntegerField(default=0)  # bytes
    run = models.IntegerField(default=0)  # a worker that has been overtaken writes nothing more
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    touched_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "export_jobs"
        indexes = [models.Index(fields=["merchant", "created_at"], name="export_jobs_by_merchant")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class ExportPart(models.Model):
    """A part of a file: in the database, as the worker and the web server may run on two machines."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    job = models.ForeignKey(ExportJob, models.CASCADE, related_name="+", db_index=False)
    merchant_id = models.UUIDField()
    number = models.IntegerField()
    contents = models.BinaryField()

    class Meta:
        db_table = "export_parts"
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="export_part_once")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.number}"
