"""The names of the cookies, and requests with two of one name."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.merchants.models import Merchant
from tests.support.engine import CHECKOUT
from tests.support.users import PASSWORD, operator, people, person_of_merchant, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")

NAMES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
READ = f"from server import settings; print(*(getattr(settings, name) for name in {NAMES}))"
CLOSED = {
    "DEBUG": "false",
    "SECRET_KEY": "a test's own secret: 0Zk7-Qm2x_Vb9r+Ty4u=Nw6e/Lp3i",
    "PAYOUT_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}


@pytest.fixture
def person(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


@pytest.fixture
def prefixed(settings: Settings) -> None:
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.mark.parametrize(
    ("environment", "prefix"),
    [
        (CLOSED, "__Host-"),
        (CLOSED | {"PAYOUT_SECURE_COOKIES": "false"}, ""),
        ({"DEBUG": "true"}, ""),
        ({"DEBUG": "true", "PAYOUT_SECURE_COOKIES": "true"}, "__Host-"),
    ],
)
def test_cookies_over_https_have_names_that_no_other_host_can_set(environment: dict[str, str], prefix: str) -> None:
    environment = {"PATH": "/usr/bin:/bin", "PAYOUT_ENV_FILE": ""} | environment
    told = subprocess.run(
        [sys.executable, "-c", READ], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == [f"{prefix}sessionid", f"{prefix}csrftoken"]


@pytest.mark.usefixtures("prefixed")
def test_the_cookies_are_as_browsers_ask_for_such_names(client: Client, person: User) -> None:
    cookies = sign_in(client, person.email).cookies
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert client.get("/session/").json()["person"]["name"] == person.email


@pytest.mark.usefixtures("prefixed")
def test_a_cookie_of_the_old_name_counts_for_nothing(client: Client, person: User) -> None:
    sign_in(client, person.email)
    key, token = (client.cookies[name].value for name in ("__Host-sessionid", "__Host-csrftoken"))
    planted = {"Cookie": f"sessionid={key}; csrftoken={token}"}
    assert Client().get("/session/", headers=planted).json() == {"person": None}
    both = {"Cookie": f"sessionid={'x' * 32}; __Host-sessionid={key}"}
    assert Client().get("/session/", headers=both).json()["person"]["name"] == person.email


@pytest.mark.parametrize("header", ["{mine}; {theirs}", "{theirs}; {mine}", "{mine}; {mine}", "a=b;{theirs} ;{mine};"])
def test_of_two_session_cookies_neither_counts(client: Client, settings: Settings, person: User, header: str) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    theirs = Client(enforce_csrf_checks=True)
    sign_in(theirs, operator().email)
    sign_in(client, person.email)
    cookies = header.format(
        mine=f"sessionid={client.cookies['sessionid'].value}", theirs=f"sessionid={theirs.cookies['sessionid'].value}"
    )
    browser = Client(raise_request_exception=False)
    assert browser.get("/session/", headers={"Cookie": cookies}).json() == {"person": None}
    assert browser.get("/api/v1/merchants/", headers={"Cookie": cookies}).status_code == 401
    assert browser.get("/admin/", headers={"Cookie": cookies}).status_code == 302


def test_of_two_csrf_cookies_neither_counts(client: Client, person: User) -> None:
    client.get("/session/")
    token = client.cookies["csrftoken"].value
    body: Any = json.dumps({"name": person.email, "password": PASSWORD})
    for cookies, status in ((f"csrftoken={'x' * 32}; csrftoken={token}", 403), (f"csrftoken={token}", 200)):
        signed_in = Client(enforce_csrf_checks=True).post(
            "/session/", body, "application/json", headers={"Cookie": cookies, "X-CSRFToken": token}
        )
        assert signed_in.status_code == status


def test_a_message_of_the_admin_needs_no_cookie_of_its_own(client: Client, person: User) -> None:
    client.force_login(operator())
    response = client.get("/admin/payouts/payout/?status=%00")
    assert response.status_code == 302
    assert "messages" not in response.cookies
    assert "Nothing can be looked up" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("blank", ["\N{EN QUAD}", "\N{NO-BREAK SPACE}", "\N{NEXT LINE}", "\N{IDEOGRAPHIC SPACE}"])
@pytest.mark.usefixtures("prefixed")
def test_a_blank_that_browsers_take_for_a_part_of_the_name_makes_another_cookie(person: User, blank: str) -> None:
    """A sibling host may set it, as to a browser its name has no prefix. Django strips the blank."""
    browser = Client()
    sign_in(browser, person.email)
    session = f"__Host-sessionid={browser.cookies['__Host-sessionid'].value}"
    planted = f"{blank}{session}".encode().decode("latin-1")
    assert who(planted) is None
    assert who(f"{session}; {planted}") == who(f"{planted}; {session}") == who(session) == str(person.pk)


def who(cookies: str) -> Any:
    user = Client().get("/session/", HTTP_COOKIE=cookies).json()["person"]
    return user and user["id"]
