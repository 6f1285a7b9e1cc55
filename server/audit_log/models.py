"""The audit log: who did what, when, and in which request. Append-only."""

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now

from server.ids import new_id

from .context import ActorKind

# In the time zone's name, as an index takes no expression that depends on the session's.
# The action of most events, one for each payout. Indexes without it cost a payout nothing.
BULK = "payout.created"
MINUTE = Func(template="date_trunc('minute', at AT TIME ZONE 'UTC')", output_field=models.DateTimeField())


class AuditEvent(models.Model):
    """Ids without foreign keys: an event outlives the rows that it names, and writing it locks none of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=50)
    merchant_id = models.UUIDField(null=True)
    subject_id = models.CharField(max_length=64)
    request_id = models.UUIDField(null=True)
    changes = models.JSONField(null=True)  # of an act that changes a row, by column: {"before": …, "after": …}

    class Meta:
        db_table = "trail_events"
        indexes = [
            models.Index(fields=["subject_id"], name="trail_by_subject"),
            models.Index(fields=["request_id"], name="trail_by_request"),
            models.Index(fields=["actor_id", "id"], name="trail_by_actor"),
            models.Index(fields=["merchant_id", "id"], name="trail_by_merchant"),
            # For a search among the other actions (reading.py).
            models.Index(fields=["action", "id"], name="trail_by_action", condition=~Q(action=BULK)),
            models.Index(
                fields=["merchant_id", "action", "id"], name="trail_by_merchant_and_action", condition=~Q(action=BULK)
            ),
            models.Index(
                fields=["actor_id", "action", "id"], name="trail_by_actor_and_action", condition=~Q(action=BULK)
            ),
            models.Index(MINUTE, name="trail_of_strangers", condition=Q(actor_kind=ActorKind.STRANGER.value)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor_kind__regex=rf"^({'|'.join(ActorKind)})$"), name="trail_actor_kind"
            ),
            models.CheckConstraint(condition=Q(action__regex=r"^[a-z_]+\.[a-z_]+$"), name="trail_action_form"),
            # Who is refused can go on asking: refusals.py.
            models.UniqueConstraint(
                MINUTE,
                "action",
                "actor_kind",
                "actor_id",
                name="trail_once_a_minute",
                condition=Q(action__in=("api_key.refused", "session.throttled", "refusals.left_out")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_id}"
