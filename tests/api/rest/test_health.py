from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client

from tests.api.conftest import ApiCaller, renamed


@contextmanager
def connected_to_nothing() -> Iterator[None]:
    """No server listens at the address in the settings."""
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host


def test_the_engine_is_healthy_while_its_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_the_engine_is_not_healthy_without_its_database(client: Client) -> None:
    with connected_to_nothing():
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})
    assert client.get("/healthz").status_code == 200


def test_the_engine_is_not_healthy_without_its_tables(client: Client) -> None:
    with renamed("ledger_entries"):
        assert client.get("/healthz").status_code == 503


def test_health_sends_one_statement_to_the_database(caller: ApiCaller, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert caller.client.get("/healthz").status_code == 200


def test_a_read_only_database_is_unhealthy_and_refuses_writes(caller: ApiCaller) -> None:
    """A standby, or a primary that another one has replaced."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        assert caller.client.get("/healthz").status_code == 503
        response = caller.create()
        assert (response.status_code, response.json()["error"], response["Retry-After"]) == (503, "unavailable", "1")
        assert caller.get("payouts/").json()["count"] == 0
    finally:
        connection.close()
    assert caller.client.get("/healthz").status_code == 200
    assert caller.create().status_code == 201


def test_both_apis_answer_503_without_a_database(caller: ApiCaller) -> None:
    with connected_to_nothing():
        rest = caller.create()
        listed = caller.get("payouts/")
        graphql_response = caller.ask("{ merchants { totalCount } }")
    for response in (rest, listed):
        assert (response.status_code, response.json()["error"], response["Retry-After"]) == (503, "unavailable", "1")
    assert [error["extensions"]["code"] for error in graphql_response.json()["errors"]] == ["UNAVAILABLE"]
    assert b"nowhere" not in rest.content + listed.content + graphql_response.content
    assert caller.create().status_code == 201
