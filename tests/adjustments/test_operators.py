"""Two operators are two users, however many keys each of them has."""

import pytest
from django.contrib.auth.models import User

from server.access.api_keys import create_key, rotate_key
from server.access.callers import OF_KEYS, OPEN, Caller
from server.access.models import ApiKey
from server.access.operators import acting_operator
from server.adjustments.deciding import approve_adjustment
from server.adjustments.models import Adjustment, State
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.errors import Forbidden, InvalidInput
from server.merchants.models import Merchant
from tests.api.keys import new_key
from tests.support.operators import acting_as, key_of

from .conftest import approve, propose

COMMAND = AuditContext(Actor(ActorKind.COMMAND, "uid 0", "api_key"))


def by(key: ApiKey) -> AuditContext:
    """As in a request with this key."""
    return AuditContext(Actor(ActorKind.KEY, str(key.id), key.name))


def operator_by(context: AuditContext) -> User:
    with in_context(context):
        return acting_operator()


def test_a_key_acts_for_the_user_who_signed_in_to_make_it(asha: User) -> None:
    assert operator_by(by(key_of(asha).key)) == asha


def test_a_key_that_a_key_made_acts_for_the_same_user(asha: User) -> None:
    with in_context(by(key_of(asha).key)):
        second = new_key(None).key
    assert operator_by(by(second)) == asha


def test_who_rotates_a_key_gets_its_secret_and_is_its_user(asha: User, ravi: User) -> None:
    key = key_of(asha).key
    with acting_as(ravi):
        rotated = rotate_key(key.id).key
    assert operator_by(by(rotated)) == ravi
    assert operator_by(by(key)) == asha


def test_on_the_command_line_a_key_is_made_for_a_user_and_stays_the_users(asha: User) -> None:
    with in_context(COMMAND):
        made = create_key(name="Asha", scopes=set(OF_KEYS), merchant_id=None, user_id=asha.pk).key
        rotated = rotate_key(made.id).key
    assert (operator_by(by(made)), operator_by(by(rotated))) == (asha, asha)


def test_a_caller_cannot_choose_the_user_of_its_key(asha: User, ravi: User) -> None:
    with acting_as(asha):
        made = create_key(name="Ravi's?", scopes=set(OF_KEYS), merchant_id=None, user_id=ravi.pk).key
    assert made.user_id == asha.pk


def test_a_merchants_key_has_no_user(merchant: Merchant, asha: User) -> None:
    with acting_as(asha):
        assert new_key(merchant).key.user_id is None


def caller_context(caller: Caller) -> AuditContext:
    return AuditContext(Actor(ActorKind(caller.kind), caller.id, caller.name))


def test_nobody_who_cannot_be_told_from_others_is_an_operator(people: None) -> None:
    with in_context(COMMAND):
        shell = new_key(None).key
    for context in (caller_context(OPEN), by(shell), COMMAND, AuditContext()):
        with pytest.raises(Forbidden, match="two operators who can be told apart"):
            operator_by(context)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_the_key_of_a_former_operator_is_nobodys(asha: User, change: dict[str, bool]) -> None:
    key = key_of(asha).key
    User.objects.filter(pk=asha.pk).update(**change)
    with pytest.raises(Forbidden):
        operator_by(by(key))
    with pytest.raises(Forbidden), acting_as(asha):
        acting_operator()


def test_two_keys_of_one_user_are_one_operator(merchant: Merchant, asha: User) -> None:
    proposed = propose(asha, merchant).adjustment
    for _ in range(2):
        with in_context(by(key_of(asha).key)), pytest.raises(InvalidInput, match="another operator"):
            approve_adjustment(proposed.id)
    assert Adjustment.objects.get().status == State.PROPOSED


def test_another_users_key_approves(merchant: Merchant, asha: User, ravi: User) -> None:
    proposed = propose(asha, merchant).adjustment
    with in_context(by(key_of(ravi).key)):
        assert approve_adjustment(proposed.id).row.decided_by == "ravi@example.in"
    assert approve(ravi, proposed).changed is False
