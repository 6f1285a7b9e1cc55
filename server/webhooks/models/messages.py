"""What an endpoint is told, and how each attempt to tell it went."""

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.database.foreign_keys import CompositeForeignKey
from server.events.positions import Position
from server.ids import new_id
from server.merchants.models import Merchant

from .endpoints import WebhookEndpoint

MOST_BODY_BYTES = 20_000
TEST = "TEST"  # the type of a message that is no event
MESSAGE_PREFIX = "msg_"


class MessageState(models.TextChoices):
    DUE = "due", "Due"
    DELIVERED = "delivered", "Delivered"
    EXHAUSTED = "exhausted", "Exhausted"  # the last attempt failed
    DROPPED = "dropped", "Dropped"  # its endpoint was deleted


class Outcome(models.TextChoices):
    """Of an attempt. Nothing of an answer but its status is kept: it would make us a way into somebody's network."""

    DELIVERED = "DELIVERED", "Delivered"  # 2xx
    HTTP_STATUS = "HTTP_STATUS", "Answered with an error"  # another status than 2xx, 3xx, 410
    TIMEOUT = "TIMEOUT", "No answer in time"
    CONNECT = "CONNECT", "No connection"  # or no HTTP answer over it
    TLS = "TLS", "No TLS"
    DNS = "DNS", "Host not found"
    ADDRESS_REFUSED = "ADDRESS_REFUSED", "Address refused"
    REDIRECT = "REDIRECT", "Answered with a redirect"
    GONE = "GONE", "Answered that it is gone"  # 410, which disables the endpoint


class WebhookMessage(models.Model):
    """`due` → `delivered`, `exhausted` or `dropped`; back to `due` by a replay alone.

    `next_attempt_at` is null while a sender has it, until `lease_expires_at`. A replay starts the schedule anew:
    `attempts_before` are the attempts that it found. One that is at rest for long is deleted with its attempts, also by
    hand (`sql/forget.sql`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="messages", db_index=False, db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    # The event's position. Null for TEST, which is no event.
    seq = models.BigIntegerField(null=True)
    n = models.IntegerField(null=True)
    event_type = models.CharField(max_length=30)
    body = models.TextField(null=True)  # noqa: DJ001 - none until it is sent for the first time, then the same bytes
    state = models.CharField(max_length=9, choices=MessageState.choices, default=MessageState.DUE)
    attempts = models.IntegerField(default=0)
    attempts_before = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    lease_expires_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)  # the last time
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # Null while it is due. A trigger sets it; those from before it was there have none at rest either.
    at_rest_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "webhook_messages"
        indexes = [
            models.Index(fields=["endpoint", "id"], name="webhook_messages_of_endpoint"),
            models.Index(
                fields=["endpoint", "state", "id"],
                condition=~Q(state=MessageState.DELIVERED),
                name="webhook_messages_undelivered",
            ),
            models.Index(
                fields=["endpoint", "next_attempt_at", "id"],
                condition=Q(next_attempt_at__isnull=False),
                name="webhook_messages_due",
            ),
            models.Index(
                fields=["endpoint", "lease_expires_at"],
                condition=Q(lease__isnull=False),
                name="webhook_messages_leased",
            ),
            # For forget.sql.
            models.Index(
                Case(When(at_rest_since__isnull=False, then="at_rest_since"), default="created_at"),
                condition=~Q(state=MessageState.DUE),
                name="webhook_messages_at_rest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "seq", "n"], name="webhook_message_once"),
            CompositeForeignKey(
                columns=["endpoint_id", "merchant_id"],
                table="webhook_endpoints",
                to=["id", "merchant_id"],
                name="webhook_message_of_its_merchant",
            ),
            models.CheckConstraint(
                condition=Q(event_type=TEST, seq__isnull=True, n__isnull=True)
                | (~Q(event_type=TEST) & Q(seq__isnull=False, n__isnull=False, seq__gte=0, n__gte=0)),
                name="webhook_message_has_its_position",
            ),
            models.CheckConstraint(
                condition=sql_check(f"octet_length(body) BETWEEN 2 AND {MOST_BODY_BYTES}"), name="webhook_body_small"
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="webhook_message_state_known"),
            models.CheckConstraint(
                condition=Q(
                    state=MessageState.DUE,
                    next_attempt_at__isnull=False,
                    lease__isnull=True,
                    lease_expires_at__isnull=True,
                )
                | Q(
                    state=MessageState.DUE,
                    next_attempt_at__isnull=True,
                    lease__isnull=False,
                    lease_expires_at__isnull=False,
                )
                | (
                    ~Q(state=MessageState.DUE)
                    & Q(next_attempt_at__isnull=True, lease__isnull=True, lease_expires_at__isnull=True)
                ),
                name="webhook_message_due_or_leased_or_at_rest",
            ),
            models.CheckConstraint(
                condition=Q(attempts__gte=F("attempts_before"), attempts_before__gte=0), name="webhook_attempts_counted"
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.DELIVERED) | Q(delivered_at__isnull=False),
                name="webhook_delivery_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.state}"

    @property
    def webhook_id(self) -> str:
        """What the receiver knows it by, over all attempts."""
        return f"{MESSAGE_PREFIX}{self.id}"

    @property
    def position(self) -> Position | None:
        return None if self.seq is None or self.n is None else Position(self.seq, self.n)


class WebhookAttempt(models.Model):
    """1, 2, 3, … of its message. Written once, when it has ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(WebhookMessage, models.PROTECT, related_name="attempt_rows", db_index=False)
    merchant_id = models.UUIDField(editable=False)  # the message's, which the database fills in
    number = models.IntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    http_status = models.IntegerField(null=True)
    retry_after_s = models.IntegerField(null=True)

    class Meta:
        db_table = "webhook_attempts"
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="webhook_attempt_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="webhook_attempt_outcome_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="webhook_attempt_numbered"),
            models.CheckConstraint(
                condition=Q(http_status__isnull=True) | Q(http_status__gte=100, http_status__lte=999),
                name="webhook_attempt_status_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number}: {self.outcome}"
