"""A merchant's team: its members' roles, and their leaving.

Whoever acts is looked at again under the lock: an owner who is demoted at this moment demotes nobody any more.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from server.audit_log.context import ActorKind, current_context
from server.audit_log.recording import record
from server.errors import Forbidden, InvalidInput, NotFound, Unauthenticated

from .callers import Role, Scope
from .invitation_ends import end_invitations_by
from .key_makers import live_keys_made_by, revoke_keys_made_by
from .last_owner import MESSAGE, keeping_an_owner
from .models import ApiKey, Membership, SecondFactor
from .paying_grants import is_granted
from .roles import SCOPES, roles_with
from .session_ends import end_sessions, going_on


class Left(NamedTuple):
    """`keys`: the live keys whose secrets the person knows. They are revoked, or stay for programs that use them."""

    membership: Membership
    keys: list[ApiKey]


def members_of(merchant_id: UUID) -> QuerySet[Membership]:
    """Those who joined first come first."""
    return Membership.objects.filter(merchant_id=merchant_id).order_by("created_at", "pk")


def with_second_factor(user_ids: Iterable[int]) -> set[int]:
    """Which of these users have one."""
    return set(SecondFactor.objects.filter(user__in=list(user_ids)).values_list("user_id", flat=True))


def change_role(merchant_id: UUID, user_id: int, role: Role) -> Left:
    """It counts from the next request on. Invitations that were theirs to make end with the role that may. Raises
    InvalidInput for the last owner, NotFound, Unauthenticated."""
    with transaction.atomic():
        lock_team(merchant_id, user_id, gives=role)
        membership = _member(merchant_id, user_id)
        before = membership.role
        if before != role:
            with keeping_an_owner():
                Membership.objects.filter(pk=membership.pk).update(role=role.value)
            if Scope.TEAM not in SCOPES[role]:
                end_invitations_by(user_id)
            record(
                "person.role_changed",
                merchant_id=merchant_id,
                subject_id=user_id,
                changes={"role": (before, role.value)},
            )
            membership.role = role.value
        keys = [key for key in _keys_of(membership) if not key.granted | {Scope.KEYS} <= SCOPES[role]]
    return Left(membership, keys)


def remove_member(merchant_id: UUID, user_id: int, *, keep_keys: bool = False) -> Left:
    """Ends their sessions. The account stays, and sees nothing. Raises InvalidInput for the last owner, also where
    nobody else is in the team; NotFound, Unauthenticated."""
    with transaction.atomic():
        lock_team(merchant_id, user_id)
        membership = _member(merchant_id, user_id)
        if not Membership.objects.filter(merchant_id=merchant_id).exclude(pk=membership.pk).exists():
            raise InvalidInput(MESSAGE, "role")
        end_invitations_by(user_id)
        record("person.removed", merchant_id=merchant_id, subject_id=user_id)
        with going_on(None):
            end_sessions(membership.user)
        with keeping_an_owner():
            Membership.objects.filter(pk=membership.pk).delete()
        keys = _keys_of(membership) if keep_keys else revoke_keys_made_by(membership.user)
    return Left(membership, keys)


def lock_team(merchant_id: UUID, *others: int, gives: Role | None = None) -> None:
    """The users' rows, in one order; a person who acts has to be one who may, still. An operator who may not pay for
    merchants gives nobody a role that pays: it could be their own second account. Raises Unauthenticated, Forbidden."""
    actor = current_context().actor
    acting = int(actor.id) if actor.kind is ActorKind.PERSON else None
    ids = {*others, *([acting] if acting else [])}
    locked = User.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids).order_by("pk")
    users = {user.pk: user for user in locked}
    if acting is None:
        return
    user = users.get(acting)
    may = Membership.objects.filter(user_id=acting, merchant_id=merchant_id, role__in=roles_with(Scope.TEAM))
    if user is None or not user.is_active or not (user.is_staff or may.exists()):
        raise Unauthenticated("You are no owner of this team any more.")
    if user.is_staff and gives and Scope.PAYOUTS in SCOPES[gives] and not is_granted(user.pk):
        raise Forbidden(f"You may not pay on behalf of merchants, so you make nobody {gives} of a team.")


def _member(merchant_id: UUID, user_id: int) -> Membership:
    member = Membership.objects.filter(merchant_id=merchant_id, user_id=user_id).select_related("user").first()
    if member is None:
        raise NotFound("member")
    return member


def _keys_of(membership: Membership) -> list[ApiKey]:
    return [key for key in live_keys_made_by(membership.user) if key.merchant_id == membership.merchant_id]
