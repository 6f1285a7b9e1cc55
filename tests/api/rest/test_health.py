from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from server.integrity import readiness
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, renamed
from tests.database.marks import applied, marked


@pytest.fixture(autouse=True)
def _look_now() -> Iterator[None]:
    """Each test begins with a look, whatever the test before it has found."""
    readiness.forget()
    yield
    readiness.forget()


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
    assert (response.status_code, response.json()) == (
        503,
        {"status": "unavailable", "reason": "database_unavailable"},
    )
    assert client.get("/healthz").status_code == 200


def test_the_engine_is_not_healthy_without_its_tables(client: Client) -> None:
    with renamed("ledger_entries"):
        assert client.get("/healthz").status_code == 503


def test_between_two_looks_health_sends_one_statement_to_the_database(
    caller: ApiCaller, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LOOK_SECONDS", float("inf"))
    assert caller.client.get("/healthz").status_code == 200
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


def reason(client: Client) -> str | None:
    response = client.get("/healthz")
    assert response.status_code == (503 if "reason" in response.json() else 200)
    told: str | None = response.json().get("reason")
    return told


def test_keys_that_decrypt_nothing_are_unhealthy_once_the_next_look_is_due(
    client: Client, merchant: Merchant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LOOK_SECONDS", float("inf"))
    assert reason(client) is None
    before = settings.PAYOUT_ENCRYPTION_KEYS
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(32)]
    assert reason(client) is None
    monkeypatch.setattr(readiness, "LOOK_SECONDS", -1.0)
    assert reason(client) == "encryption_keys"
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(32), *before]
    assert reason(client) is None


def test_a_server_that_sees_no_merchants_rows_looks_at_all_of_them(
    client: Client, merchant: Merchant, settings: Settings
) -> None:
    """With access closed a connection begins without any merchant's rows."""
    settings.INITIAL_TENANT = ""
    settings.PAYOUT_ENCRYPTION_KEYS = [bytes(32)]
    connection.close()
    try:
        assert reason(client) == "encryption_keys"
    finally:
        connection.close()


def test_a_migration_that_this_release_does_not_know_is_unhealthy(client: Client) -> None:
    with applied("payouts", "0099_from_the_future"):
        assert reason(client) == "database_newer"
    readiness.forget()
    assert reason(client) is None


def test_a_later_release_that_admits_this_one_is_healthy(client: Client) -> None:
    with marked(3, oldest=2), applied("payouts", "0099_from_the_future"):
        assert reason(client) is None


def test_a_later_release_that_does_not_admit_this_one_is_unhealthy(client: Client) -> None:
    with marked(4, oldest=3):
        assert reason(client) == "database_newer"


def test_a_database_without_this_releases_migrations_is_unhealthy(client: Client) -> None:
    with applied("access", "0002_session_user", undo=True):
        assert reason(client) == "database_older"


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
