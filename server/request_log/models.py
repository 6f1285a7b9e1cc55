"""Calls that were refused, that failed, or that changed something: for whoever has to find out why (ADR 33)."""

from enum import StrEnum

from django.db import models


class Outcome(StrEnum):
    SUCCEEDED = "succeeded"
    REFUSED = "refused"  # the call was at fault, or came at the wrong time
    FAILED = "failed"  # the engine was


class LoggedRequest(models.Model):
    """One call. Its id is the request's, and grows with time. Ids without foreign keys: a row outlives nothing, and
    writing it locks nothing. The table is unlogged: a crash of PostgreSQL empties it."""

    id = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField()
    duration_ms = models.IntegerField()
    merchant_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=300)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=200)
    operation = models.CharField(max_length=100, blank=True)  # of GraphQL
    http_status = models.SmallIntegerField()
    outcome = models.CharField(max_length=10)
    error_code = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=300, blank=True)
    idempotency_key = models.UUIDField(null=True)

    class Meta:
        db_table = "request_log"
        indexes = [
            models.Index(fields=["merchant_id", "id"], name="request_log_by_merchant"),
            models.Index(fields=["actor_id", "id"], name="request_log_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.http_status}"
