"""A merchant's team in GraphQL: members, roles and invitations."""

# mypy: disable-error-code="untyped-decorator"
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import UNSET

from server.access import invitations, team
from server.access.callers import Caller, Role, Scope
from server.access.invitation_model import Invitation
from server.access.invitations import MOST_IN_A_TEAM, NewInvitation
from server.access.models import Membership
from server.access.recent_proof import require_proof, require_second_factor
from server.access.team import Left
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_uuid
from server.errors import InvalidInput, NotFound
from server.merchants.second_factor_limit import limit_of, set_limit

from .api_keys import ApiKeyNode
from .context import Info
from .errors import ValidationProblem
from .lookups import existing_merchant_to_read, paying_merchant
from .merchant_changes import CHANGED
from .permissions import EVERY_FIELD, needing
from .runtime.list_lengths import usual_length
from .scalars import Paise

PROOF = "A person has to have signed in, or given the code again, within 15 minutes: PROOF_DUE otherwise."


@strawberry.type
class TeamMember:
    user_id: strawberry.ID
    name: str
    email: str
    role: Role
    joined_at: datetime
    last_sign_in_at: datetime | None
    has_second_factor: bool
    is_you: bool


@strawberry.type
class TeamInvitation:
    invitation_id: strawberry.ID
    email: str
    role: Role
    invited_by: str
    sent_at: datetime = strawberry.field(description="When its present token was made.")
    expires_at: datetime = strawberry.field(description="Past: it has to be renewed to be of use.")


@strawberry.type
class Team:
    members: list[TeamMember] = strawberry.field(
        description="Those who joined first come first.", metadata=usual_length(MOST_IN_A_TEAM)
    )
    second_factor_above_paise: Paise | None = strawberry.field(
        description="A person who pays more in one call shows the second factor again. Null: nobody is asked."
    )
    invitations: list[TeamInvitation] = strawberry.field(
        description="Neither accepted nor revoked, the latest first.", metadata=usual_length(MOST_IN_A_TEAM)
    )


@strawberry.input
class InviteMemberInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the user's merchant.")
    email: str
    role: Role


@strawberry.input
class RenewInvitationInput:
    invitation_id: strawberry.ID


@strawberry.input
class RevokeInvitationInput:
    invitation_id: strawberry.ID


@strawberry.input
class ChangeMemberRoleInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the user's merchant.")
    user_id: strawberry.ID
    role: Role


@strawberry.input
class RemoveMemberInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the user's merchant.")
    user_id: strawberry.ID
    keep_keys: bool = strawberry.field(default=False, description="Leave the API keys that they made live.")


@strawberry.input
class SetSecondFactorLimitInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Defaults to the user's merchant.")
    above_paise: Paise | None = strawberry.field(description="Null: nobody is asked. 0: always.")


@strawberry.type
class SetSecondFactorLimitSuccess:
    second_factor_above_paise: Paise | None
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class InviteMemberSuccess:
    invitation: TeamInvitation
    token: str = strawberry.field(
        description="Whoever has it joins the team, at /#invitation=TOKEN. It is shown this once."
    )


@strawberry.type
class RenewInvitationSuccess:
    invitation: TeamInvitation
    token: str = strawberry.field(description="The one before counts no longer. It is shown this once.")


@strawberry.type
class RevokeInvitationSuccess:
    invitation: TeamInvitation


@strawberry.type
class ChangeMemberRoleSuccess:
    member: TeamMember
    keys: list[ApiKeyNode] = strawberry.field(
        description="Live API keys that they made and that the role could not make. They stay.",
        metadata=usual_length(10),
    )


@strawberry.type
class RemoveMemberSuccess:
    user_id: strawberry.ID
    keys: list[ApiKeyNode] = strawberry.field(
        description="API keys that they made: revoked now, or with keepKeys still live.", metadata=usual_length(10)
    )


InviteMemberResult = Annotated[InviteMemberSuccess | ValidationProblem, strawberry.union("InviteMemberResult")]
RenewInvitationResult = Annotated[RenewInvitationSuccess | ValidationProblem, strawberry.union("RenewInvitationResult")]
RevokeInvitationResult = Annotated[
    RevokeInvitationSuccess | ValidationProblem, strawberry.union("RevokeInvitationResult")
]
ChangeMemberRoleResult = Annotated[
    ChangeMemberRoleSuccess | ValidationProblem, strawberry.union("ChangeMemberRoleResult")
]
SetSecondFactorLimitResult = Annotated[
    SetSecondFactorLimitSuccess | ValidationProblem, strawberry.union("SetSecondFactorLimitResult")
]
RemoveMemberResult = Annotated[RemoveMemberSuccess | ValidationProblem, strawberry.union("RemoveMemberResult")]


