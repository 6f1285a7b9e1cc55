"""Whoever is shut out loses the keys whose secrets they know; operators' keys end by themselves."""

import io
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from server.access import api_keys, key_authentication, paying_grants
from server.access.api_keys import OPERATORS_LIFE, NewKey, create_key, rotate_key
from server.access.callers import OF_KEYS
from server.access.key_makers import live_keys_made_by, live_keys_made_by_key, revoke_key_and_made
from server.access.models import ApiKey
from server.access.users import change_user, disable_user
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.errors import InvalidInput, Unauthenticated
from server.merchants.models import Merchant
from tests.api.keys import client_with, new_key
from tests.conftest import guards_off
from tests.support.operators import acting_as, key_of, operator_called
from tests.support.racing import at_once, in_the_background, waits_for_a_lock
from tests.support.servers import PATIENCE_SECONDS, wait_until
from tests.support.users import PASSWORD, people, send, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def asha(people: None) -> User:
    return operator_called("asha")


@pytest.fixture
def ravi(people: None) -> User:
    return operator_called("ravi")


def by(key: ApiKey) -> AuditContext:
    return AuditContext(Actor(ActorKind.KEY, str(key.id), key.name))


def is_live(new: NewKey) -> bool:
    try:
        return bool(key_authentication.authenticate(new.secret))
    except Unauthenticated:
        return False


# --- who made what --------------------------------------------------------------------------------------------


def test_disabling_a_person_revokes_each_key_whose_secret_they_know(asha: User, ravi: User, merchant: Merchant) -> None:
    own, others = key_of(asha), key_of(ravi)
    ravis = key_of(ravi)
    with acting_as(asha):
        of_a_merchant, taken_over = new_key(merchant), rotate_key(ravis.key.id)
    with in_context(by(own.key)):
        by_key, of_a_merchant_by_key = new_key(None), new_key(merchant)
    with in_context(by(by_key.key)):
        by_that_key = new_key(None)
    on_the_command_line = new_key(None)
    hers = [own, of_a_merchant, taken_over, by_key, of_a_merchant_by_key, by_that_key]
    assert {key.id for key in live_keys_made_by(asha)} == {new.key.id for new in hers}

    revoked = disable_user(asha)
    assert {key.id for key in revoked} == {new.key.id for new in hers}
    assert not any(map(is_live, hers))
    assert all(map(is_live, (others, ravis, on_the_command_line)))
    assert AuditEvent.objects.filter(action="api_key.revoked").count() == len(hers)
    assert disable_user(asha) == []


def test_a_key_that_the_command_line_made_for_a_person_is_theirs(asha: User) -> None:
    with in_context(AuditContext(Actor(ActorKind.COMMAND, "uid 0", "api_key"))):
        made = create_key(name="x", scopes=set(OF_KEYS), merchant_id=None, user_id=asha.pk)
    assert [key.id for key in disable_user(asha)] == [made.key.id]


def test_a_key_from_before_keys_had_users_is_found_by_the_audit_log(asha: User) -> None:
    old = key_of(asha)
    with guards_off():
        ApiKey.objects.update(user_id=None)
    assert [key.id for key in disable_user(asha)] == [old.key.id]


def test_a_merchants_new_key_by_somebody_else_outlives_its_first_maker(
    asha: User, ravi: User, merchant: Merchant
) -> None:
    with acting_as(asha):
        first = new_key(merchant)
    with acting_as(ravi):
        second = rotate_key(first.key.id)
    disable_user(asha)
    assert (is_live(first), is_live(second)) == (False, True)


def test_a_stolen_key_is_revoked_with_all_that_it_made(asha: User, merchant: Merchant) -> None:
    stolen, others = key_of(asha), key_of(asha)
    with in_context(by(stolen.key)):
        made, of_a_merchant, rotated = new_key(None), new_key(merchant), rotate_key(others.key.id)
    with in_context(by(made.key)):
        in_turn = new_key(merchant)
    theirs = [made, of_a_merchant, rotated, in_turn]
    assert [key.id for key in live_keys_made_by_key(stolen.key.id)] == [new.key.id for new in theirs]

    api_keys.revoke_key(stolen.key.id)
    assert all(map(is_live, theirs))
    revoked = revoke_key_and_made(stolen.key.id)
    assert [key.id for key in revoked] == [new.key.id for new in theirs]
    assert all(key.revoked_at for key in revoked)
    assert not any(map(is_live, (stolen, *theirs)))
    assert is_live(others)
    assert AuditEvent.objects.filter(action="api_key.revoked").count() == 1 + len(theirs)
    assert revoke_key_and_made(stolen.key.id) == live_keys_made_by_key(stolen.key.id) == []


