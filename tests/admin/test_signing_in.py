"""Signing in to the admin: it asks for the second factor as the dashboard does, and is no way around it."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.access.models import Session
from tests.support.second_factors import App, code_step, enrol, post
from tests.support.users import PASSWORD, people, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

LOGIN = "/admin/login/?next=/admin/auth/user/"


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss", "boss@example.in", PASSWORD)


def enrolled(user: User) -> App:
    client = Client()
    sign_in(client, user.get_username())
    return enrol(client)


def submit(client: Client, **fields: str) -> Any:
    client.get(LOGIN)
    return client.post(LOGIN, fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def half_signed_in(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    response = submit(client, username=user.get_username(), password=PASSWORD)
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    return client


def test_the_password_alone_opens_the_admin_to_who_has_no_second_factor(boss: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = submit(client, username="boss", password=PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/admin/auth/user/")
    assert client.get("/admin/").status_code == 200
    assert Session.objects.get().browser == "Another program"


def test_the_admin_asks_for_the_code(boss: User) -> None:
    app = enrolled(boss)
    client = half_signed_in(boss)
    for address in ("/admin/", "/admin/auth/user/", f"/admin/auth/user/{boss.pk}/password/", "/admin/password_change/"):
        assert client.get(address).status_code == 302, address
    page = client.get(LOGIN).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert "password" not in page.lower()

    wrong = submit(client, code=app.wrong_code())
    assert (wrong.status_code, "Wrong code" in wrong.content.decode()) == (200, True)
    assert client.get("/admin/").status_code == 302
    right = submit(client, code=app.next_code())
    assert (right.status_code, right["Location"]) == (302, "/admin/auth/user/")
    assert client.get("/admin/").status_code == 200


def test_a_code_without_a_password_opens_nothing(boss: User) -> None:
    app = enrolled(boss)
    client = Client()
    assert submit(client, code=app.next_code()).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_the_step_may_be_finished_in_the_dashboard(boss: User) -> None:
    app = enrolled(boss)
    client = half_signed_in(boss)
    assert code_step(client, app.next_code()).status_code == 200
    assert client.get("/admin/").status_code == 200


def test_wrong_codes_are_throttled_together_with_the_dashboards(boss: User) -> None:
    app = enrolled(boss)
    dashboard = Client()
    sign_in(dashboard, "boss")
    for _ in range(3):
        assert code_step(dashboard, app.wrong_code()).status_code == 403
    client = half_signed_in(boss)
    for _ in range(2):
        assert submit(client, code=app.wrong_code()).status_code == 200
    throttled = submit(client, code=app.next_code())
    assert (throttled.status_code, 700 <= int(throttled["Retry-After"]) <= 900) == (429, True)
    assert "Too many attempts" in throttled.content.decode()


def test_somebody_else_may_sign_in_instead(boss: User) -> None:
    enrolled(boss)
    other = User.objects.create_user("opal", "opal@example.in", PASSWORD, is_staff=True)
    client = half_signed_in(boss)
    response = client.post(
        LOGIN,
        {"username": "opal", "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"].value},
    )
    assert response.status_code == 302
    assert client.get("/session/").json()["person"]["id"] == str(other.pk)


def test_who_needs_a_second_factor_sets_it_up_before_anything_else(boss: User, settings: Settings) -> None:
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    client = half_signed_in(boss)
    assert client.get("/admin/").status_code == 302
    page = client.get(LOGIN).content.decode()
    key = re.search(r"<code>((?:[A-Z2-7]{4} ?){8})</code>", page)
    assert key
    assert re.search(r'<path d="(M\d+ \d+h\d+v1h-\d+z)+"', page)
    app = App(key[1])
    wrong = submit(client, code=app.wrong_code()).content.decode()
    assert ("Wrong code" in wrong, key[0] in wrong) == (True, True)  # what was scanned stays right
    assert client.get("/admin/").status_code == 302
    done = submit(client, code=app.next_code())
    assert done.status_code == 200
    codes = re.findall(r"<code>([a-z2-9-]{19})</code>", done.content.decode())
    assert (len(codes), 'href="/admin/auth/user/"' in done.content.decode()) == (10, True)
    assert client.get("/admin/auth/user/").status_code == 200
    assert submit(half_signed_in(boss), code=codes[0]).status_code == 302


def test_a_session_without_the_factor_opens_nothing(boss: User, settings: Settings) -> None:
    """Such as one from before the factor was set up, or before the engine asked for one."""
    client = Client()
    client.force_login(boss)
    assert client.get("/admin/").status_code == 200
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    assert client.get("/admin/").status_code == 302
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "off"
    enrolled(boss)
    assert client.get("/admin/").status_code == 302
    form = {"password1": "nine kites over Madurai", "password2": "nine kites over Madurai", "set-password": "Set"}
    assert post(client, f"/admin/auth/user/{boss.pk}/password/", form).status_code == 302
    boss.refresh_from_db()
    assert sign_in(Client(), "boss").status_code == 200


def test_a_missing_key_is_told(boss: User, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(range(32))]
    app = enrolled(boss)
    client = half_signed_in(boss)
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(range(1, 33))]
    code = app.next_code()
    refused = submit(client, code=code)
    assert (refused.status_code, refused["Retry-After"]) == (503, "1")
    assert "lacks the encryption key" in refused.content.decode()
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(range(32))]
    assert submit(client, code=code).status_code == 302


def test_the_codes_of_an_enrolment_are_throttled(boss: User, settings: Settings) -> None:
    settings.PAYOUT_REQUIRE_SECOND_FACTOR = "operators"
    client = half_signed_in(boss)
    app = App(post(client, "/session/second_factor/").json()["secret"])
    for _ in range(5):
        assert submit(client, code=app.wrong_code()).status_code == 200
    throttled = submit(client, code=app.next_code())
    assert (throttled.status_code, 700 <= int(throttled["Retry-After"]) <= 900) == (429, True)
