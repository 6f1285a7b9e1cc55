"""A user's own password and sessions."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from server.access.models import Session
from server.access.sessions import SessionStore
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.conftest import connected_as
from tests.support.second_factors import enrol, post
from tests.support.users import PASSWORD, operator, people, person_of_merchant, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

NEW = "nine kites over Madurai"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture
def person(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


def who(client: Client) -> Any:
    return client.get("/session/").json()["person"]


def signed_in(user: User, **meta: str) -> Client:
    client = Client(raise_request_exception=False, **meta)  # type: ignore[arg-type]
    assert sign_in(client, user.get_username()).status_code == 200
    return client


def change(client: Client, old: object, new: object) -> Any:
    return post(client, "/session/password/", {"old_password": old, "new_password": new})


def listed(client: Client) -> list[dict[str, Any]]:
    body = client.get("/session/all/").json()
    assert body["count"] == len(body["results"])
    results: list[dict[str, Any]] = body["results"]
    return results


# --- password ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["person", "operator"])
def test_a_new_password_signs_in_and_ends_every_other_session(merchant: Merchant, kind: str) -> None:
    user = person_of_merchant(merchant) if kind == "person" else operator()
    here, there = signed_in(user), signed_in(user)
    key = here.cookies["sessionid"].value
    assert change(here, PASSWORD, NEW).status_code == 204
    assert (who(here)["id"], who(there)) == (str(user.pk), None)
    assert here.cookies["sessionid"].value != key
    assert Session.objects.filter(user=user).count() == 1
    assert sign_in(Client(), user.get_username()).status_code == 403
    assert sign_in(Client(), user.get_username(), NEW).status_code == 200
    events = AuditEvent.objects.filter(actor_kind="person", actor_id=str(user.pk), subject_id=str(user.pk))
    assert events.filter(action__startswith="person.").count() == 1


REFUSED: dict[str, tuple[object, object, str, str]] = {
    "a wrong old password": ("eight kites over Madurai", NEW, "old_password", "Wrong password."),
    "no old password": (None, NEW, "old_password", "a string of 1 to"),
    "an empty old password": ("", NEW, "old_password", "a string of 1 to"),
    "a new password too short": (PASSWORD, "kites", "new_password", "too short"),
    "a common one": (PASSWORD, "password1234", "new_password", "too common"),
    "digits": (PASSWORD, "583920174628", "new_password", "numeric"),
    "the same one": (PASSWORD, PASSWORD, "new_password", "another password"),
    "a number": (PASSWORD, 583920174628, "new_password", "a string of 1 to"),
    "too long a one": (PASSWORD, "x" * 1001, "new_password", "a string of 1 to"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_password_changes_nothing(person: User, case: str) -> None:
    old, new, field, message = REFUSED[case]
    here, there = signed_in(person), signed_in(person)
    response = change(here, old, new)
    assert (response.status_code, response.json()["error"]) == (400, "validation_error")
    assert (response.json()["field"], message in response.json()["message"]) == (field, True)
    assert who(here)["id"] == who(there)["id"] == str(person.pk)
    assert sign_in(Client(), person.email).status_code == 200


def test_the_old_password_is_guessed_no_faster_than_at_the_sign_in(person: User) -> None:
    client = signed_in(person)
    for _ in range(5):
        assert change(client, "eight kites over Madurai", NEW).status_code == 400
    response = change(client, PASSWORD, NEW)
    assert (response.status_code, response.json()["error"]) == (429, "too_many_attempts")
    assert 700 <= int(response["Retry-After"]) <= 900
    assert sign_in(Client(), person.email).status_code == 429


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_user_sees_where_they_are_signed_in(person: User) -> None:
    here = signed_in(person, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.1")
    signed_in(person, HTTP_USER_AGENT=SAFARI, REMOTE_ADDR="198.51.100.7")
    signed_in(operator())
    sessions = listed(here)
    assert {session["is_current"]: (session["browser"], session["address"]) for session in sessions} == {
        True: ("Firefox on Linux", "192.0.2.1"),
        False: ("Safari on iPhone", "198.51.100.7"),
    }
    assert all(session["begun_at"] and session["last_seen_at"] for session in sessions)
    keys = Session.objects.values_list("session_key", flat=True)
    assert not any(key in str(sessions) for key in keys)


def test_the_list_follows_the_last_request_to_the_minute(person: User) -> None:
    phone = signed_in(person, HTTP_USER_AGENT=SAFARI, REMOTE_ADDR="192.0.2.1")
    with connected_as(django_settings.DB_OWNER):
        Session.objects.update(begun_at=None, last_seen_at=None, browser=None, address=None)
    assert who(phone)
    [session] = listed(phone)
    assert (session["begun_at"], session["browser"], session["address"]) == (None, "Safari on iPhone", "192.0.2.1")
    seen = session["last_seen_at"]
    phone.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert listed(phone)[0]["last_seen_at"] == seen  # a minute has not passed
    Session.objects.update(last_seen_at=F("last_seen_at") - timedelta(minutes=2))
    [session] = listed(phone)
    assert (session["address"], session["last_seen_at"] > seen) == ("198.51.100.7", True)


@pytest.mark.parametrize("act", ["password", "second factor"])
def test_a_session_under_a_new_key_is_listed_as_before(person: User, act: str) -> None:
    here = signed_in(person, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.1")
    with connected_as(django_settings.DB_OWNER):
        Session.objects.update(begun_at=F("begun_at") - timedelta(hours=3))
    before, key = listed(here), here.cookies["sessionid"].value
    here.defaults |= {"HTTP_USER_AGENT": SAFARI, "REMOTE_ADDR": "198.51.100.7"}
    if act == "password":
        assert change(here, PASSWORD, NEW).status_code == 204
    else:
        enrol(here)
    assert here.cookies["sessionid"].value != key
    assert listed(here) == before
    assert (before[0]["browser"], before[0]["address"]) == ("Firefox on Linux", "192.0.2.1")
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert who(stolen) is None


def test_a_session_that_the_release_before_begins_and_saves_is_listed(person: User) -> None:
    """Its processes go on while others are upgraded, and know none of the new columns."""
    here, there = signed_in(person), signed_in(person)
    key = there.cookies["sessionid"].value
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sessions (session_key, session_data, expire_date, person_id)"
            " SELECT repeat('a', 32), session_data, expire_date, person_id FROM sessions WHERE session_key = %s",
            [key],
        )
    before = {session["id"]: session for session in listed(here)}
    assert len(before) == 3
    assert all(session["begun_at"] and session["last_seen_at"] for session in before.values())
    store = SessionStore(session_key=key)
    store["language"] = "en"
    store.save()  # makes the row anew from what the store knows
    assert {session["id"]: session for session in listed(here)} == before


def test_a_session_that_signs_nobody_in_is_not_listed(person: User) -> None:
    here, there = signed_in(person), signed_in(person)
    there_key = there.cookies["sessionid"].value
    Session.objects.filter(session_key=there_key).update(expire_date=F("expire_date") - timedelta(days=1))
    assert len(listed(here)) == 1
    person.set_password(NEW)
    person.save()
    assert sign_in(here, person.email, NEW).status_code == 200
    assert [session["is_current"] for session in listed(here)] == [True]


def test_a_user_ends_one_session(person: User) -> None:
    here, there, elsewhere = (signed_in(person) for _ in range(3))
    [one] = Session.objects.filter(session_key=there.cookies["sessionid"].value)
    assert post(here, f"/session/all/{one.id}/", method="DELETE").status_code == 204
    assert (who(there), who(elsewhere)["id"]) == (None, str(person.pk))
    assert post(here, f"/session/all/{one.id}/", method="DELETE").status_code == 404
    ended = AuditEvent.objects.filter(action="session.ended", actor_id=str(person.pk), subject_id=str(person.pk))
    assert ended.count() == 1


def test_a_user_ends_all_other_sessions(person: User) -> None:
    here = signed_in(person)
    others = [signed_in(person) for _ in range(2)]
    boss = signed_in(operator())
    assert post(here, "/session/all/end_others/").json() == {"ended": 2}
    assert [who(other) for other in others] == [None, None]
    assert who(here)
    assert who(boss)
    assert post(here, "/session/all/end_others/").json() == {"ended": 0}


def test_another_users_session_is_as_absent_as_an_unknown_one(person: User) -> None:
    here, boss = signed_in(person), signed_in(operator())
    theirs = Session.objects.get(session_key=boss.cookies["sessionid"].value)
    answers = [
        post(here, f"/session/all/{each}/", method="DELETE")
        for each in (theirs.id, "0197a1b2-0000-7000-8000-000000000000", "x", "%00")
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert who(boss)


OWN = [
    ("POST", "/session/password/"),
    ("GET", "/session/all/"),
    ("POST", "/session/all/end_others/"),
    ("DELETE", "/session/all/0197a1b2-0000-7000-8000-000000000000/"),
    ("GET", "/session/second_factor/"),
    ("POST", "/session/second_factor/"),
    ("POST", "/session/second_factor/turn_on/"),
    ("POST", "/session/second_factor/turn_off/"),
    ("POST", "/session/second_factor/recovery_codes/"),
]


@pytest.mark.parametrize(("method", "address"), OWN)
def test_an_account_belongs_to_who_signed_in(client: Client, settings: Settings, method: str, address: str) -> None:
    for is_open in (True, False):
        settings.PAYOUT_OPEN_ACCESS = is_open
        response = post(client, address, {}, method)
        assert (response.status_code, response.json()["error"]) == (401, "unauthenticated")
        assert response.json()["message"] == "Sign in first."


@pytest.mark.parametrize(("method", "address"), [each for each in OWN if each[0] != "GET"])
def test_a_change_needs_the_csrf_token(person: User, method: str, address: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert sign_in(client, person.email).status_code == 200
    response: Any = client.generic(method, address, "{}", "application/json")
    assert (response.status_code, response.json()["error"]) == (403, "csrf_failed")
