"""Invitations to a merchant's team."""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.merchants.models import Merchant

from .callers import Role

SHA256 = r"^[0-9a-f]{64}$"
OPEN = Q(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """Whoever has its token joins the team, once. The token is not stored, only its hash."""

    id = models.UUIDField(primary_key=True, db_default=RandomUUID(), editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="invitations")
    email = models.CharField(max_length=150)  # a user name's length
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Who invited, and who accepted. Like an event, an invitation outlives its user.
    invited_by = models.CharField(max_length=320)
    inviter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    renewals = models.SmallIntegerField(db_default=0)
    renewed_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "invitations"
        constraints = [
            models.UniqueConstraint(fields=["merchant", "email"], condition=OPEN, name="invitation_open_once"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="invitation_role_known"),
            models.CheckConstraint(condition=Q(token_hash__regex=SHA256), name="invitation_hash_form"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("renewed_at")), name="invitation_lives_for_a_while"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"
