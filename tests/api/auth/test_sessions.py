"""Signing in and out: accepted input, the cost of guessing, and the rights and end of a session."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from server.access.models import FailedSignIn, Session
from server.access.users import disable_user
from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.api.conftest import no_row_changes
from tests.api.http.test_bodies import BROKEN_JSON
from tests.support.racing import at_once
from tests.support.users import (
    PASSWORD,
    QuickHasher,
    minutes_pass,
    operator,
    people,
    person_of_merchant,
    send,
    sign_in,
    sign_out,
)

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

WRONG = "eight kites over Madurai"
REFUSED = {"error": "sign_in_refused", "message": "Wrong e-mail or password."}
NOBODY = {"person": None}


@pytest.fixture
def person(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


def another_browser() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def who(client: Client) -> Any:
    return client.get("/session/").json()["person"]


def test_a_merchants_user_signs_in_and_out(client: Client, merchant: Merchant, person: User) -> None:
    assert client.get("/session/").json() == NOBODY
    seen = {
        "id": str(person.pk),
        "name": person.email,
        "scopes": ["approvals", "beneficiaries", "keys", "payouts", "read", "team", "webhooks"],
        "role": "owner",
        "merchant_id": str(merchant.id),
    }
    response = sign_in(client, person.email)
    assert (response.status_code, response.json()) == (200, {"person": seen})
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/json", "no-store")
    assert who(client) == seen

    response = sign_out(client)
    assert (response.status_code, response.json()) == (200, NOBODY)
    assert client.get("/session/").json() == NOBODY


def test_an_operator_sees_every_merchant(client: Client) -> None:
    seen = sign_in(client, operator().email).json()["person"]
    everything = ["beneficiaries", "keys", "operate", "payouts", "read", "team", "webhooks"]
    assert (seen["merchant_id"], seen["role"], seen["scopes"]) == (None, None, everything)


def test_the_name_is_the_e_mail_address_or_the_user_name_in_any_case(client: Client) -> None:
    boss = User.objects.create_superuser("boss", "Boss@Example.in", PASSWORD)
    for name in ("boss", "BOSS", "boss@example.in", " Boss@Example.in "):
        assert sign_in(client, name).json()["person"]["id"] == str(boss.pk)


def test_a_name_that_fits_two_users_signs_nobody_in(client: Client) -> None:
    User.objects.create_user("one", "shared@example.in", PASSWORD, is_staff=True)
    User.objects.create_user("two", "shared@example.in", PASSWORD, is_staff=True)
    assert sign_in(client, "shared@example.in").json() == REFUSED
    assert sign_in(client, "two").status_code == 200


def test_unknown_names_wrong_passwords_and_disabled_users_get_one_response_at_one_cost(
    client: Client, person: User
) -> None:
    disabled = operator()
    disable_user(disabled)
    inactive = User.objects.create_user("inactive@example.in", None, PASSWORD, is_active=False, is_staff=True)
    unknown = "nobody@example.in"
    tries = {person.email: WRONG, unknown: PASSWORD, disabled.email: PASSWORD, inactive.username: PASSWORD}
    for name, password in tries.items():
        QuickHasher.hashed = 0
        response = sign_in(client, name, password)
        assert (response.status_code, response.json(), QuickHasher.hashed) == (403, REFUSED, 1), name
    assert who(client) is None
    assert not Session.objects.exists()


def test_a_user_without_access_is_refused_and_gets_no_session(client: Client) -> None:
    User.objects.create_user("nobody@example.in", None, PASSWORD)
    response = sign_in(client, "nobody@example.in")
    assert (response.status_code, response.json()["error"]) == (403, "no_access")
    assert not Session.objects.exists()


TEXT = "a string of 1 to"
BAD_FIELDS: dict[str, tuple[Any, str]] = {
    "no name": ({"password": PASSWORD}, "name"),
    "no password": ({"name": "a@example.in"}, "password"),
    "a name of null": ({"name": None, "password": PASSWORD}, "name"),
    "a name that is a number": ({"name": 1, "password": PASSWORD}, "name"),
    "a name that is a list": ({"name": ["a"], "password": PASSWORD}, "name"),
    "a name that is an object": ({"name": {"$ne": ""}, "password": PASSWORD}, "name"),
    "an empty name": ({"name": "", "password": PASSWORD}, "name"),
    "a name too long": ({"name": "a" * 255, "password": PASSWORD}, "name"),
    "a password of null": ({"name": "a@example.in", "password": None}, "password"),
    "a password that is true": ({"name": "a@example.in", "password": True}, "password"),
    "an empty password": ({"name": "a@example.in", "password": ""}, "password"),
    "a password too long": ({"name": "a@example.in", "password": "x" * 1001}, "password"),
}


@pytest.mark.parametrize("case", BAD_FIELDS)
def test_a_bad_field_is_refused_by_its_name(client: Client, person: User, case: str) -> None:
    body, field = BAD_FIELDS[case]
    with no_row_changes():
        response = send(client, "POST", body)
    assert (response.status_code, response.json()["error"], response.json()["field"]) == (
        400,
        "validation_error",
        field,
    )
    assert TEXT in response.json()["message"]
    assert not FailedSignIn.objects.exists()


def post_raw(client: Client, body: bytes, content_type: str = "application/json") -> Any:
    client.get("/session/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    return client.generic("POST", "/session/", body, content_type, headers=token, CONTENT_TYPE=content_type)


@pytest.mark.parametrize("case", BROKEN_JSON)
def test_a_body_that_is_not_a_json_object_is_refused(client: Client, case: str) -> None:
    response = post_raw(client, BROKEN_JSON[case])
    assert (response.status_code, response.json()["error"]) == (400, "validation_error")
    assert not FailedSignIn.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_form_is_refused(client: Client, person: User, content_type: str) -> None:
    response = post_raw(client, json.dumps({"name": person.email, "password": PASSWORD}).encode(), content_type)
    assert (response.status_code, response.json()["error"]) == (415, "unsupported_media_type")


def test_a_body_too_large_is_refused(client: Client) -> None:
    assert post_raw(client, b" " * 70_000).status_code == 413


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = send(client, method)
    assert (response.status_code, response["Allow"]) == (405, "DELETE, GET, HEAD, OPTIONS, POST")


def test_other_addresses_are_not_found(client: Client) -> None:
    for address in ("/session", "/session/x/"):
        assert client.get(address).json()["error"] == "not_found"


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_signing_in_and_out_needs_the_csrf_token(client: Client, person: User, method: str) -> None:
    """Even without a session: a stranger's page must not sign its visitor in as somebody else."""
    body = json.dumps({"name": person.email, "password": PASSWORD})
    response: Any = client.generic(method, "/session/", body, "application/json")
    assert (response.status_code, response.json()["error"]) == (403, "csrf_failed")
    other_origin = send(client, method, {"name": person.email, "password": PASSWORD}, Origin="http://evil.example")
    assert (other_origin.status_code, other_origin.json()["error"]) == (403, "csrf_failed")
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "cookie", ["", "x", "a-session", "%00", '"abc\\000defgh"', "A" * 32, "é" * 32, "a" * 5000, "'; DROP TABLE payouts"]
)
@pytest.mark.parametrize("address", ["/session/", "/admin/", "/api/v1/merchants/"])
def test_a_made_up_session_cookie_is_anonymous(client: Client, cookie: str, address: str) -> None:
    response: Any = client.get(address, headers={"Cookie": f"sessionid={cookie}"})
    assert response.status_code == (302 if address == "/admin/" else 200)
    if address == "/session/":
        assert response.json() == NOBODY


