"""API keys, memberships and sessions. Keys and users belong to one merchant, or to operators, who belong to none."""

import re

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.ids import new_id
from server.merchants.models import Merchant

from .callers import Scope

PREFIX = re.compile(r"^[0-9A-Za-z]{12}$")
SHA256 = re.compile(r"^[0-9a-f]{64}$")


class ApiKey(models.Model):
    """A key never changes but to end. Its secret is not stored, only the secret's hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    merchant = models.ForeignKey(Merchant, models.PROTECT, null=True, related_name="api_keys")
    scopes = ArrayField(models.CharField(max_length=10))
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.CharField(max_length=320)
    expires_at = models.DateTimeField(null=True)
    rotated_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    # Of an operators' key: who made it, and so acts by it (operators.py). Like an event, a key outlives its user.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        db_table = "api_keys"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
                name="api_key_lives_for_a_while",
            ),
            models.CheckConstraint(condition=Q(prefix__regex=PREFIX.pattern), name="api_key_prefix_form"),
            models.CheckConstraint(condition=Q(secret_hash__regex=SHA256.pattern), name="api_key_hash_form"),
            # Known scopes, each once; those of a merchant's key never reach beyond the merchant.
            models.CheckConstraint(
                condition=sql_check(
                    "scopes <@ ARRAY['read', 'payouts', 'operate']::varchar[] AND cardinality(scopes) > 0"
                ),
                name="api_key_scopes_known",
            ),
            models.CheckConstraint(
                condition=sql_check("merchant_id IS NULL OR NOT 'operate' = ANY (scopes)"),
                name="api_key_operate_is_for_operators",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (payout_{self.prefix}_…)"

    @property
    def granted(self) -> frozenset[Scope]:
        return frozenset(map(Scope, self.scopes))


class Membership(models.Model):
    """A merchant's user. Operators (Django's staff) see every merchant and belong to none."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="memberships")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "memberships"

    def __str__(self) -> str:
        return f"{self.user.get_username()} of {self.merchant.name}"

    def clean(self) -> None:
        if self.user.is_staff or self.user.is_superuser:
            raise ValidationError("Who operates the engine cannot belong to a merchant as well.")


class Session(AbstractBaseSession):
    """Django's session with its user as a column, so that one query identifies the caller."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions", db_column="person_id"
    )

    class Meta:
        db_table = "sessions"


class FailedSignIn(models.Model):
    """A failed sign-in, stored for as long as it counts; `account` is a keyed hash of the name. `user` is null also for
    a guess that was not looked at, as the user's other names had used up the attempts."""

    account = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "failed_sign_ins"
        indexes = [
            models.Index(fields=["account", "-at"], name="failed_sign_ins_by_account"),
            models.Index(fields=["user", "-at"], name="failed_sign_ins_by_user"),
            models.Index(fields=["address", "-at"], name="failed_sign_ins_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at} from {self.address}"
