"""Webhooks: a merchant's addresses, what each of them is to be told, and how telling it went (ADR 39).

An endpoint's cursor is a position of its merchant's feed. A message is one event for one endpoint; its attempts say
what became of it. `sql/` guards all four tables.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.database.foreign_keys import CompositeForeignKey
from server.events.positions import Position
from server.ids import new_id
from server.merchants.models import Merchant

LONGEST_URL = 2048
MOST_ENDPOINTS = 10  # of a merchant, deleted ones apart
MOST_BODY_BYTES = 20_000
TEST = "TEST"  # the type of a message that is no event
MESSAGE_PREFIX = "msg_"


class EndpointState(models.TextChoices):
    ENABLED = "enabled", "Enabled"
    DISABLED = "disabled", "Disabled"


class MessageState(models.TextChoices):
    DUE = "due", "Due"
    DELIVERED = "delivered", "Delivered"
    EXHAUSTED = "exhausted", "Exhausted"  # the last attempt failed
    DROPPED = "dropped", "Dropped"  # its endpoint was deleted


class Outcome(models.TextChoices):
    """Of an attempt. Nothing of an answer but its status is kept: it would make us a way into somebody's network."""

    DELIVERED = "DELIVERED", "Delivered"  # 2xx
    HTTP_STATUS = "HTTP_STATUS", "Answered with an error"
    TIMEOUT = "TIMEOUT", "No answer in time"
    CONNECT = "CONNECT", "No connection"
    TLS = "TLS", "No TLS"
    DNS = "DNS", "Host not found"
    ADDRESS_REFUSED = "ADDRESS_REFUSED", "Address refused"
    REDIRECT = "REDIRECT", "Answered with a redirect"
    GONE = "GONE", "Answered that it is gone"  # 410, which disables the endpoint


class WebhookEndpoint(models.Model):
    """Where it leads and what it is told are fixed at creation. A deleted one stays, without its secrets."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="webhook_endpoints", db_index=False)
    url = models.CharField(max_length=LONGEST_URL)
    event_types = ArrayField(models.CharField(max_length=30))  # sorted
    secret_sealed = models.BinaryField(null=True)
    secret_hint = models.CharField(max_length=4)  # its last characters
    # After a rotation both secrets sign until that time.
    old_secret_sealed = models.BinaryField(null=True)
    old_secret_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=EndpointState.choices, default=EndpointState.ENABLED)
    disabled_because = models.CharField(max_length=200, null=True)  # noqa: DJ001 - none while it is enabled
    failing_since = models.DateTimeField(null=True)  # the first failure after the last delivery
    # Its stream begins after the former. Every event of its types up to the latter is a message.
    origin_seq = models.BigIntegerField(editable=False)
    origin_n = models.IntegerField(editable=False)
    cursor_seq = models.BigIntegerField()
    cursor_n = models.IntegerField()
    # Not later than the time at which any of its messages comes due. Null: none does (none is left, or it is disabled).
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook_endpoints"
        indexes = [
            models.Index(fields=["merchant", "id"], name="webhook_endpoints_of_merchant"),
            models.Index(fields=["id"], condition=Q(state=EndpointState.ENABLED), name="webhook_endpoints_enabled"),
            # The sender's two lanes. Those that fail must not stand before those that work.
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False, failing_since__isnull=True),
                name="webhook_endpoints_due",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False, failing_since__isnull=False),
                name="webhook_endpoints_failing_due",
            ),
        ]
        constraints = [
            # For webhook_message_of_its_merchant and webhook_replay_of_its_merchant.
            models.UniqueConstraint(fields=["id", "merchant"], name="webhook_endpoint_of_its_merchant"),
            models.CheckConstraint(condition=Q(state__in=EndpointState.values), name="webhook_endpoint_state_known"),
            models.CheckConstraint(condition=sql_check("cardinality(event_types) > 0"), name="webhook_endpoint_types"),
            models.CheckConstraint(
                condition=Q(state=EndpointState.DISABLED) | Q(disabled_because__isnull=True),
                name="webhook_endpoint_enabled_without_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=EndpointState.ENABLED) | Q(due_at__isnull=True) | Q(deleted_at__isnull=False),
                name="webhook_endpoint_disabled_is_not_due",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, secret_sealed__isnull=False)
                | Q(
                    deleted_at__isnull=False,
                    secret_sealed__isnull=True,
                    old_secret_sealed__isnull=True,
                    state=EndpointState.DISABLED,
                ),
                name="webhook_endpoint_has_its_secret_until_deleted",
            ),
            models.CheckConstraint(
                condition=Q(old_secret_sealed__isnull=True, old_secret_until__isnull=True)
                | Q(old_secret_sealed__isnull=False, old_secret_until__isnull=False),
                name="webhook_endpoint_old_secret_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(cursor_seq__gte=0, cursor_n__gte=0, origin_seq__gte=0, origin_n__gte=0)
                & (Q(cursor_seq__gt=F("origin_seq")) | Q(cursor_seq=F("origin_seq"), cursor_n__gte=F("origin_n"))),
                name="webhook_endpoint_cursor_after_its_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def cursor(self) -> Position:
        return Position(self.cursor_seq, self.cursor_n)

    @property
    def origin(self) -> Position:
        return Position(self.origin_seq, self.origin_n)


class WebhookMessage(models.Model):
    """`due` → `delivered`, `exhausted` or `dropped`; back to `due` by a replay alone.

    `next_attempt_at` is null while a sender has it, until `lease_expires_at`. A replay starts the schedule anew:
    `attempts_before` are the attempts that it found.
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