def test_what_an_older_key_made_is_found_by_the_audit_log(asha: User, merchant: Merchant) -> None:
    maker = key_of(asha)
    with in_context(by(maker.key)):
        made = new_key(merchant)
    with guards_off():
        ApiKey.objects.update(made_by_key_id=None)
    assert [key.id for key in revoke_key_and_made(maker.key.id)] == [made.key.id]


@pytest.mark.parametrize("by_user", [True, False])
def test_what_a_key_makes_while_all_are_revoked_is_revoked_too(asha: User, by_user: bool) -> None:
    """It holds its own row until its key is there: whoever revokes it waits, and looks again."""
    first = key_of(asha)
    with in_context(by(first.key)):
        second = new_key(None)
    made = threading.Event()

    def revoke() -> list[ApiKey]:
        made.wait(PATIENCE_SECONDS)
        return disable_user(asha) if by_user else revoke_key_and_made(first.key.id)

    with in_the_background(revoke) as revoked, transaction.atomic():
        with in_context(by(second.key)):
            third = new_key(None)
        made.set()
        wait_until(lambda: waits_for_a_lock() or revoked.done())
    assert not any(map(is_live, (first, second, third)))


def test_told_otherwise_the_keys_are_named_and_stay(asha: User) -> None:
    made = key_of(asha)
    assert [key.id for key in disable_user(asha, keep_keys=True)] == [made.key.id]
    assert is_live(made)


@pytest.mark.parametrize("keep_keys", [False, True])
def test_who_operates_no_more_loses_the_keys_too(asha: User, merchant: Merchant, keep_keys: bool) -> None:
    made = key_of(asha)
    asha.first_name = "Asha"
    assert change_user(asha, None) == []
    asha.is_staff = False
    assert [key.id for key in change_user(asha, merchant.id, keep_keys=keep_keys)] == [made.key.id]
    assert is_live(made) is keep_keys


def demote(user: User) -> None:
    user.is_staff = False
    change_user(user, None)


@pytest.mark.parametrize("shut_out", [disable_user, demote])
@pytest.mark.parametrize("by_key", [False, True])
def test_a_key_that_is_made_while_its_maker_is_shut_out_is_revoked_or_refused(
    asha: User, by_key: bool, shut_out: Callable[[User], object]
) -> None:
    """Neither of the two overtakes the other."""
    first = key_of(asha)
    context = by(first.key) if by_key else AuditContext(Actor(ActorKind.PERSON, str(asha.pk), "asha"))
    refused: list[type[Exception]] = []
    disabled = threading.Event()

    def make() -> None:
        disabled.wait(PATIENCE_SECONDS)
        with in_context(context):
            try:
                new_key(None)
            except Unauthenticated as refusal:
                refused.append(type(refusal))

    with in_the_background(make) as made, transaction.atomic():
        shut_out(asha)
        disabled.set()
        wait_until(lambda: waits_for_a_lock() or made.done())
    assert refused == [Unauthenticated]
    assert not ApiKey.objects.filter(api_keys.LIVE).exists()


def test_two_rotations_of_one_key_by_itself_do_not_deadlock(asha: User) -> None:
    first = key_of(asha)

    def rotate(_: int) -> str | None:
        with in_context(by(first.key)):
            try:
                return rotate_key(first.key.id).key.name
            except InvalidInput as refusal:
                return refusal.field

    assert Counter(at_once(4, rotate)) == {"the tests": 1, "id": 3}


def days_of(key: ApiKey) -> int | None:
    """Its life, if it ends."""
    return round((key.expires_at - key.created_at) / timedelta(days=1)) if key.expires_at else None


# --- commands -------------------------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_shows_and_revokes_or_keeps(asha: User, ravi: User, merchant: Merchant) -> None:
    kept = key_of(ravi)
    with acting_as(asha):
        gone, shop = new_key(None), new_key(merchant)
    told = run("user", "disable", asha.email)
    assert "These API keys that they made are revoked:" in told
    assert f"{gone.key.prefix}  operators  the tests  until " in told
    assert f"{shop.key.prefix}  {merchant.name}  the tests  without end" in told
    told = run("user", "disable", ravi.email, "--keep-keys")
    assert "These API keys that they made stay live:" in told
    assert kept.key.prefix in told
    assert (is_live(gone), is_live(shop), is_live(kept)) == (False, False, True)
    assert "API keys" not in run("user", "disable", asha.email)