# --- throttling -----------------------------------------------------------------------------------------------


def fail(client: Client, name: str, times: int) -> None:
    for _ in range(times):
        assert sign_in(client, name, WRONG).status_code == 403


@pytest.mark.parametrize("name", ["accounts@example.in", "nobody@example.in"])
def test_after_five_failures_an_account_waits(client: Client, merchant: Merchant, name: str) -> None:
    """Throttling does not reveal whether the account exists either."""
    User.objects.create_user("accounts@example.in", None, PASSWORD, is_staff=True)
    fail(client, name, 5)
    QuickHasher.hashed = 0
    response = sign_in(another_browser(), name.upper())
    assert (response.status_code, response.json()["error"]) == (429, "too_many_attempts")
    assert 700 <= int(response["Retry-After"]) <= 900
    assert response.json()["message"] == "Too many attempts. Try again in 15 minutes."
    assert QuickHasher.hashed == 0


def test_the_wait_ends_by_itself(client: Client, person: User) -> None:
    fail(client, person.email, 4)
    minutes_pass(10)
    fail(client, person.email, 1)
    assert 200 <= int(sign_in(client, person.email)["Retry-After"]) <= 300
    minutes_pass(5)
    assert sign_in(client, person.email).status_code == 200
    assert not FailedSignIn.objects.exists()  # a success clears them, and old ones are deleted


