"""What somebody began with a right ends with it: invitations, keys, and the roles that an operator may give."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.access import paying_grants
from server.access.api_keys import create_key
from server.access.callers import Role, Scope
from server.access.invitation_model import Invitation
from server.access.invitations import invite
from server.access.models import ApiKey
from server.access.team import change_role
from server.access.users import add_user, change_user, disable_user
from server.audit_log.models import AuditEvent
from server.errors import Unauthenticated
from server.merchants.models import Merchant
from tests.api.conftest import graphql
from tests.conftest import guards_off
from tests.support.operators import acting_as
from tests.support.users import PASSWORD, operator, people, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

INVITE = """mutation ($m: ID!, $role: Role!) { inviteMember(input: {merchantId: $m, email: "second@op.example",
  role: $role}) { __typename ... on InviteMemberSuccess { token invitation { invitationId } } } }"""
RENEW = "mutation ($id: ID!) { renewInvitation(input: {invitationId: $id}) { __typename } }"
PROMOTE = """mutation ($m: ID!, $user: ID!) { changeMemberRole(input: {merchantId: $m, userId: $user, role: MAKER})
  { __typename } }"""
NO_ROLE = "You may not pay on behalf of merchants, so you make nobody "


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> Iterator[None]:
    settings.PAYOUT_OPEN_ACCESS = False
    yield
    with guards_off():
        Invitation.objects.all().delete()


@pytest.fixture
def owner(merchant: Merchant) -> User:
    add_user("second@kaveri.example", PASSWORD, merchant.id)
    return add_user("owner@kaveri.example", PASSWORD, merchant.id)


def other_merchant() -> Merchant:
    return Merchant.objects.create(name="Other", email="other@kaveri.example")


def refusal(client: Client, document: str, **variables: Any) -> str:
    [error] = graphql(client, document, **variables).json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    return str(error["message"])


def test_an_operator_who_may_not_pay_gives_nobody_a_role_that_pays(merchant: Merchant, owner: User) -> None:
    """It could be their own second account."""
    viewer = add_user("viewer@kaveri.example", PASSWORD, merchant.id, Role.VIEWER)
    user, client = operator(), Client()
    sign_in(client, user.username)
    m = str(merchant.id)
    assert refusal(client, INVITE, m=m, role="OWNER") == f"{NO_ROLE}owner of a team."
    assert refusal(client, INVITE, m=m, role="MAKER") == f"{NO_ROLE}maker of a team."
    assert refusal(client, PROMOTE, m=m, user=str(viewer.pk)) == f"{NO_ROLE}maker of a team."
    assert not Invitation.objects.exists()
    assert graphql(client, INVITE, m=m, role="VIEWER").json()["data"]["inviteMember"]["token"]

    paying_grants.grant(user)
    made = graphql(client, INVITE, m=m, role="MAKER").json()["data"]["inviteMember"]["invitation"]["invitationId"]
    assert Invitation.objects.filter(pk=made, revoked_at=None).exists()
    paying_grants.withdraw(user)
    assert not Invitation.objects.filter(pk=made, revoked_at=None).exists()
    sign_in(client, user.username)
    with guards_off():
        Invitation.objects.filter(pk=made).update(revoked_at=None)
    assert refusal(client, RENEW, id=made) == f"{NO_ROLE}maker of a team."


def moved(user: User) -> object:
    return change_user(user, other_merchant().id, Role.OWNER)


def demoted(user: User) -> object:
    return change_user(user, user.membership.merchant_id, Role.MAKER)


def expelled(user: User) -> object:
    return change_user(user, None)


@pytest.mark.parametrize("lose", [disable_user, moved, demoted, expelled])
def test_invitations_end_with_the_right_to_invite(
    merchant: Merchant, owner: User, lose: Callable[[User], object]
) -> None:
    with acting_as(owner):
        invite(merchant.id, "friend@kaveri.example", Role.OWNER)
    lose(owner)
    assert Invitation.objects.get().revoked_at


def test_an_operator_who_is_none_any_more_leaves_no_invitation(merchant: Merchant) -> None:
    boss = add_user("boss@op.example", PASSWORD, None)
    with acting_as(boss):
        invite(merchant.id, "friend@kaveri.example", Role.VIEWER)
    boss.is_staff = False
    change_user(boss, None)
    assert Invitation.objects.get().revoked_at


@pytest.mark.parametrize("keep_keys", [False, True])
@pytest.mark.parametrize("to_another", [False, True])
def test_who_leaves_a_merchant_loses_its_keys(
    merchant: Merchant, owner: User, to_another: bool, keep_keys: bool
) -> None:
    with acting_as(owner):
        made = create_key(name="CI", scopes={Scope.PAYOUTS}, merchant_id=merchant.id).key
    to = other_merchant().id if to_another else None
    assert [key.id for key in change_user(owner, to, keep_keys=keep_keys)] == [made.id]
    assert (ApiKey.objects.get(pk=made.pk).revoked_at is None) is keep_keys


def test_a_role_that_is_changed_with_the_account_is_in_the_audit_log(merchant: Merchant, owner: User) -> None:
    demoted(owner)
    owner.first_name = "Asha"
    change_user(owner, merchant.id)
    events = AuditEvent.objects.filter(action="person.changed").order_by("id")
    assert [event.changes for event in events] == [{"role": {"before": "owner", "after": "maker"}}, None]


def test_who_was_demoted_a_moment_ago_makes_no_key_that_pays(merchant: Merchant, owner: User) -> None:
    """The request had looked at the role before."""
    change_role(merchant.id, owner.pk, Role.DEVELOPER)
    with acting_as(owner):
        create_key(name="CI", scopes={Scope.READ, Scope.WEBHOOKS}, merchant_id=merchant.id)
        with pytest.raises(Unauthenticated):
            create_key(name="CI", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id)


def test_an_owner_who_becomes_a_developer_leaves_keys_that_pay_and_these_are_shown(
    merchant: Merchant, owner: User
) -> None:
    with acting_as(owner):
        pays, reads = (
            create_key(name="CI", scopes={scope}, merchant_id=merchant.id).key for scope in (Scope.PAYOUTS, Scope.READ)
        )
    assert [key.id for key in change_role(merchant.id, owner.pk, Role.DEVELOPER).keys] == [pays.id]
    assert [key.id for key in change_role(merchant.id, owner.pk, Role.VIEWER).keys] == [pays.id, reads.id]
