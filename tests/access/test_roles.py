"""Roles: what each may do, and that a team keeps an owner."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction

from server.access.api_keys import create_key
from server.access.callers import OF_KEYS, OF_PERSONS, Role, Scope
from server.access.models import Membership
from server.access.roles import MAY, SCOPES, roles_with
from server.access.users import add_user, caller_for, change_user, disable_user
from server.errors import InvalidInput, Unauthenticated
from server.merchants.models import Merchant
from tests.support.operators import acting_as
from tests.support.racing import at_once
from tests.support.users import PASSWORD, operator, people

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

# Said a second time, so that no role gains a right by accident.
TABLE = {
    "owner": {"read", "payouts", "beneficiaries", "webhooks", "approvals", "team", "keys"},
    "maker": {"read", "payouts", "beneficiaries"},
    "approver": {"read", "approvals"},
    "viewer": {"read"},
    "developer": {"read", "webhooks", "keys"},
}


def member(merchant: Merchant, role: Role, name: str = "") -> User:
    return add_user(f"{name or role}@kaveri.example", PASSWORD, merchant.id, role)


def role_of(user: User) -> str:
    return Membership.objects.get(user=user).role


def test_each_role_has_the_scopes_of_the_table_and_none_of_an_operators() -> None:
    assert {role.value: set(map(str, scopes)) for role, scopes in SCOPES.items()} == TABLE
    assert set(MAY) == set(SCOPES) == set(Role)
    assert not any(Scope.OPERATE in scopes for scopes in SCOPES.values())


@pytest.mark.parametrize("role", Role)
def test_a_persons_scopes_are_those_of_the_role(merchant: Merchant, role: Role) -> None:
    caller = caller_for(member(merchant, role))
    assert caller
    assert (caller.role, caller.scopes, caller.merchant_id) == (role, SCOPES[role], merchant.id)


def test_no_key_has_a_scope_of_persons(merchant: Merchant) -> None:
    assert set(OF_KEYS) | OF_PERSONS == set(Scope)
    for scope in OF_PERSONS:
        with pytest.raises(InvalidInput, match=f"The scope {scope} is for users"):
            create_key(name="x", scopes={scope}, merchant_id=merchant.id)


@pytest.mark.parametrize("role", Role)
def test_only_a_role_with_keys_makes_a_key(merchant: Merchant, role: Role) -> None:
    """Also of a person whose role was taken between the question and the key."""
    with acting_as(member(merchant, role)):
        if role in roles_with(Scope.KEYS):
            assert create_key(name="x", scopes={Scope.READ}, merchant_id=merchant.id).key.merchant_id == merchant.id
        else:
            with pytest.raises(Unauthenticated):
                create_key(name="x", scopes={Scope.READ}, merchant_id=merchant.id)


def test_a_membership_without_a_role_is_an_owners_as_before_there_were_roles(merchant: Merchant) -> None:
    """As a process of the release before adds it."""
    user = User.objects.create_user("old@kaveri.example")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO memberships (user_id, merchant_id, created_at) VALUES (%s, %s, now())", [user.pk, merchant.id]
        )
    assert role_of(user) == "owner"


def test_postgresql_knows_no_other_role(merchant: Merchant) -> None:
    user = member(merchant, Role.OWNER)
    with pytest.raises(IntegrityError, match="membership_role_known"):
        Membership.objects.filter(user=user).update(role="admin")


def test_the_command_gives_a_role(monkeypatch: pytest.MonkeyPatch, merchant: Merchant) -> None:
    monkeypatch.setattr("server.ops.management.commands.user._password", lambda: PASSWORD)
    call_command("user", "add", "ravi@kaveri.example", "--merchant", str(merchant.id), "--role", "viewer")
    assert role_of(User.objects.get(username="ravi@kaveri.example")) == "viewer"
    with pytest.raises(CommandError, match="An operator has no role"):
        call_command("user", "add", "op@example.in", "--operator", "--role", "viewer")


# --- a team keeps an owner -----------------------------------------------------------------------------------------


def test_the_last_owner_is_not_demoted_removed_or_moved_while_others_are_there(merchant: Merchant) -> None:
    owner = member(merchant, Role.OWNER)
    member(merchant, Role.MAKER)
    other = Merchant.objects.create(name="Other", email="other@kaveri.example")
    mine = Membership.objects.filter(user=owner)
    for act in (
        lambda: mine.update(role="viewer"),
        mine.delete,
        lambda: mine.update(merchant=other),
    ):
        with pytest.raises(IntegrityError, match="would have no owner"), transaction.atomic():
            act()
    with pytest.raises(InvalidInput, match="A team keeps an owner"):
        change_user(owner, merchant.id, Role.VIEWER)
    with pytest.raises(InvalidInput, match="A team keeps an owner"):
        change_user(owner, None)
    assert role_of(owner) == "owner"


def test_a_disabled_owner_does_not_count_and_may_be_disabled(merchant: Merchant) -> None:
    first, second = member(merchant, Role.OWNER, "first"), member(merchant, Role.OWNER, "second")
    disable_user(second)
    with pytest.raises(InvalidInput, match="A team keeps an owner"):
        change_user(first, merchant.id, Role.MAKER)
    disable_user(first)  # an operator shuts out a stolen account, whoever is left


def test_an_owner_is_demoted_where_another_is_there(merchant: Merchant) -> None:
    first, second = member(merchant, Role.OWNER, "first"), member(merchant, Role.OWNER, "second")
    change_user(first, merchant.id, Role.MAKER)
    assert (role_of(first), role_of(second)) == ("maker", "owner")


def test_a_whole_team_may_go(merchant: Merchant) -> None:
    member(merchant, Role.OWNER)
    member(merchant, Role.VIEWER)
    Membership.objects.filter(merchant=merchant).delete()


def test_of_two_owners_who_demote_one_another_at_once_one_stays(merchant: Merchant) -> None:
    owners = [member(merchant, Role.OWNER, name) for name in ("first", "second")]
    for _ in range(5):
        Membership.objects.filter(merchant=merchant).update(role="owner")

        def demote(index: int) -> int:
            with transaction.atomic():
                return Membership.objects.filter(user=owners[1 - index]).update(role="maker")

        results = at_once(2, demote)
        assert sorted(isinstance(result, IntegrityError) for result in results) == [False, True], results
        assert sorted(role_of(owner) for owner in owners) == ["maker", "owner"]


def test_an_operator_is_no_merchants_owner() -> None:
    caller = caller_for(operator())
    assert caller
    assert caller.role is None
