"""The statements of one query have a time that they may take together; a mutation tells its result whatever it took."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from pytest_django import Settings

from tests.api.conftest import ApiCaller
from tests.conftest import owner_connection, pay
from tests.support.counting import round_trips


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Statements that read the table fail after `LOCK_SECONDS`."""
    with psycopg.connect(owner_connection().info.dsn, password=owner_connection().info.password) as session:
        session.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        session.rollback()


def look_up(*names: str, id: object) -> str:  # noqa: A002 - as the schema calls it
    return " ".join(f'{name}: payout(id: "{id}") {{ id }}' for name in names)


def test_after_the_deadline_the_rest_is_not_begun(caller: ApiCaller, settings: Settings) -> None:
    settings.QUERY_SECONDS = 1
    payout = pay(caller.merchant)
    with locked("payouts"):
        response = caller.ask(f"{{ viewer {{ kind }} {look_up('slow', 'late', 'later', id=payout.id)} }}")
    body = response.json()
    assert response.status_code == 200
    assert body["data"] == {"viewer": {"kind": "OPEN"}, "slow": None, "late": None, "later": None}
    assert {error["path"][0]: error["extensions"]["code"] for error in body["errors"]} == {
        "slow": "UNAVAILABLE",
        "late": "TIMEOUT",
        "later": "TIMEOUT",
    }
    assert "took too long" in body["errors"][1]["message"]


def test_a_query_that_gets_nothing_in_time_is_a_503(caller: ApiCaller, settings: Settings) -> None:
    settings.QUERY_SECONDS = 0
    response = caller.ask(f"{{ {look_up('a', 'b', id=caller.account.id)} }}")
    assert (response.status_code, response["Retry-After"]) == (503, "1")
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"TIMEOUT"}


def test_a_mutation_tells_its_result_whatever_it_took(caller: ApiCaller, settings: Settings) -> None:
    settings.QUERY_SECONDS = 0
    assert caller.create_by_graphql().json()["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"


def test_the_deadline_ends_with_its_query(caller: ApiCaller, settings: Settings) -> None:
    settings.QUERY_SECONDS = 0
    document = f"{{ {look_up('a', id=caller.account.id)} }}"
    assert caller.ask(document).status_code == 503
    assert caller.get("balance/").status_code == 200
    settings.QUERY_SECONDS = 5
    assert caller.ask(document).status_code == 200


def test_the_deadline_costs_no_round_trip(caller: ApiCaller) -> None:
    document = f"{{ {look_up('a', id=caller.account.id)} }}"
    caller.ask(document)
    with round_trips() as counted:
        caller.ask(document)
    assert counted.round_trips == 1