def test_attempts_during_the_wait_do_not_extend_it(client: Client, person: User) -> None:
    fail(client, person.email, 5)
    minutes_pass(14)
    for _ in range(3):
        assert int(sign_in(client, person.email)["Retry-After"]) <= 60
    minutes_pass(1)
    assert sign_in(client, person.email).status_code == 200


def test_a_success_clears_the_accounts_failures(client: Client, person: User) -> None:
    for _ in range(3):
        fail(client, person.email, 4)
        assert sign_in(client, person.email).status_code == 200


def test_after_twenty_failures_an_address_waits_whatever_the_names(client: Client, person: User) -> None:
    for number in range(20):
        fail(client, f"{number}@example.in", 1)
    assert sign_in(client, person.email).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7", enforce_csrf_checks=True)
    assert sign_in(elsewhere, person.email).status_code == 200


def test_signing_in_to_one_account_does_not_clear_an_addresss_failures(client: Client, person: User) -> None:
    for number in range(19):
        fail(client, f"{number}@example.in", 1)
    assert sign_in(client, person.email).status_code == 200
    fail(client, "19@example.in", 1)
    assert sign_in(client, person.email).status_code == 429


def test_an_ipv6_address_counts_with_its_whole_network(person: User) -> None:
    for number in range(20):
        fail(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), f"{number}@example.in", 1)
    assert sign_in(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1"), person.email).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="2001:db8:1:3::1"), person.email).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", None),
        (1, "unknown", None),
        (1, "", None),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        (1, "198.51.100.1:50344", "198.51.100.1"),
        (1, "[2001:db8:1:2::7]:50344", "2001:db8:1:2::"),
        (1, "[2001:db8:1:2::7]", "2001:db8:1:2::"),
        (1, "198.51.100.1:port", None),
    ],
)
def test_only_addresses_that_our_proxies_saw_are_trusted(
    settings: Settings, person: User, proxies: int, forwarded: str, seen: str | None
) -> None:
    settings.PAYOUT_PROXIES = proxies
    sign_in(Client(REMOTE_ADDR="192.0.2.1"), person.email, WRONG, **{"X-Forwarded-For": forwarded})
    assert FailedSignIn.objects.get().address == seen


def test_five_of_many_simultaneous_guesses_are_checked(person: User) -> None:
    def guess(_: int) -> int:
        return int(sign_in(another_browser(), person.email, WRONG).status_code)

    assert Counter(at_once(12, guess)) == {403: 5, 429: 7}
    assert FailedSignIn.objects.count() == 5


def test_typed_names_and_passwords_are_not_stored(client: Client) -> None:
    fail(client, PASSWORD, 1)
    assert PASSWORD not in str(FailedSignIn.objects.values())