def test_the_command_shows_what_a_revoked_key_made_and_revokes_it(asha: User, merchant: Merchant) -> None:
    maker, idle = key_of(asha), key_of(asha)
    with in_context(by(maker.key)):
        made = new_key(merchant)
    line = f"  {made.key.prefix}  {merchant.name}  the tests  without end"
    told = run("api_key", "revoke", maker.key.prefix)
    assert told.splitlines()[1:] == ["The keys that it made stay live; --with-made revokes them too:", line]
    assert is_live(made)
    told = run("api_key", "revoke", maker.key.prefix, "--with-made")
    assert told.splitlines()[1:] == ["The keys that it made are revoked too:", line]
    assert not is_live(made)
    for key in (maker, idle):
        assert len(run("api_key", "revoke", key.key.prefix, "--with-made").splitlines()) == 1


def test_operators_keys_end_by_default(merchant: Merchant) -> None:
    def life(*arguments: str) -> timedelta | None:
        secret = run("api_key", "create", "--name", "x", *arguments).splitlines()[-1]
        key = ApiKey.objects.get(prefix=secret.split("_")[1])
        return timedelta(days=days) if (days := days_of(key)) else None

    assert life("--operator") == OPERATORS_LIFE == timedelta(days=90)
    assert life("--operator", "--days", "7") == timedelta(days=7)
    assert life("--operator", "--days", "never") is None
    assert life("--merchant", str(merchant.id)) is None
    assert life("--merchant", str(merchant.id), "--days", "30") == timedelta(days=30)


def test_keys_that_never_end_stay_valid_and_are_named(merchant: Merchant) -> None:
    endless, ending, shop = new_key(None, never_expires=True), new_key(None), new_key(merchant)
    listed = run("api_key", "list", "--endless")
    assert (endless.key.prefix in listed, "without end" in listed) == (True, True)
    assert ending.key.prefix not in listed
    assert shop.key.prefix not in listed
    assert "1 operators' key never ends: see `api_key list --endless`." in run("migrate", "--verbosity", "0")
    assert is_live(endless)
    rotate_key(endless.key.id, grace_hours=0)
    assert run("api_key", "list", "--endless") == ""
    assert "never end" not in run("migrate", "--verbosity", "0")


def test_a_rotated_key_keeps_its_life_and_one_without_end_gets_one(merchant: Merchant) -> None:
    def life(new: NewKey) -> int | None:
        return days_of(new.key)

    endless = new_key(None, never_expires=True)
    assert (life(endless), life(rotate_key(endless.key.id))) == (None, 90)
    endless = new_key(None, never_expires=True)
    assert life(rotate_key(endless.key.id, never_expires=True)) is None
    assert life(rotate_key(new_key(None).key.id, never_expires=True)) is None
    assert life(rotate_key(new_key(merchant).key.id)) is None
    with pytest.raises(InvalidInput):
        new_key(None, never_expires=True, expires_at=ApiKey.objects.latest("id").created_at + timedelta(days=1))


# --- GraphQL --------------------------------------------------------------------------------------------------

CREATE = """mutation ($i: CreateApiKeyInput!) { made: createApiKey(input: $i) { __typename
  ... on CreateApiKeySuccess { secret apiKey { id expiresAt } } ... on ValidationError { field } } }"""
ROTATE = """mutation ($i: RotateApiKeyInput!) { made: rotateApiKey(input: $i) { __typename
  ... on RotateApiKeySuccess { secret apiKey { id expiresAt } } ... on ValidationError { field } } }"""


def ask(client: Client, document: str, **given: Any) -> Any:
    token = client.cookies.get("csrftoken")
    return client.post(
        "/graphql/",
        {"query": document, "variables": {"i": given}},
        "application/json",
        headers={"X-CSRFToken": token.value} if token else {},
    )


@pytest.fixture
def session(asha: User, settings: Settings) -> Client:
    settings.PAYOUT_OPEN_ACCESS = False
    paying_grants.grant(asha)  # or else she could not rotate a key that pays
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    assert sign_in(client, asha.email).status_code == 200
    return client


