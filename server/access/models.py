"""API keys, memberships, sessions and second factors. Keys and users belong to one merchant, or to
operators, who belong to none."""

import re
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.constraints import sql_check
from server.ids import new_id
from server.merchants.models import Merchant

from .callers import Role, Scope
from .invitation_model import Invitation

__all__ = ["ApiKey", "FailedSignIn", "Invitation", "Membership", "SecondFactor", "Session"]

PREFIX = re.compile(r"^[0-9A-Za-z]{12}$")
SHA256 = re.compile(r"^[0-9a-f]{64}$")


class ApiKey(models.Model):
    """A key never changes but to end. Its secret is not stored, only the secret's hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    merchant = models.ForeignKey(Merchant, models.PROTECT, null=True, related_name="api_keys")
    scopes = ArrayField(models.CharField(max_length=20))
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
    # The key that made or rotated it, which no operators' key outlives (sql/api_keys.sql). Null of older keys as well.
    made_by_key = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
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
                    "scopes <@ ARRAY['read', 'payouts', 'beneficiaries', 'webhooks', 'operate']::varchar[]"
                    " AND cardinality(scopes) > 0"
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
    # Before there were roles every user of a merchant could do all that a user of it can: processes of that release
    # store none, and add owners.
    role = models.CharField(
        max_length=10, choices=[(role.value, role.value) for role in Role], db_default=Role.OWNER.value
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "memberships"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user.get_username()} of {self.merchant.name}"

    def clean(self) -> None:
        if self.user.is_staff or self.user.is_superuser:
            raise ValidationError("Who operates the engine cannot belong to a merchant as well.")


class Session(AbstractBaseSession):
    """Django's session with its user as a column, so that one query identifies the caller; and what its user needs to
    recognize it. `id` names it to them, as its key is as good as their password."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions", db_column="person_id"
    )
    id = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
    begun_at = models.DateTimeField(null=True, db_default=Now(), editable=False)  # null: before this was recorded
    last_seen_at = models.DateTimeField(null=True, db_default=Now())  # accurate to the minute
    # When its user last showed the second factor, or without one the password (recent_proof.py).
    proved_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)  # when it was last seen
    browser = models.CharField(max_length=60, null=True)  # noqa: DJ001 - none until its user has signed in

    class Meta:
        db_table = "sessions"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Django's store makes a row anew to save it: an existing one keeps what the store does not know."""
        if kwargs.get("force_update"):
            kwargs["update_fields"] = ("session_data", "expire_date", "user")
        super().save(*args, **kwargs)


class SecondFactor(models.Model):
    """A user's authenticator app, which shows a code of six digits every 30 seconds (RFC 6238), and the recovery codes
    for the day on which it is lost. Without a row the password alone signs in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor")
    secret_encrypted = models.BinaryField()
    # The step of time whose code was used last: no code of it, or of an earlier one, counts again.
    last_used_step = models.BigIntegerField()
    recovery_hashes = ArrayField(models.CharField(max_length=64))  # of the codes that are left
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "second_factors"
        constraints = [
            models.CheckConstraint(
                condition=sql_check(
                    "cardinality(recovery_hashes) <= 10 AND array_to_string(recovery_hashes, '') ~ '^([0-9a-f]{64})*$'"
                ),
                name="second_factor_recovery_hashes_form",
            ),
        ]

    def __str__(self) -> str:
        return f"the second factor of {self.user.get_username()}"


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
