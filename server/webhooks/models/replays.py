"""What brings messages back: one, or a range of the feed."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.database.foreign_keys import CompositeForeignKey
from server.events.positions import Position
from server.ids import new_id
from server.merchants.models import Merchant

from .endpoints import WebhookEndpoint
from .messages import WebhookMessage


class WebhookReplay(models.Model):
    """Makes messages due again: those of a range of the feed, or one. A range is worked through step by step: all up to
    the cursor is done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="replays", db_index=False, db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    message = models.ForeignKey(WebhookMessage, models.PROTECT, null=True, related_name="+", db_index=False)
    # After the former, up to and with the latter. Null with `message`.
    after_seq = models.BigIntegerField(null=True)
    after_n = models.IntegerField(null=True)
    up_to_seq = models.BigIntegerField(null=True)
    up_to_n = models.IntegerField(null=True)
    cursor_seq = models.BigIntegerField(null=True)
    cursor_n = models.IntegerField(null=True)
    asked_by = models.CharField(max_length=320)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_replays"
        indexes = [
            models.Index(fields=["endpoint", "id"], name="webhook_replays_of_endpoint"),
            models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="webhook_replays_open"),
            # For forget.sql, and the foreign key that it asks.
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="webhook_replays_of_message"),
        ]
        constraints = [
            CompositeForeignKey(
                columns=["endpoint_id", "merchant_id"],
                table="webhook_endpoints",
                to=["id", "merchant_id"],
                name="webhook_replay_of_its_merchant",
            ),
            models.CheckConstraint(
                condition=sql_check(
                    "CASE WHEN message_id IS NULL"
                    " THEN num_nulls(after_seq, after_n, up_to_seq, up_to_n, cursor_seq, cursor_n) = 0"
                    " AND (after_seq, after_n) <= (cursor_seq, cursor_n)"
                    " AND (after_seq, after_n) < (up_to_seq, up_to_n)"
                    " ELSE num_nonnulls(after_seq, after_n, up_to_seq, up_to_n, cursor_seq, cursor_n) = 0 END"
                ),
                name="webhook_replay_of_a_range_or_a_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id or f'{self.after_seq}.{self.after_n} to {self.up_to_seq}.{self.up_to_n}'}"

    @property
    def cursor(self) -> Position | None:
        return None if self.cursor_seq is None or self.cursor_n is None else Position(self.cursor_seq, self.cursor_n)

    @property
    def up_to(self) -> Position | None:
        return None if self.up_to_seq is None or self.up_to_n is None else Position(self.up_to_seq, self.up_to_n)
