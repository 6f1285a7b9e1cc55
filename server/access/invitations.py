"""Inviting somebody to a merchant's team: made, renewed and revoked by the team. `joining.py` has the other side.

The token is 256 random bits, so its hash is SHA-256, as a key's. Nothing that the inviter is told depends on whether
the address has an account already: it is asked for when the token is used, by whoever has it.
"""

import secrets
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from server.audit_log.context import ActorKind, current_context
from server.audit_log.recording import record
from server.email_addresses import clean_email
from server.errors import InvalidInput, NotFound
from server.merchants.models import Merchant

from .api_keys import hash_of
from .callers import Role
from .invitation_model import OPEN, Invitation
from .models import Membership
from .team import lock_team
from .users import called

LIFE = timedelta(days=7)
MOST_IN_A_TEAM = 200  # members and open invitations
MOST_RENEWALS = 10


class NewInvitation(NamedTuple):
    """`token` is shown this once."""

    invitation: Invitation
    token: str


def invite(merchant_id: UUID, email: str, role: Role) -> NewInvitation:
    """In place of an open one of this address, if there is any. Raises InvalidInput, Unauthenticated, Forbidden."""
    email = clean_email(email, "email", 150).lower()
    with transaction.atomic():
        if Merchant.objects.lock(merchant_id) is None:
            raise InvalidInput("No merchant with this id.", "merchant_id")
        lock_team(merchant_id, gives=role)
        members = Membership.objects.filter(merchant_id=merchant_id)
        if members.filter(user__in=called(email)).exists():
            raise InvalidInput("Somebody with this address is in the team already.", "email")
        _revoke(open_invitations(merchant_id).filter(email=email))
        if members.count() + open_invitations(merchant_id).count() >= MOST_IN_A_TEAM:
            raise InvalidInput(f"A team has {MOST_IN_A_TEAM} members and open invitations at most.", "email")
        actor, token = current_context().actor, new_token()
        invitation = Invitation.objects.create(
            merchant_id=merchant_id,
            email=email,
            role=role.value,
            token_hash=hash_of(token),
            invited_by=actor.name or str(actor),
            inviter_id=int(actor.id) if actor.kind is ActorKind.PERSON else None,
            expires_at=Now() + LIFE,
        )
        record("invitation.created", merchant_id=merchant_id, subject_id=invitation.id)
        invitation.refresh_from_db()
    return NewInvitation(invitation, token)


def renew(invitation_id: UUID) -> NewInvitation:
    """Another token, for seven days more; the one before counts no longer. Raises InvalidInput, NotFound,
    Forbidden."""
    with transaction.atomic():
        invitation = _lock(invitation_id, is_given=True)
        if invitation.renewals >= MOST_RENEWALS:
            raise InvalidInput("This invitation was sent often enough: revoke it, or make another.", "invitation_id")
        token = new_token()
        Invitation.objects.filter(pk=invitation.pk).update(
            token_hash=hash_of(token),
            renewals=invitation.renewals + 1,
            renewed_at=Now(),
            expires_at=Now() + LIFE,
        )
        record("invitation.renewed", merchant_id=invitation.merchant_id, subject_id=invitation.id)
        invitation.refresh_from_db()
    return NewInvitation(invitation, token)


def revoke(invitation_id: UUID) -> Invitation:
    """Raises InvalidInput, NotFound."""
    with transaction.atomic():
        invitation = _lock(invitation_id)
        _revoke(Invitation.objects.filter(pk=invitation.pk))
        invitation.refresh_from_db()
    return invitation


def open_invitations(merchant_id: UUID) -> QuerySet[Invitation]:
    """Also those that have run out: they can be renewed."""
    return Invitation.objects.filter(OPEN, merchant_id=merchant_id)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def _revoke(invitations: QuerySet[Invitation]) -> None:
    for invitation in invitations.select_for_update().order_by("pk"):
        Invitation.objects.filter(pk=invitation.pk).update(revoked_at=Now())
        record("invitation.revoked", merchant_id=invitation.merchant_id, subject_id=invitation.id)


def _lock(invitation_id: UUID, *, is_given: bool = False) -> Invitation:
    """The team first, as whoever changes a role does."""
    found = Invitation.objects.filter(pk=invitation_id).first()
    if found is None:
        raise NotFound("invitation")
    lock_team(found.merchant_id, gives=Role(found.role) if is_given else None)
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.accepted_at or invitation.revoked_at:
        raise InvalidInput("This invitation was accepted or revoked.", "invitation_id")
    return invitation
