"""Where webhooks go, and how far each address has been told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.events.positions import Position
from server.ids import new_id
from server.merchants.models import Merchant

LONGEST_URL = 2048
MOST_ENDPOINTS = 10  # of a merchant, deleted ones apart


class EndpointState(models.TextChoices):
    ENABLED = "enabled", "Enabled"
    DISABLED = "disabled", "Disabled"


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
    # The latest event whose message was deleted for its age. A trigger sets it.
    forgotten_seq = models.BigIntegerField(db_default=0, editable=False)
    forgotten_n = models.IntegerField(db_default=0, editable=False)
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