@pytest.mark.parametrize("document", [CREATE, ROTATE])
def test_a_session_alone_makes_no_key(session: Client, document: str) -> None:
    other = new_key(None)
    given = {"name": "x", "scopes": ["READ"]} if document is CREATE else {"id": str(other.key.id)}
    before = ApiKey.objects.count()
    for wrong in ({}, {"password": None}, {"password": ""}, {"password": "not this"}, {"password": "x" * 1001}):
        result = ask(session, document, **given | wrong).json()["data"]["made"]
        assert (result["__typename"], result["field"]) == ("ValidationError", "password"), wrong
    assert (ApiKey.objects.count(), is_live(other)) == (before, True)
    made = ask(session, document, **given | {"password": PASSWORD}).json()["data"]["made"]
    assert client_with(made["secret"]).get("/api/v1/merchants/").status_code in {200, 403}
    assert AuditEvent.objects.filter(action="password.refused").count() == 1


def test_a_sessions_password_is_guessed_five_times(session: Client, asha: User) -> None:
    given = {"name": "x", "scopes": ["READ"]}
    for _ in range(5):
        assert ask(session, CREATE, **given, password="not this").json()["data"]["made"]["field"] == "password"
    for password in ("not this", PASSWORD):
        [error] = ask(session, CREATE, **given, password=password).json()["errors"]
        assert error["extensions"]["code"] == "TOO_MANY_ATTEMPTS"
    assert not ApiKey.objects.exists()
    assert send(session, "GET").json()["person"]["id"] == str(asha.pk)


