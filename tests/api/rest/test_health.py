from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client

from tests.api.conftest import Caller, renamed


@contextmanager
def connected_to_nothing() -> Iterator[None]:
    """No server answers where the settings say it is."""
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host


def test_the_engine_is_healthy_while_its_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_engine_is_not_healthy_without_its_database(client: Client) -> None:
    with connected_to_nothing():
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    assert client.get("/healthz").status_code == 200


def test_the_engine_is_not_healthy_without_its_tables(client: Client) -> None:
    with renamed("ledger_entries"):
        assert client.get("/healthz").status_code == 503


def test_health_asks_one_question_of_the_database(caller: Caller, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert caller.client.get("/healthz").status_code == 200


def test_a_database_that_takes_no_writes_is_not_there_for_what_writes(caller: Caller) -> None:
    """A standby, or a primary that another one has replaced."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        assert caller.client.get("/healthz").status_code == 503
        answer = caller.create()
        assert (answer.status_code, answer.json()["error"], answer["Retry-After"]) == (503, "unavailable", "1")
        assert caller.get("payouts/").json()["count"] == 0
    finally:
        connection.close()
    assert caller.client.get("/healthz").status_code == 200
    assert caller.create().status_code == 201


def test_without_a_database_both_apis_ask_to_try_again(caller: Caller) -> None:
    with connected_to_nothing():
        rest = caller.create()
        listed = caller.get("payouts/")
        asked = caller.ask("{ merchants { totalCount } }")
    for answer in (rest, listed):
        assert (answer.status_code, answer.json()["error"], answer["Retry-After"]) == (503, "unavailable", "1")
    assert [error["extensions"]["code"] for error in asked.json()["errors"]] == ["UNAVAILABLE"]
    assert b"nowhere" not in rest.content + listed.content + asked.content
    assert caller.create().status_code == 201
