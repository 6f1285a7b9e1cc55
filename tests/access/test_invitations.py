"""Invitations: an owner makes one, and whoever has its token joins the team once."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection
from django.test import Client
from pytest_django import Settings

from server.access.callers import Role
from server.access.invitation_model import Invitation
from server.access.invitations import NewInvitation, invite, renew, revoke
from server.access.models import Membership, Session
from server.access.team import change_role
from server.access.users import add_user
from server.audit_log.models import AuditEvent
from server.errors import InvalidInput, NotFound, Unauthenticated
from server.merchants.models import Merchant
from tests.conftest import guards_off
from tests.support.operators import acting_as
from tests.support.racing import at_once
from tests.support.second_factors import post
from tests.support.users import PASSWORD, QuickHasher, people, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

RAVI = "ravi@kaveri.example"
GONE = (404, "not_found")


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> Iterator[None]:
    settings.PAYOUT_OPEN_ACCESS = False
    yield
    with guards_off():
        Invitation.objects.all().delete()


@pytest.fixture
def owner(merchant: Merchant) -> User:
    return add_user("owner@kaveri.example", PASSWORD, merchant.id)


@pytest.fixture
def invited(merchant: Merchant, owner: User) -> NewInvitation:
    with acting_as(owner):
        return invite(merchant.id, RAVI, Role.MAKER)


def accept(token: str, password: str = PASSWORD, client: Client | None = None, **body: Any) -> Any:
    client = client or Client(raise_request_exception=False)
    return post(client, "/session/invitation/accept/", {"token": token, "password": password} | body)


def told(response: Any) -> tuple[int, Any]:
    return response.status_code, response.json().get("error")


def actions() -> list[str]:
    events = AuditEvent.objects.filter(action__startswith="invitation.") | AuditEvent.objects.filter(
        action="person.added", actor_kind="person"
    )
    return list(events.order_by("id").values_list("action", flat=True))


def test_whoever_is_invited_makes_an_account_and_is_signed_in(merchant: Merchant, invited: NewInvitation) -> None:
    client = Client()
    shown = post(client, "/session/invitation/", {"token": invited.token})
    assert (shown.status_code, shown.json()) == (
        200,
        {
            "merchant": merchant.name,
            "email": RAVI,
            "role": "maker",
            "expires_at": invited.invitation.expires_at.isoformat(),
        },
    )
    person = accept(invited.token, client=client, name="Ravi Iyer").json()["person"]
    assert (person["name"], person["role"], person["merchant_id"]) == ("Ravi Iyer", "maker", str(merchant.id))
    assert client.get("/session/").json()["person"] == person
    assert sign_in(Client(), RAVI).status_code == 200
    assert actions() == ["invitation.created", "invitation.accepted", "person.added"] or actions() == [
        "invitation.created",
        "person.added",
        "invitation.accepted",
    ]
    row = Invitation.objects.get()
    assert row.accepted_by_id == int(person["id"])
    assert not Invitation.objects.filter(token_hash__contains=invited.token).exists()


def test_a_token_counts_once_and_not_after_it_ended_was_renewed_or_revoked(
    merchant: Merchant, invited: NewInvitation
) -> None:
    renewed = renew(invited.invitation.id)
    assert told(accept(invited.token)) == GONE
    assert accept(renewed.token).status_code == 200
    assert told(accept(renewed.token)) == GONE

    revoked = invite(merchant.id, "asha@kaveri.example", Role.VIEWER)
    revoke(revoked.invitation.id)
    assert told(accept(revoked.token)) == GONE

    late = invite(merchant.id, "late@kaveri.example", Role.VIEWER)
    with guards_off():
        Invitation.objects.filter(pk=late.invitation.pk).update(
            renewed_at="2026-01-01T00:00Z", expires_at="2026-01-08T00:00Z"
        )
    assert told(accept(late.token)) == GONE
    assert accept(renew(late.invitation.id).token).status_code == 200

    again = invite(merchant.id, "again@kaveri.example", Role.VIEWER)
    anew = invite(merchant.id, "Again@kaveri.example", Role.OWNER)
    assert told(accept(again.token)) == GONE
    assert accept(anew.token).json()["person"]["role"] == "owner"


def test_of_several_who_use_one_token_at_once_one_joins(merchant: Merchant, invited: NewInvitation) -> None:
    results = at_once(4, lambda _: accept(invited.token).status_code)
    assert 200 in results, results
    assert [each for each in results if each == 200] == [200], results
    assert Membership.objects.filter(merchant=merchant, role="maker").count() == 1


def test_who_has_an_account_without_a_team_joins_with_its_password(merchant: Merchant, invited: NewInvitation) -> None:
    user = User.objects.create_user(RAVI, RAVI, "another password here")
    assert told(accept(invited.token)) == (403, "sign_in_refused")
    assert accept(invited.token, "another password here").json()["person"]["id"] == str(user.pk)
    assert Membership.objects.get(user=user).role == "maker"


def test_an_account_of_another_team_or_an_operators_does_not_join(merchant: Merchant, invited: NewInvitation) -> None:
    other = Merchant.objects.create(name="Other", email="other@kaveri.example")
    theirs = add_user(RAVI, PASSWORD, other.id)
    assert told(accept(invited.token)) == (400, "validation_error")
    assert Membership.objects.get(user=theirs).merchant_id == other.id
    boss = add_user("boss@kaveri.example", PASSWORD, None)
    of_boss = invite(merchant.id, boss.email, Role.OWNER)
    assert told(accept(of_boss.token)) == (400, "validation_error")
    assert Invitation.objects.filter(accepted_at=None).count() == 2


def test_a_disabled_account_does_not_join(invited: NewInvitation) -> None:
    User.objects.create_user(RAVI, RAVI, PASSWORD, is_active=False)
    assert told(accept(invited.token)) == (403, "sign_in_refused")


def test_the_password_follows_the_rules_whether_there_is_an_account_or_not(invited: NewInvitation) -> None:
    for _ in range(2):
        response = accept(invited.token, "kites")
        assert (response.status_code, response.json()["field"]) == (400, "password")
        User.objects.get_or_create(username=RAVI, email=RAVI)


def test_the_inviter_is_told_the_same_whether_the_address_has_an_account_or_not(
    merchant: Merchant, owner: User
) -> None:
    User.objects.create_user("known@kaveri.example", "known@kaveri.example", PASSWORD)
    client = Client()
    sign_in(client, owner.email)
    answers = [invite_by(client, email) for email in ("known@kaveri.example", "nobody@kaveri.example")]
    assert [sorted(each["data"]["inviteMember"]) for each in answers] == [["__typename", "token"]] * 2


def test_a_wrong_password_is_hashed_once_with_an_account_and_without(invited: NewInvitation) -> None:
    User.objects.create_user(RAVI, RAVI, "another password here")
    QuickHasher.hashed = 0
    accept(invited.token)
    assert QuickHasher.hashed == 1


def test_wrong_tokens_are_counted_by_address_like_passwords(invited: NewInvitation) -> None:
    for _ in range(20):
        assert told(accept(str(uuid4()))) == GONE
    assert accept(invited.token).status_code == 429


def test_passwords_of_an_account_that_is_there_are_throttled(invited: NewInvitation) -> None:
    User.objects.create_user(RAVI, RAVI, "another password here")
    for number in range(5):
        assert told(accept(invited.token, f"a guess of mine {number}")) == (403, "sign_in_refused")
    assert accept(invited.token, "another password here").status_code == 429


def test_accepting_needs_the_csrf_token_as_signing_in_does(invited: NewInvitation) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    body = json.dumps({"token": invited.token, "password": PASSWORD})
    response = client.post("/session/invitation/accept/", body, "application/json")
    assert told(response) == (403, "csrf_failed")
    assert not Session.objects.exists()


BAD: dict[str, tuple[str, Role, str]] = {
    "no address": ("ravi", Role.VIEWER, "not an e-mail"),
    "an address too long": (f"{'a' * 60}@{'b.' * 60}example.in", Role.VIEWER, "longer than 150"),
    "a header in the address": ("ravi@kaveri.example\nBcc: x@y.example", Role.VIEWER, "LINE FEED"),
    "a member": ("OWNER@kaveri.example", Role.VIEWER, "in the team already"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_invitation_is_explained_and_changes_nothing(merchant: Merchant, owner: User, case: str) -> None:
    email, role, message = BAD[case]
    with pytest.raises(InvalidInput, match=message) as refusal:
        invite(merchant.id, email, role)
    assert refusal.value.field == "email"
    assert not Invitation.objects.exists()


def test_what_is_over_is_neither_renewed_nor_revoked(merchant: Merchant, invited: NewInvitation) -> None:
    for _ in range(10):
        renew(invited.invitation.id)
    with pytest.raises(InvalidInput, match="often enough"):
        renew(invited.invitation.id)
    revoke(invited.invitation.id)
    for act in (renew, revoke):
        with pytest.raises(InvalidInput, match="accepted or revoked"):
            act(invited.invitation.id)
        with pytest.raises(NotFound):
            act(uuid4())


def test_who_is_no_owner_any_more_invites_nobody_and_their_invitations_end(
    merchant: Merchant, owner: User, invited: NewInvitation
) -> None:
    add_user("second@kaveri.example", PASSWORD, merchant.id)
    change_role(merchant.id, owner.pk, Role.MAKER)
    assert told(accept(invited.token)) == GONE
    with acting_as(owner), pytest.raises(Unauthenticated):
        invite(merchant.id, "accomplice@kaveri.example", Role.OWNER)


def invite_by(client: Client, email: str = RAVI) -> Any:
    document = (
        f'mutation {{ inviteMember(input: {{email: "{email}", role: VIEWER}}) '
        "{ __typename ... on InviteMemberSuccess { token } ... on ValidationError { message } } }"
    )
    return post(client, "/graphql/", {"query": document}).json()


def test_inviting_takes_a_recent_proof(owner: User) -> None:
    client = Client()
    sign_in(client, owner.email)
    Session.objects.update(proved_at=None)
    [error] = invite_by(client)["errors"]
    assert (error["extensions"]["code"], error["extensions"]["by"]) == ("PROOF_DUE", "PASSWORD")
    assert not Invitation.objects.exists()
    assert post(client, "/session/proof/", {"password": PASSWORD}).status_code == 204
    token = invite_by(client)["data"]["inviteMember"]["token"]
    assert accept(token).json()["person"]["role"] == "viewer"


# --- PostgreSQL enforces it too --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    ["email = 'x@y.example'", "role = 'owner'", "expires_at = expires_at + interval '1 day'", "inviter_id = 5"],
)
def test_what_an_invitation_was_made_with_never_changes(invited: NewInvitation, change: str) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"cannot change|would live longer|permission"):
        cursor.execute(f"UPDATE invitations SET {change}")


REFUSED = {
    "invitation_open_once": "token_hash = repeat('0', 64), revoked_at = NULL",
    "invitation_role_known": "role = 'admin'",
    "invitation_hash_form": "token_hash = 'x'",
    "invitation_lives_for_a_while": "expires_at = renewed_at",
    "invitation_accepted_or_revoked": "accepted_at = now(), revoked_at = now()",
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_constraint_alone_refuses_a_bad_row(merchant: Merchant, invited: NewInvitation, name: str) -> None:
    """Every trigger is off. The first invitation is revoked by a second one of the same address."""
    invite(merchant.id, RAVI, Role.MAKER)
    which = "revoked_at IS NOT NULL" if name == "invitation_open_once" else "revoked_at IS NULL"
    with guards_off(), connection.cursor() as cursor, pytest.raises(IntegrityError, match=name):
        cursor.execute(f"UPDATE invitations SET {REFUSED[name]} WHERE {which}")


def test_an_end_is_final_and_no_invitation_is_deleted(invited: NewInvitation) -> None:
    revoke(invited.invitation.id)
    with pytest.raises(IntegrityError, match="that is final"):
        Invitation.objects.update(revoked_at=None)
    with pytest.raises(Exception, match="invitations"):
        Invitation.objects.all().delete()