def test_a_key_needs_no_password(people: None, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_with(new_key(None).secret)
    for more in ({}, {"password": "ignored"}):
        assert ask(client, CREATE, name="x", scopes=["READ"], **more).json()["data"]["made"]["secret"]


def test_in_graphql_an_omitted_end_is_the_default_and_null_is_never(people: None, merchant: Merchant) -> None:
    def made(document: str, **given: Any) -> Any:
        return ask(Client(), document, **given).json()["data"]["made"]["apiKey"]

    ends = made(CREATE, name="x", scopes=["READ"])
    assert ends["expiresAt"]
    never = made(CREATE, name="x", scopes=["READ"], expiresAt=None)
    assert never["expiresAt"] is None
    assert made(CREATE, name="x", scopes=["READ"], merchantId=str(merchant.id))["expiresAt"] is None
    rotated = made(ROTATE, id=never["id"])
    assert rotated["expiresAt"]
    assert made(ROTATE, id=rotated["id"], expiresAt=None)["expiresAt"] is None


# --- no operators' key outlives the key that made it -------------------------------------------------------------


def in_days(number: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=number)


@pytest.fixture
def short_lived(asha: User) -> NewKey:
    with acting_as(asha):
        return new_key(None, expires_at=in_days(10))


def test_an_operators_key_made_by_a_key_ends_with_it_at_the_latest(short_lived: NewKey) -> None:
    with in_context(by(short_lived.key)):
        made, between = new_key(None), new_key(None)
        rotated = rotate_key(made.key.id)
        sooner = new_key(None, expires_at=in_days(3))
        rotated_sooner = rotate_key(sooner.key.id)
    assert made.key.expires_at == rotated.key.expires_at == short_lived.key.expires_at
    assert in_days(2) < sooner.key.expires_at < rotated_sooner.key.expires_at < in_days(4)  # type: ignore[operator]
    with in_context(by(between.key)):  # nor does a grandchild live longer
        assert new_key(None).key.expires_at == short_lived.key.expires_at


def test_a_merchants_key_lives_on_when_the_key_that_made_it_ends(short_lived: NewKey, merchant: Merchant) -> None:
    """Whoever automates its making rotates that key, or lets it end: the merchant's integration goes on."""
    with in_context(by(short_lived.key)):
        made = new_key(merchant)
        asked = new_key(merchant, never_expires=True)
        later = new_key(merchant, expires_at=in_days(300))
        rotated = rotate_key(new_key(merchant).key.id)
        rotate_key(short_lived.key.id, grace_hours=0)
    assert not is_live(short_lived)
    assert [new.key.expires_at for new in (made, asked, rotated)] == [None] * 3
    assert later.key.expires_at > in_days(299)  # type: ignore[operator]
    assert all(map(is_live, (made, asked, later, rotated)))


@pytest.mark.parametrize("end", [{"never_expires": True}, {"expires_at": in_days(11)}])
def test_a_key_cannot_ask_for_an_operators_key_that_outlives_it(short_lived: NewKey, end: dict[str, Any]) -> None:
    other = new_key(None)
    with in_context(by(short_lived.key)):
        with pytest.raises(InvalidInput, match="ends with its maker") as refused:
            new_key(None, **end)
        with pytest.raises(InvalidInput, match="ends with its maker"):
            rotate_key(other.key.id, **end)
    assert (refused.value.field, "20" in refused.value.without_state().message) == ("expires_at", False)
    assert ApiKey.objects.count() == 2
    assert not ApiKey.objects.exclude(rotated_at=None).exists()


def test_a_key_that_rotates_itself_does_not_prolong_itself(short_lived: NewKey) -> None:
    with in_context(by(short_lived.key)):
        rotated = rotate_key(short_lived.key.id)
    assert rotated.key.expires_at == short_lived.key.expires_at
    with in_context(by(rotated.key)):
        assert rotate_key(rotated.key.id).key.expires_at == short_lived.key.expires_at


def test_an_endless_key_and_a_user_make_keys_of_any_life(asha: User, short_lived: NewKey, merchant: Merchant) -> None:
    with acting_as(asha):
        endless = new_key(None, never_expires=True)
        assert rotate_key(short_lived.key.id, expires_at=in_days(300)).key.expires_at > in_days(299)  # type: ignore[operator]
    with in_context(by(endless.key)):
        assert new_key(None, never_expires=True).key.expires_at is None
        assert new_key(merchant).key.expires_at is None


@pytest.mark.parametrize("end", [None, timedelta(days=10, seconds=1)])
def test_the_database_refuses_an_operators_key_that_would_outlive_its_maker(
    short_lived: NewKey, merchant: Merchant, end: timedelta | None
) -> None:
    maker = short_lived.key
    expires_at = end and maker.created_at + end
    assert expires_at is None or expires_at > maker.expires_at  # type: ignore[operator]

    def insert(**more: Any) -> ApiKey:
        values = {
            "name": "x",
            "scopes": ["read"],
            "secret_hash": "0" * 64,
            "created_by": "x",
            "made_by_key_id": maker.pk,
        }
        return ApiKey.objects.create(**values | {"prefix": secrets.token_hex(6)} | more)

    with pytest.raises(IntegrityError, match="would outlive its maker"):
        insert(expires_at=expires_at)
    with pytest.raises(IntegrityError, match="would outlive its maker"):
        insert(expires_at=maker.expires_at, made_by_key_id=uuid4())
    assert insert(expires_at=maker.expires_at).expires_at == maker.expires_at
    assert insert(expires_at=expires_at, merchant_id=merchant.id).expires_at == expires_at


def test_a_call_with_a_key_is_refused_an_endless_key(short_lived: NewKey, merchant: Merchant) -> None:
    mutation = """mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
        ... on CreateApiKeySuccess { apiKey { expiresAt } } ... on ValidationError { field message } } }"""
    given = {"name": "x", "scopes": ["READ"]}

    def ask(**more: object) -> Any:
        body = {"query": mutation, "variables": {"input": given | more}}
        response = client_with(short_lived.secret).post("/graphql/", body, content_type="application/json")
        return response.json()["data"]["createApiKey"]

    assert ask(expiresAt=None)["field"] == "expiresAt"
    assert ask()["apiKey"]["expiresAt"]
    assert ask(expiresAt=None, merchantId=str(merchant.id))["apiKey"]["expiresAt"] is None


def test_a_call_revokes_a_key_and_shows_or_revokes_what_it_made(short_lived: NewKey, merchant: Merchant) -> None:
    mutation = """mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) {
        ... on RevokeApiKeySuccess { apiKey { revokedAt } made { id revokedAt merchant { id } } } } }"""
    with in_context(by(short_lived.key)):
        made = new_key(merchant)
    client = client_with(new_key(None).secret)

    def revoke(**more: object) -> Any:
        body = {"query": mutation, "variables": {"input": {"id": str(short_lived.key.id)} | more}}
        return client.post("/graphql/", body, content_type="application/json").json()["data"]["revokeApiKey"]

    expected = {"id": str(made.key.id), "revokedAt": None, "merchant": {"id": str(merchant.id)}}
    for _ in range(2):
        told = revoke()
        assert told["apiKey"]["revokedAt"]
        assert (told["made"], is_live(made), is_live(short_lived)) == ([expected], True, False)
    [gone] = revoke(withMade=True)["made"]
    assert (gone["id"], gone["revokedAt"] is not None, is_live(made)) == (str(made.key.id), True, False)
    assert revoke(withMade=True)["made"] == []
