"""Invitations end with the right to make them: whoever has the token would join by it all the same."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Now

from server.audit_log.recording import record

from .callers import Role
from .invitation_model import OPEN, Invitation


def end_invitations_by(user_id: int, *, to_be: Iterable[Role] = Role) -> None:
    """The open ones that this user made. Call it in the transaction that takes the right away, after that: whoever
    invites at this moment holds the user's row, or waits for it."""
    theirs = OPEN & Q(inviter_id=user_id, role__in=[role.value for role in to_be])
    for invitation in Invitation.objects.filter(theirs).select_for_update().order_by("pk"):
        Invitation.objects.filter(pk=invitation.pk).update(revoked_at=Now())
        record("invitation.revoked", merchant_id=invitation.merchant_id, subject_id=invitation.pk)