def test_the_admins_sign_in_goes_through_the_same_throttle(client: Client) -> None:
    boss = User.objects.create_superuser("boss", None, PASSWORD)
    fail(client, "boss", 3)
    assert client.get("/admin/login/").status_code == 200
    form = {"username": "boss", "password": WRONG, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    for _ in range(2):
        assert client.post("/admin/login/", form).status_code == 200
    throttled: Any = client.post("/admin/login/", form | {"password": PASSWORD})
    assert (throttled.status_code, 700 <= int(throttled["Retry-After"]) <= 900) == (429, True)
    assert "Too many attempts. Try again in 15 minutes." in throttled.content.decode()
    assert sign_in(client, "boss").status_code == 429
    minutes_pass(15)
    assert client.post("/admin/login/", form | {"password": PASSWORD}).status_code == 302
    assert who(client)["id"] == str(boss.pk)


# --- sessions -----------------------------------------------------------------------------------


def test_the_session_key_changes_with_every_sign_in(client: Client, person: User) -> None:
    keys = set()
    for _ in range(3):
        sign_in(client, person.email)
        keys.add(client.cookies["sessionid"].value)
    assert len(keys) == 3
    assert Session.objects.count() == 1  # the older sessions were deleted


def test_a_planted_session_is_not_signed_in(client: Client, person: User) -> None:
    planted = "a" * 32
    client.cookies["sessionid"] = planted
    assert sign_in(client, person.email).status_code == 200
    assert client.cookies["sessionid"].value != planted


def test_signing_out_ends_the_session_on_the_server(client: Client, person: User) -> None:
    sign_in(client, person.email)
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    assert who(copy)
    sign_out(client)
    assert who(copy) is None


def test_signing_in_as_somebody_else_ends_the_first_session(client: Client, person: User) -> None:
    other = operator()
    sign_in(client, person.email)
    first = client.cookies["sessionid"].value
    assert sign_in(client, other.email).json()["person"]["id"] == str(other.pk)
    assert not Session.objects.filter(session_key=first).exists()


def end_by_disabling(person: User) -> None:
    disable_user(person)


def end_by_another_password(person: User) -> None:
    person.set_password("nine kites over Madurai")
    person.save()


def end_by_a_stroke_of_the_operators(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def end_by_leaving_the_merchant(person: User) -> None:
    person.membership.delete()


def end_by_the_clock(person: User) -> None:
    Session.objects.update(expire_date=timezone.now())


@pytest.mark.parametrize(
    "end",
    [
        end_by_disabling,
        end_by_another_password,
        end_by_a_stroke_of_the_operators,
        end_by_leaving_the_merchant,
        end_by_the_clock,
    ],
)
def test_a_session_ends_on_the_server_at_once(
    client: Client, settings: Settings, person: User, end: Callable[[User], None]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    sign_in(client, person.email)
    address = f"/api/v1/balance/?merchant_id={person.membership.merchant_id}"
    assert client.get(address).status_code == 200
    end(person)
    assert who(client) is None
    assert client.get(address).status_code == 401


def test_expired_sessions_are_deleted_at_the_next_sign_in(client: Client, person: User) -> None:
    sign_in(another_browser(), person.email)
    end_by_the_clock(person)
    sign_in(client, person.email)
    assert [client.cookies["sessionid"].value] == list(Session.objects.values_list("session_key", flat=True))


def test_a_session_survives_a_rotation_of_the_secret_key_while_the_old_key_is_accepted(
    client: Client, settings: Settings, person: User
) -> None:
    sign_in(client, person.email)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key of ours" * 3, [settings.SECRET_KEY]
    assert who(client)["id"] == str(person.pk)
    settings.SECRET_KEY_FALLBACKS = []
    assert who(client) is None


def test_re_enabling_a_user_revives_no_old_session(client: Client, person: User) -> None:
    sign_in(client, person.email)
    disable_user(person)
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert who(client) is None


def test_cookies_are_same_site_and_the_session_is_hidden_from_scripts(
    client: Client, settings: Settings, person: User
) -> None:
    for secure in (False, True):
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = secure
        cookies = sign_in(client, person.email).cookies
        session, csrf = cookies["sessionid"], cookies["csrftoken"]
        assert (session["httponly"], session["samesite"], session["max-age"]) == (True, "Lax", 12 * 3600)
        assert (csrf["samesite"], csrf["max-age"]) == ("Lax", "")
        assert (bool(session["secure"]), bool(csrf["secure"])) == (secure, secure)


def test_with_a_session_a_payout_needs_the_csrf_token_and_no_key(
    client: Client, settings: Settings, merchant: Merchant, person: User
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    sign_in(client, person.email)
    account = merchant.bank_accounts.get()
    body = {"amount_paise": 5_000, "bank_account_id": str(account.id)}
    headers = {"Idempotency-Key": str(uuid4()), "X-Merchant-Id": str(merchant.id)}
    with no_row_changes():
        refused: Any = client.post("/api/v1/payouts/", body, "application/json", headers=headers)
        assert (refused.status_code, refused.json()["error"]) == (403, "csrf_failed")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    accepted = client.post("/api/v1/payouts/", body, "application/json", headers=headers | token)
    assert accepted.status_code == 201


# --- the viewer ------------------------------------------------------------------------


VIEWER = {"query": "{ viewer { kind name scopes merchantId role } }"}


def viewer(client: Client) -> Any:
    client.get("/session/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    return client.post("/graphql/", VIEWER, "application/json", headers=token).json()


def test_the_viewer_is_the_signed_in_user(client: Client, settings: Settings, merchant: Merchant, person: User) -> None:
    everything = ["READ", "PAYOUTS", "BENEFICIARIES", "WEBHOOKS", "APPROVALS", "TEAM", "KEYS", "OPERATE"]
    nobody = {"kind": "OPEN", "name": "open access", "scopes": everything, "merchantId": None, "role": None}
    assert viewer(client)["data"]["viewer"] == nobody
    settings.PAYOUT_OPEN_ACCESS = False
    assert viewer(client)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    sign_in(client, person.email)
    limited = {
        "kind": "PERSON",
        "name": person.email,
        "scopes": everything[:7],
        "merchantId": str(merchant.id),
        "role": "OWNER",
    }
    assert viewer(client)["data"]["viewer"] == limited
    settings.PAYOUT_OPEN_ACCESS = True
    assert viewer(client)["data"]["viewer"] == limited  # a session limits its caller even with open access
    boss = operator()
    sign_in(client, boss.email)
    of_operator = [scope for scope in everything if scope != "APPROVALS"]
    unlimited = {"kind": "PERSON", "name": boss.email, "scopes": of_operator, "merchantId": None, "role": None}
    assert viewer(client)["data"]["viewer"] == unlimited


def test_each_page_sets_the_csrf_token_that_its_calls_need(client: Client) -> None:
    for address in ("/", "/graphql/", "/session/"):
        assert "csrftoken" in client.get(address, headers={"Accept": "text/html"}).cookies, address


# --- the audit log ------------------------------------------------------------------------------------------


def test_the_audit_log_records_signing_in_and_out_and_granted_access(
    client: Client, merchant: Merchant, person: User
) -> None:
    begun = sign_in(client, person.email)
    ended = sign_out(client)
    disable_user(person)
    events = AuditEvent.objects.filter(subject_id=str(person.pk)).order_by("id")
    actions = ["person.added", "session.begun", "session.ended", "person.disabled"]
    assert list(events.values_list("action", flat=True)) == actions
    for response, action in ((begun, "session.begun"), (ended, "session.ended")):
        event = AuditEvent.objects.get(action=action)
        assert (event.actor_kind, event.actor_id, event.actor_name) == ("person", str(person.pk), person.email)
        assert (event.merchant_id, str(event.request_id)) == (merchant.id, response["X-Request-Id"])
