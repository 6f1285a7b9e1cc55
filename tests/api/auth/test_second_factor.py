"""The second factor: set up, asked for at every sign-in, each code once, and required of whom the setting names."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from server.merchants.models import Merchant
from tests.support.second_factors import code_step, enrol
from tests.support.users import people, person_of_merchant, sign_in

__all__ = ["people"]
pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def person(merchant: Merchant) -> User:
    return person_of_merchant(merchant)


def who(client: Client) -> Any:
    return client.get("/session/").json()["person"]


def test_a_code_is_asked_for_once_the_factor_is_on(client: Client, person: User) -> None:
    sign_in(client, person.email)
    app = enrol(client)
    assert who(client)["id"] == str(person.pk)  # this session goes on

    other = Client()
    assert sign_in(other, person.email).json() == {"person": None, "step": "code"}
    assert other.get("/session/").json() == {"person": None, "step": "code"}
    response = code_step(other, app.next_code())
    assert (response.status_code, response.json()["person"]["id"]) == (200, str(person.pk))
    assert who(other)["id"] == str(person.pk)
