"""The audit log of signing in, at whatever door, of passwords, and of refused keys; and that nobody can flood it."""

import io
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from server.access import api_keys, password_check
from server.access.users import change_password, disable_user, enable_user
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.audit_log.refusals import MOST, record_refusal, stranger
from server.merchants.models import Merchant
from tests.access.test_api_keys import age_key
from tests.api.keys import client_with, new_key
from tests.support.racing import at_once
from tests.support.users import PASSWORD, operator, people, person_of_merchant, sign_in, sign_out

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

WRONG = "eight kites over Madurai"
NEW = "nine kites over Madurai"
HERE = "192.0.2.1"
Event = tuple[str, str, str, str, Any]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True, REMOTE_ADDR=HERE)


def events(action: str) -> list[Event]:
    """(kind, id, name, subject, merchant)"""
    rows = AuditEvent.objects.filter(action=action).order_by("id")
    return [(row.actor_kind, row.actor_id, row.actor_name, row.subject_id, row.merchant_id) for row in rows]


def submit(client: Client, address: str, **form: str) -> Any:
    client.get("/session/")
    return client.post(address, form | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def sign_in_at_the_admin(client: Client, name: str, password: str = PASSWORD) -> Any:
    return submit(client, "/admin/login/", username=name, password=password)


def itself(user: User, merchant: Merchant | None = None) -> Event:
    return ("person", str(user.pk), user.get_username(), str(user.pk), merchant.id if merchant else None)


# --- in and out -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["session", "admin"])
def test_signing_in_and_out_is_recorded_once_at_either_door(client: Client, door: str) -> None:
    user = operator()
    if door == "admin":
        begun = sign_in_at_the_admin(client, user.email)
        ended = submit(client, "/admin/logout/")
    else:
        begun, ended = sign_in(client, user.email), sign_out(client)
    assert (begun.status_code, ended.status_code) == ((302, 200) if door == "admin" else (200, 200))
    assert (events("session.begun"), events("session.ended")) == ([itself(user)], [itself(user)])
    for response, action in ((begun, "session.begun"), (ended, "session.ended")):
        assert str(AuditEvent.objects.get(action=action).request_id) == response["X-Request-Id"]


def test_signing_out_of_nothing_is_no_event(client: Client) -> None:
    sign_out(client)
    submit(client, "/admin/logout/")
    assert not events("session.ended")


@pytest.mark.parametrize("door", ["session", "admin"])
def test_failed_sign_ins_are_recorded_with_address_and_user_but_not_what_was_typed(
    client: Client, merchant: Merchant, door: str
) -> None:
    user = person_of_merchant(merchant)
    enter = sign_in if door == "session" else sign_in_at_the_admin
    for name in (user.email, f" {user.email.upper()}", "nobody@example.in"):
        enter(client, name, WRONG)
    known = ("stranger", HERE, "", str(user.pk), merchant.id)
    assert events("session.refused") == [known, known, ("stranger", HERE, "", "", None)]
    everything = str(list(AuditEvent.objects.values()))
    assert WRONG not in everything
    assert "nobody" not in everything


def test_a_right_password_without_access_is_a_failed_sign_in_as_well(client: Client, merchant: Merchant) -> None:
    user, member = User.objects.create_user("guest@example.in", None, PASSWORD), person_of_merchant(merchant)
    assert sign_in(client, user.username).status_code == 403
    assert sign_in_at_the_admin(client, member.email).status_code == 200  # the form again
    assert [event[3] for event in events("session.refused")] == [str(user.pk), str(member.pk)]
    assert not events("session.begun")


def test_throttled_sign_ins_are_one_event_a_minute(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "nobody@example.in", WRONG)
    for _ in range(10):
        assert sign_in(client, "nobody@example.in", WRONG).status_code == 429
    assert len(events("session.refused")) == 5
    throttled = Counter(events("session.throttled"))
    assert set(throttled) == {("stranger", HERE, "", "", None)}
    assert throttled.total() <= 2  # a minute may have ended in between


STATEMENTS_OF_A_FAILURE = 14


@pytest.mark.parametrize("user_exists", [True, False])
def test_a_failed_sign_in_costs_the_same_statements_whether_the_user_exists(
    client: Client, merchant: Merchant, user_exists: bool, django_assert_num_queries: Any
) -> None:
    name = person_of_merchant(merchant).email if user_exists else "nobody@example.in"
    client.get("/session/")
    with django_assert_num_queries(STATEMENTS_OF_A_FAILURE):
        sign_in(client, name, WRONG)


# --- passwords ------------------------------------------------------------------------------------------------


def test_an_operators_own_change_of_password_is_throttled_and_recorded(client: Client) -> None:
    user = operator()
    sign_in_at_the_admin(client, user.email)
    form = {"new_password1": NEW, "new_password2": NEW}
    for _ in range(2):
        assert submit(client, "/admin/password_change/", old_password=WRONG, **form).status_code == 200
    assert submit(client, "/admin/password_change/", old_password=PASSWORD, **form).status_code == 302
    assert events("password.refused") == [itself(user)] * 2
    assert events("person.password_changed") == [itself(user)]
    assert client.get("/admin/").status_code == 200  # this session goes on

    for _ in range(5):
        assert submit(client, "/admin/password_change/", old_password=WRONG, **form).status_code == 200
    for old in (WRONG, NEW):
        refused = submit(client, "/admin/password_change/", old_password=old, **form)
        assert (refused.status_code, 0 < int(refused["Retry-After"]) <= 900) == (429, True)
        assert "Too many attempts." in refused.content.decode()
    assert sign_in(client, user.email, NEW).status_code == 429


def test_a_password_set_by_others_is_recorded_with_who_did(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    user = person_of_merchant(merchant)
    boss = Actor(ActorKind.PERSON, "7", "boss")
    with in_context(AuditContext(boss)):
        change_password(user, NEW)
        change_password(user, None)
    with in_context(AuditContext(Actor(ActorKind.COMMAND, "uid 0", "changepassword"))):
        monkeypatch.setattr("getpass.getpass", lambda **_: NEW)
        call_command("changepassword", user.username, stdout=io.StringIO())
    subject = (str(user.pk), merchant.id)
    by_boss, by_command = ("person", "7", "boss", *subject), ("command", "uid 0", "changepassword", *subject)
    assert events("person.password_changed") == [by_boss, by_boss, by_command]


def test_disabling_and_enabling_are_events_of_their_own(merchant: Merchant) -> None:
    user = person_of_merchant(merchant)
    disable_user(user)
    enable_user(user, None)
    disable_user(user)
    enable_user(user, NEW)
    actions = list(AuditEvent.objects.filter(subject_id=str(user.pk)).order_by("id").values_list("action", flat=True))
    assert actions == [
        *("person.added", "person.disabled", "person.enabled", "person.disabled"),
        *("person.password_changed", "person.enabled"),
    ]


def test_an_upgraded_hash_is_no_new_password(settings: Any) -> None:
    user = operator()
    settings.PASSWORD_HASHERS = ["server.access.password_hashing.PasswordHasher", *settings.PASSWORD_HASHERS]
    before = user.password
    assert password_check.is_right(user, PASSWORD, None)
    user.refresh_from_db()
    assert user.password != before
    assert not events("person.password_changed")


# --- keys -----------------------------------------------------------------------------------------------------


def ask(secret: str) -> int:
    return int(client_with(secret).get("/api/v1/balance/", REMOTE_ADDR=HERE).status_code)


@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_a_key_that_was_valid_once_is_recorded_once_a_minute(merchant: Merchant, ended: str) -> None:
    made = new_key(merchant, expires_at=datetime.now(UTC) + timedelta(days=1))
    if ended == "revoked":
        api_keys.revoke_key(made.key.id)
    else:
        age_key(made.key, "2 days")
    assert [ask(made.secret) for _ in range(5)] == [401] * 5
    found = Counter(events("api_key.refused"))
    assert set(found) == {("key", str(made.key.id), "the tests", str(made.key.id), merchant.id)}
    assert found.total() <= 2
    assert made.secret.split("_")[2] not in str(list(AuditEvent.objects.values()))


def test_false_keys_are_recorded_once_a_minute_and_address(merchant: Merchant) -> None:
    made = new_key(merchant)
    false_secret = made.secret[:-1] + ("a" if made.secret[-1] != "a" else "b")
    assert [ask(false_secret) for _ in range(3)] == [401] * 3
    [*_, event] = events("api_key.refused")
    assert event == ("stranger", HERE, "", str(made.key.id), merchant.id)
    unknown = "payout_" + "a" * 12 + "_" + "b" * 43
    assert client_with(unknown).get("/api/v1/balance/", REMOTE_ADDR="198.51.100.7").status_code == 401
    assert events("api_key.refused")[-1] == ("stranger", "198.51.100.7", "", "", None)
    assert len(events("api_key.refused")) <= 3


def test_no_header_and_a_text_of_another_form_are_no_refused_key(settings: Any) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    assert Client().get("/api/v1/balance/").status_code == 401
    assert ask("payout_short") == 401
    assert not events("api_key.refused")


# --- bounds ---------------------------------------------------------------------------------------------------


def test_strangers_of_many_addresses_fill_a_minute_and_no_more(database: None) -> None:
    for number in range(3 * MOST):
        record_refusal("session.refused", actor=stranger(f"2001:db8:0:{number:x}::"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE action <> 'refusals.left_out'),"
            " count(*) FILTER (WHERE action = 'refusals.left_out')"
            " FROM trail_events WHERE actor_kind = 'stranger' GROUP BY date_trunc('minute', at) ORDER BY 1 DESC"
        )
        minutes = cursor.fetchall()
    assert minutes[0] == (MOST, 1)
    assert sum(left_out for _, left_out in minutes) <= len(minutes) <= 2


def test_a_full_minute_hides_no_key_of_ours_and_no_user(merchant: Merchant) -> None:
    made, user = new_key(merchant), operator()
    api_keys.revoke_key(made.key.id)
    for number in range(2 * MOST):
        record_refusal("session.refused", actor=stranger(f"2001:db8:0:{number:x}::"))
    assert ask(made.secret) == 401
    assert not password_check.is_right(user, WRONG, None)
    assert (len(events("api_key.refused")), len(events("password.refused"))) == (1, 1)


def test_simultaneous_refusals_of_one_address_are_one_event(database: None) -> None:
    at_once(8, lambda _: record_refusal("api_key.refused", actor=stranger(HERE)))
    assert 1 <= len(events("api_key.refused")) <= 2


def test_the_admin_shows_whom_it_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    boss = operator()
    sign_in(client, boss.email, WRONG)
    sign_in_at_the_admin(client, boss.email)
    page = client.get("/admin/trail/auditevent/?actor_kind=stranger").content.decode()
    assert "session.refused" in page
