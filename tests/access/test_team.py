"""A team: roles change, members leave, and what they could do ends."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.access.api_keys import create_key
from server.access.callers import Role, Scope
from server.access.models import ApiKey, Membership, Session
from server.access.team import change_role, remove_member
from server.access.users import add_user
from server.audit_log.models import AuditEvent
from server.errors import InvalidInput, NotFound, Unauthenticated
from server.merchants.models import Merchant
from tests.support.operators import acting_as
from tests.support.racing import at_once
from tests.support.second_factors import enrol, post
from tests.support.users import PASSWORD, people, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.fixture
def owner(merchant: Merchant) -> User:
    return add_user("owner@kaveri.example", PASSWORD, merchant.id)


@pytest.fixture
def maker(merchant: Merchant, owner: User) -> User:
    return add_user("maker@kaveri.example", PASSWORD, merchant.id, Role.MAKER)


def role_of(user: User) -> str | None:
    return Membership.objects.filter(user=user).values_list("role", flat=True).first()


def ask(client: Client, document: str) -> Any:
    return post(client, "/graphql/", {"query": document}).json()


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    assert sign_in(client, user.email).status_code == 200
    return client


def test_a_role_counts_from_the_next_request_on_and_ends_no_session(merchant: Merchant, maker: User) -> None:
    client = signed_in(maker)
    change_role(merchant.id, maker.pk, Role.VIEWER)
    person = client.get("/session/").json()["person"]
    assert (person["role"], person["scopes"]) == ("viewer", ["read"])
    event = AuditEvent.objects.get(action="person.role_changed")
    assert event.changes == {"role": {"before": "maker", "after": "viewer"}}


def test_the_same_role_again_changes_nothing(merchant: Merchant, maker: User) -> None:
    change_role(merchant.id, maker.pk, Role.MAKER)
    assert not AuditEvent.objects.filter(action="person.role_changed").exists()


def test_who_loses_the_keys_scope_leaves_keys_that_are_shown(merchant: Merchant, maker: User) -> None:
    change_role(merchant.id, maker.pk, Role.DEVELOPER)
    with acting_as(maker):
        made = create_key(name="CI", scopes={Scope.READ}, merchant_id=merchant.id).key
    assert change_role(merchant.id, maker.pk, Role.OWNER).keys == []
    assert [key.id for key in change_role(merchant.id, maker.pk, Role.VIEWER).keys] == [made.id]
    assert ApiKey.objects.get(pk=made.pk).revoked_at is None


@pytest.mark.parametrize("keep_keys", [False, True])
def test_who_is_removed_is_signed_out_and_sees_nothing(merchant: Merchant, maker: User, keep_keys: bool) -> None:
    change_role(merchant.id, maker.pk, Role.DEVELOPER)
    with acting_as(maker):
        made = create_key(name="CI", scopes={Scope.READ}, merchant_id=merchant.id).key
    client = signed_in(maker)
    left = remove_member(merchant.id, maker.pk, keep_keys=keep_keys)
    assert [key.id for key in left.keys] == [made.id]
    assert (ApiKey.objects.get(pk=made.pk).revoked_at is None) is keep_keys
    assert (role_of(maker), client.get("/session/").json()["person"]) == (None, None)
    assert not Session.objects.filter(user=maker).exists()
    assert sign_in(Client(), maker.email).json()["error"] == "no_access"
    assert AuditEvent.objects.filter(action="person.removed", merchant_id=merchant.id).count() == 1


def test_the_last_owner_stays(merchant: Merchant, owner: User) -> None:
    with pytest.raises(InvalidInput, match="A team keeps an owner"):
        remove_member(merchant.id, owner.pk)
    maker = add_user("maker@kaveri.example", PASSWORD, merchant.id, Role.MAKER)
    for act in (remove_member, lambda of, user: change_role(of, user, Role.VIEWER)):
        with pytest.raises(InvalidInput, match="A team keeps an owner"):
            act(merchant.id, owner.pk)
    assert (role_of(owner), role_of(maker)) == ("owner", "maker")


def test_another_teams_member_is_not_found(merchant: Merchant, maker: User) -> None:
    other = Merchant.objects.create(name="Other", email="other@kaveri.example")
    for act in (remove_member, lambda of, user: change_role(of, user, Role.VIEWER)):
        with pytest.raises(NotFound):
            act(other.id, maker.pk)
    assert role_of(maker) == "maker"


def test_of_two_owners_who_demote_one_another_at_once_one_stays(merchant: Merchant, owner: User) -> None:
    owners = [owner, add_user("second@kaveri.example", PASSWORD, merchant.id)]

    def demote(index: int) -> object:
        with acting_as(owners[index]):
            return change_role(merchant.id, owners[1 - index].pk, Role.MAKER)

    for _ in range(3):
        Membership.objects.filter(merchant=merchant).update(role="owner")
        results = at_once(2, demote)
        assert [type(each) for each in results if isinstance(each, Exception)] == [Unauthenticated], results
        assert sorted(str(role_of(each)) for each in owners) == ["maker", "owner"]


def test_whoever_demotes_themselves_may_if_another_owner_is_there(merchant: Merchant, owner: User) -> None:
    add_user("second@kaveri.example", PASSWORD, merchant.id)
    with acting_as(owner):
        change_role(merchant.id, owner.pk, Role.VIEWER)
        with pytest.raises(Unauthenticated):
            change_role(merchant.id, owner.pk, Role.OWNER)


# --- GraphQL ---------------------------------------------------------------------------------------------------------

TEAM = """{ team { members { userId name email role isYou hasSecondFactor }
    invitations { invitationId email role invitedBy } } }"""


def test_an_owner_reads_the_team(merchant: Merchant, owner: User, maker: User) -> None:
    with_phone = signed_in(maker)
    enrol(with_phone)
    client = signed_in(owner)
    ask(client, 'mutation { inviteMember(input: {email: "new@kaveri.example", role: VIEWER}) { __typename } }')
    team = ask(client, TEAM)["data"]["team"]
    assert [(each["email"], each["role"], each["isYou"], each["hasSecondFactor"]) for each in team["members"]] == [
        ("owner@kaveri.example", "OWNER", True, False),
        ("maker@kaveri.example", "MAKER", False, True),
    ]
    [invitation] = team["invitations"]
    assert (invitation["email"], invitation["role"], invitation["invitedBy"]) == (
        "new@kaveri.example",
        "VIEWER",
        "owner@kaveri.example",
    )


CHANGES = {
    "changeMemberRole": "role: VIEWER",
    "removeMember": "keepKeys: true",
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_the_team_takes_a_recent_proof(owner: User, maker: User, field: str) -> None:
    client = signed_in(owner)
    Session.objects.update(proved_at=None)
    document = f"""mutation {{ {field}(input: {{userId: "{maker.pk}", {CHANGES[field]}}})
        {{ __typename ... on ValidationError {{ message field }} }} }}"""
    assert ask(client, document)["errors"][0]["extensions"]["code"] == "PROOF_DUE"
    assert role_of(maker) == "maker"
    assert post(client, "/session/proof/", {"password": PASSWORD}).status_code == 204
    assert ask(client, document)["data"][field]["__typename"].endswith("Success")
    assert role_of(maker) == ("viewer" if field == "changeMemberRole" else None)


@pytest.mark.parametrize("user_id", ["0", "x", "", "-1", "9" * 30, "0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091", "\u0661"])
def test_who_is_no_member_is_said_so(owner: User, user_id: str) -> None:
    client = signed_in(owner)
    for field, rest in CHANGES.items():
        named = f'userId: "{user_id}", {rest}'
        answer = ask(
            client, f"mutation {{ {field}(input: {{{named}}}) {{ ... on ValidationError {{ message field }} }} }}"
        )
        assert answer["data"][field] == {"message": "No such member.", "field": "userId"}


def test_another_merchants_invitation_is_as_if_it_did_not_exist(merchant: Merchant, owner: User, maker: User) -> None:
    other = Merchant.objects.create(name="Other", email="other@kaveri.example")
    stranger = signed_in(add_user("stranger@other.example", PASSWORD, other.id))
    invite = 'mutation { inviteMember(input: {email: "x@x.example", role: VIEWER}) %s }'
    made = ask(signed_in(owner), invite % "{ ... on InviteMemberSuccess { invitation { invitationId } } }")
    id_ = made["data"]["inviteMember"]["invitation"]["invitationId"]
    for field in ("renewInvitation", "revokeInvitation"):
        for known in (id_, str(uuid4())):
            answer = ask(
                stranger,
                f'mutation {{ {field}(input: {{invitationId: "{known}"}}) {{ ...on ValidationError {{ message }} }} }}',
            )
            assert answer["data"][field] == {"message": "No such invitation."}
    for field, rest in CHANGES.items():
        named = f'merchantId: "{merchant.id}", userId: "{maker.pk}", {rest}'
        answer = ask(stranger, f"mutation {{ {field}(input: {{{named}}}) {{ ... on ValidationError {{ field }} }} }}")
        assert answer["data"][field] == {"field": "merchantId"}
    assert role_of(maker) == "maker"
