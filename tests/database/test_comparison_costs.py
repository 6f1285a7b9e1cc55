"""Texts are found by an index over their comparison form, however many there are. To make a form takes microseconds,
and a sign-in would make two for each user."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from server.access.users import find_user
from server.merchants.details import update_merchant
from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant

MANY = 400


@pytest.fixture
def crowd(as_the_owner: None) -> Iterator[None]:
    User.objects.bulk_create(User(username=f"{n}@crowd.example", email=f"{n}@crowd.example") for n in range(MANY))
    Merchant.objects.bulk_create(Merchant(name="Crowd", email=f"{n}@crowd.example") for n in range(MANY))
    yield
    User.objects.filter(email__endswith="@crowd.example").delete()


def forms_made_by(act: Callable[[], object]) -> int:
    """How often PostgreSQL computes a comparison form."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL track_functions = 'pl'")
        act()
        cursor.execute("SELECT pg_stat_get_xact_function_calls('comparison_form(text)'::regprocedure)")
        [calls] = cursor.fetchone()
    return calls or 0


def new_user() -> object:
    return User.objects.create(username=uuid4().hex, email=f"{uuid4().hex}@crowd.example")


def new_merchant() -> object:
    return create_merchant(name="Kaveri Silks LLP", email=f"{uuid4().hex}@kaveri.example")


ACTS = {
    "a sign-in": lambda: find_user("７@Crowd.example"),
    "a sign-in of nobody": lambda: find_user("nobody@crowd.example"),
    "a new user": new_user,
    "a new merchant": new_merchant,
    "another address": lambda: update_merchant(
        Merchant.objects.with_email("7@crowd.example")[0].id, email="x@y.example"
    ),
    "a merchant's address": lambda: Merchant.objects.find("７@Crowd.example"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_one_of_many_is_found_without_making_the_forms_of_all(crowd: None, act: Callable[[], object]) -> None:
    # Also where tables are so small that PostgreSQL would rather read them whole.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE auth_user, merchants")
    assert forms_made_by(act) < 20


def test_a_crowd_is_inserted_by_one_statement(crowd: None) -> None:
    more = [Merchant(name="Crowd", email=f"{n}@more.example") for n in range(MANY)]
    assert forms_made_by(lambda: Merchant.objects.bulk_create(more)) < 5 * MANY