@strawberry.type
class TeamQuery:
    @strawberry.field(
        extensions=needing(Scope.TEAM), description="Who may do what for a merchant. For owners and operators."
    )
    def team(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> Team:
        merchant = existing_merchant_to_read(info, merchant_id)
        members = list(team.members_of(merchant).select_related("user")[:MOST_IN_A_TEAM])
        with_factor = team.with_second_factor(each.user_id for each in members)
        invited = invitations.open_invitations(merchant).order_by("-created_at", "id")[:MOST_IN_A_TEAM]
        limit = limit_of(merchant)
        return Team(
            second_factor_above_paise=None if limit is None else Paise(limit),
            members=[_member(each, info.context.caller, each.user_id in with_factor) for each in members],
            invitations=[_invitation(each) for each in invited],
        )


@strawberry.type
class TeamMutation:
    @strawberry.mutation(
        extensions=needing(Scope.TEAM, tells=EVERY_FIELD),
        description=f"Invite somebody to a merchant's team, for seven days. An open invitation of the same address "
        f"ends. The answer is the same whether the address has an account or not. {PROOF}",
    )
    def invite_member(self, info: Info, input: InviteMemberInput) -> InviteMemberResult:
        require_proof(info.context.caller)
        made = invitations.invite(paying_merchant(info, input.merchant_id), input.email, input.role)
        return InviteMemberSuccess(invitation=_invitation(made.invitation), token=made.token)

    @strawberry.mutation(
        extensions=needing(Scope.TEAM, tells=EVERY_FIELD),
        description=f"Another token for an invitation, and seven days more. {PROOF}",
    )
    def renew_invitation(self, info: Info, input: RenewInvitationInput) -> RenewInvitationResult:
        require_proof(info.context.caller)
        made: NewInvitation = invitations.renew(_own_invitation(info, input.invitation_id))
        return RenewInvitationSuccess(invitation=_invitation(made.invitation), token=made.token)

    @strawberry.mutation(extensions=needing(Scope.TEAM, tells=EVERY_FIELD), description="Its token counts no longer.")
    def revoke_invitation(self, info: Info, input: RevokeInvitationInput) -> RevokeInvitationResult:
        return RevokeInvitationSuccess(
            invitation=_invitation(invitations.revoke(_own_invitation(info, input.invitation_id)))
        )

    @strawberry.mutation(
        extensions=needing(Scope.TEAM, tells=EVERY_FIELD),
        description=f"It counts from the member's next request on. A team keeps an owner. {PROOF}",
    )
    def change_member_role(self, info: Info, input: ChangeMemberRoleInput) -> ChangeMemberRoleResult:
        require_proof(info.context.caller)
        merchant, user = _member_named(info, input.merchant_id, input.user_id)
        try:
            left: Left = team.change_role(merchant, user, input.role)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "user_id") from None
        has_factor = user in team.with_second_factor([user])
        member = _member(left.membership, info.context.caller, has_factor)
        return ChangeMemberRoleSuccess(member=member, keys=left.keys)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.TEAM, tells=EVERY_FIELD),
        description="Their sessions end, and the API keys that they made are revoked unless keepKeys is true. A team "
        f"keeps an owner. {PROOF}",
    )
    def remove_member(self, info: Info, input: RemoveMemberInput) -> RemoveMemberResult:
        require_proof(info.context.caller)
        merchant, user = _member_named(info, input.merchant_id, input.user_id)
        try:
            left: Left = team.remove_member(merchant, user, keep_keys=input.keep_keys)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "user_id") from None
        return RemoveMemberSuccess(user_id=strawberry.ID(str(user)), keys=left.keys)  # type: ignore[arg-type]

    @strawberry.mutation(
        extensions=needing(Scope.TEAM, tells=EVERY_FIELD),
        description="The amount above which a person who makes payouts shows the second factor again, unless that was "
        "within 15 minutes. The sum of one call counts. API keys are not asked. Who changes it shows the factor too.",
    )
    def set_second_factor_limit(self, info: Info, input: SetSecondFactorLimitInput) -> SetSecondFactorLimitResult:
        require_second_factor(info.context.caller)
        change = set_limit(paying_merchant(info, input.merchant_id), input.above_paise)
        above = change.row.second_factor_above_paise
        return SetSecondFactorLimitSuccess(
            second_factor_above_paise=None if above is None else Paise(above), changed=change.changed
        )


def _own_invitation(info: Info, id: strawberry.ID) -> UUID:
    """Raises InvalidInput; another merchant's looks like one that does not exist."""
    key = read_uuid(id, "invitation_id")
    if not rows_of(Invitation, info.context.caller).filter(pk=key).exists():
        raise InvalidInput("No such invitation.", "invitation_id")
    return key


def _member_named(info: Info, merchant_id: strawberry.ID | None, user_id: strawberry.ID) -> tuple[UUID, int]:
    merchant = paying_merchant(info, merchant_id)
    if not (user_id.isascii() and user_id.isdigit() and len(user_id) < 10):
        raise InvalidInput("No such member.", "user_id")
    return merchant, int(user_id)


def _member(membership: Membership, caller: Caller, has_factor: bool) -> TeamMember:
    user = membership.user
    return TeamMember(
        user_id=strawberry.ID(str(user.pk)),
        name=user.get_full_name() or user.get_username(),
        email=user.email or user.get_username(),
        role=Role(membership.role),
        joined_at=membership.created_at,
        last_sign_in_at=user.last_login,
        has_second_factor=has_factor,
        is_you=caller.kind == "person" and caller.id == str(user.pk),
    )


def _invitation(row: Invitation) -> TeamInvitation:
    return TeamInvitation(
        invitation_id=strawberry.ID(str(row.id)),
        email=row.email,
        role=Role(row.role),
        invited_by=row.invited_by,
        sent_at=row.renewed_at,
        expires_at=row.expires_at,
    )
