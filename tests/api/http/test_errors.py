"""Internal and database errors: callers learn what to do, and never read the exception's message."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, no_row_changes, payouts_of, renamed


@pytest.fixture
def impatient(database: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        yield
        cursor.execute("RESET lock_timeout")


@contextmanager
def another_session() -> Iterator[psycopg.Connection]:
    """A connection of the owner, whom no policy and no missing grant stops."""
    parameters = connection.get_connection_params()
    named: dict[str, Any] = {name: parameters[name] for name in ("host", "port", "dbname") if name in parameters}
    named |= {"user": settings.DB_OWNER["USER"], "password": settings.DB_OWNER["PASSWORD"]}
    with psycopg.connect(**named) as other:
        yield other
        other.rollback()


@contextmanager
def locked(merchant: Merchant) -> Iterator[None]:
    """Holds the lock like a process that was stopped in the middle of a payout."""
    with another_session() as other:
        other.execute("SELECT FROM merchants WHERE id = %s FOR NO KEY UPDATE", [merchant.id])
        yield


@pytest.mark.usefixtures("impatient")
def test_a_merchant_that_stays_locked_gets_503_and_retry_after(caller: ApiCaller) -> None:
    key = uuid4()
    began = time.monotonic()
    with locked(caller.merchant), no_row_changes():
        response = caller.create(key=key)
    assert time.monotonic() - began < 30  # without the limit it would wait as long as the lock is held
    assert (response.status_code, response["Retry-After"]) == (503, "1")
    assert response.json() == {
        "error": "unavailable",
        "message": "The engine cannot answer right now. Nothing was lost; send the same request again.",
    }
    assert [caller.create(key=key).status_code for _ in range(2)] == [201, 200]
    assert payouts_of(caller.merchant) == 1


@pytest.mark.usefixtures("impatient")
def test_a_merchant_that_stays_locked_gets_503_in_graphql(caller: ApiCaller) -> None:
    key = uuid4()
    with locked(caller.merchant), no_row_changes():
        response = caller.create_by_graphql(key)
    [error] = response.json()["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("UNAVAILABLE", ["createPayout"])
    assert (response.status_code, response["Retry-After"], response.json()["data"]) == (503, "1", None)
    assert [caller.create_by_graphql(key).json()["data"]["createPayout"]["replayed"] for _ in "12"] == [False, True]
    assert payouts_of(caller.merchant) == 1


@pytest.mark.usefixtures("impatient")
def test_a_locked_merchant_stops_no_other_and_no_reader(caller: ApiCaller, stranger: ApiCaller) -> None:
    with locked(caller.merchant):
        assert stranger.create().status_code == 201
        assert caller.get("balance/").status_code == 200


@pytest.mark.usefixtures("impatient")
def test_a_replay_needs_no_lock(caller: ApiCaller) -> None:
    key = uuid4()
    first = caller.create(key=key)
    with locked(caller.merchant):
        assert caller.create(key=key).content == first.content


def test_a_cut_connection_is_replaced(caller: ApiCaller) -> None:
    assert connection.connection is not None
    with another_session() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    key = uuid4()
    response = caller.create(key=key)
    assert (response.status_code, response.json()["error"]) == (503, "unavailable")
    connection.close_if_unusable_or_obsolete()  # as Django does after every request
    assert caller.create(key=key).status_code == 201
    assert payouts_of(caller.merchant) == 1


def test_a_query_without_any_data_is_503_and_a_partial_result_is_200(caller: ApiCaller) -> None:
    both = "query ($m: ID!) { merchant(id: $m) { name } other: merchant(id: $m) { balance { totalPaise } } }"
    balance = "query ($m: ID!) { merchant(id: $m) { balance { totalPaise } } }"
    with connection.cursor() as cursor, another_session() as other:
        cursor.execute("SET statement_timeout = '50ms'")
        other.execute("LOCK TABLE ledger_entries")
        nothing = caller.ask(balance, m=str(caller.merchant.id))
        something = caller.ask(both, m=str(caller.merchant.id))
        cursor.execute("RESET statement_timeout")
    assert (nothing.status_code, nothing["Retry-After"]) == (503, "1")
    assert nothing.json()["data"] == {"merchant": None}
    assert (something.status_code, "Retry-After" in something) == (200, False)
    assert something.json()["data"] == {"merchant": {"name": caller.merchant.name}, "other": None}


SECRET = "ledger_entries"


def test_an_internal_error_shows_only_its_request_id(caller: ApiCaller, caplog: pytest.LogCaptureFixture) -> None:
    with renamed("ledger_entries"):
        response = caller.get("ledger/")
    assert (response.status_code, response["Content-Type"]) == (500, "application/json")
    assert response.json() == {
        "error": "internal_error",
        "message": "Something went wrong on our side. The X-Request-Id of this answer tells us what.",
    }
    assert_logged(response["X-Request-Id"], caplog)


def test_an_internal_error_shows_only_its_request_id_in_graphql(
    caller: ApiCaller, caplog: pytest.LogCaptureFixture
) -> None:
    with renamed("ledger_entries"):
        response = caller.ask("query ($m: ID!) { ledger(merchantId: $m) { totalCount } }", m=str(caller.merchant.id))
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL_ERROR", "requestId": response["X-Request-Id"]}
    assert SECRET not in response.content.decode()
    assert_logged(response["X-Request-Id"], caplog)


def test_an_internal_error_inside_a_list_hides_its_message(caller: ApiCaller) -> None:
    caller.create()
    document = """query ($m: ID!) {
      merchant(id: $m) { name }
      payouts(merchantId: $m) { edges { node { id merchant { balance { totalPaise } } } } }
    }"""
    with renamed("ledger_entries"):
        response = caller.ask(document, m=str(caller.merchant.id))
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"INTERNAL_ERROR"}
    assert SECRET not in response.content.decode()


def test_an_error_during_a_creation_leaves_nothing(caller: ApiCaller, caplog: pytest.LogCaptureFixture) -> None:
    key = uuid4()
    for create in (caller.create, caller.create_by_graphql):
        with renamed("idempotency_records"):
            response = create(key)
        assert SECRET not in response.content.decode()
        assert_logged(response["X-Request-Id"], caplog)
    assert payouts_of(caller.merchant) == 0
    assert caller.create(key=key).status_code == 201


@pytest.mark.usefixtures("as_the_owner")
def test_an_error_in_the_result_does_not_undo_the_payout(caller: ApiCaller) -> None:
    """The payout is accepted though its result fails, and the same key shows it again."""
    key = uuid4()
    document = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) {
      __typename ... on CreatePayoutSuccess { payout { merchant { bankAccounts { id } } } } } }"""
    inputs = {
        "merchantId": str(caller.merchant.id),
        "bankAccountId": str(caller.account.id),
        "amountPaise": 100,
        "idempotencyKey": str(key),
    }
    trigger = "CREATE TRIGGER cut AFTER INSERT ON idempotency_records EXECUTE FUNCTION cut()"
    with connection.cursor() as cursor:
        # Without the column the payout could not be created, so it disappears at the very end of the creation.
        cursor.execute(
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN ALTER TABLE bank_accounts RENAME COLUMN is_verified TO cut; RETURN NULL; END$$"
        )
        cursor.execute(trigger)
        try:
            response = caller.ask(document, input=inputs)
        finally:
            cursor.execute("DROP FUNCTION cut CASCADE")
            cursor.execute("ALTER TABLE bank_accounts RENAME COLUMN cut TO is_verified")
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"INTERNAL_ERROR"}
    assert Payout.objects.get(merchant=caller.merchant).idempotency_key == key
    assert caller.ask(document, input=inputs).json()["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"
    assert payouts_of(caller.merchant) == 1


def test_refusals_are_not_logged_as_faults(caller: ApiCaller, caplog: pytest.LogCaptureFixture) -> None:
    caller.create(amount_paise=0)
    caller.create(amount_paise=10**9)
    caller.ask("{ nothing }")
    caller.ask("{ balance(merchantId: 7) { totalPaise } }")
    caller.ask("query ($p: Paise!) { __typename }", p="x")
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def assert_logged(request_id: str, caplog: pytest.LogCaptureFixture) -> None:
    found = [record for record in caplog.records if request_id in record.getMessage()]
    assert len(found) == 1
    assert found[0].levelname == "ERROR"
    assert found[0].exc_info


def test_a_slow_statement_is_cancelled_with_503(caller: ApiCaller, new_merchant: Callable[..., Merchant]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        try:
            with another_session() as other:
                other.execute("LOCK TABLE payouts")
                response = caller.get("payouts/")
        finally:
            cursor.execute("RESET statement_timeout")
    assert (response.status_code, response.json()["error"]) == (503, "unavailable")
