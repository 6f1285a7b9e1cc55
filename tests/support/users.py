"""Users who sign in."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from server.access.models import FailedSignIn, Session
from server.access.password_hashing import InTurn, checking
from server.access.users import add_user
from server.merchants.models import Merchant
from tests.conftest import connected_as

PASSWORD = "seven kites over Madurai"


class QuickHasher(InTurn, MD5PasswordHasher):
    """Counts its hashes, since they are a sign-in's cost."""

    hashed = 0

    def encode(self, password: str, salt: str, *cost: int | None) -> str:
        QuickHasher.hashed += 1
        return super().encode(password, salt, *cost)


@pytest.fixture
def people(database: None, settings: Settings) -> Iterator[None]:
    """No users before and none after; passwords are hashed quickly."""
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickHasher"]
    yield
    Session.objects.all().delete()
    User.objects.all().delete()


def person_of_merchant(merchant: Merchant) -> User:
    return add_user(f"accounts-{merchant.id.hex}@example.in", PASSWORD, merchant.id)


def operator() -> User:
    return add_user("operator@example.in", PASSWORD, None)


def has_password(user: User, password: str) -> bool:
    """Looks at what is stored, past the throttle."""
    with checking():
        return user.check_password(password)


def sign_in(client: Client, name: object, password: object = PASSWORD, **headers: str) -> Any:
    return send(client, "POST", {"name": name, "password": password}, **headers)


def sign_out(client: Client) -> Any:
    return send(client, "DELETE")


def send(client: Client, method: str, body: object = None, **headers: str) -> Any:
    """Like the page: with the CSRF token that GET /session/ has put into a cookie."""
    if "csrftoken" not in client.cookies:
        client.get("/session/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    return client.generic(
        method,
        "/session/",
        "" if body is None else json.dumps(body),
        "application/json",
        headers=token | headers,
        CONTENT_TYPE="application/json",
    )


def minutes_pass(minutes: int) -> None:
    with connected_as(settings.DB_OWNER):
        FailedSignIn.objects.update(at=F("at") - timedelta(minutes=minutes))
