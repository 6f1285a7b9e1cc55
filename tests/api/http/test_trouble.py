"""What callers are told when the fault is ours, or the database's: never whose words, always what to do."""

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
from tests.api.conftest import Caller, no_row_changes, payouts_of, renamed


@pytest.fixture
def impatient(database: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        yield
        cursor.execute("RESET lock_timeout")


@contextmanager
def another_session() -> Iterator[psycopg.Connection]:
    """The owner's, whom no policy and no missing right stands in the way of."""
    parameters = connection.get_connection_params()
    named: dict[str, Any] = {name: parameters[name] for name in ("host", "port", "dbname") if name in parameters}
    named |= {"user": settings.DB_OWNER["USER"], "password": settings.DB_OWNER["PASSWORD"]}
    with psycopg.connect(**named) as other:
        yield other
        other.rollback()


@contextmanager
def locked(merchant: Merchant) -> Iterator[None]:
    """As by a process that was stopped in the middle of a payout."""
    with another_session() as other:
        other.execute("SELECT FROM merchants WHERE id = %s FOR NO KEY UPDATE", [merchant.id])
        yield


@pytest.mark.usefixtures("impatient")
def test_a_merchant_that_stays_locked_is_told_to_try_again_soon(caller: Caller) -> None:
    key = uuid4()
    began = time.monotonic()
    with locked(caller.merchant), no_row_changes():
        answer = caller.create(key=key)
    assert time.monotonic() - began < 30  # without the limit it would wait as long as the lock is held
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert answer.json() == {
        "error": "unavailable",
        "message": "The engine cannot answer right now. Nothing was lost; send the same request again.",
    }
    assert [caller.create(key=key).status_code for _ in range(2)] == [201, 200]
    assert payouts_of(caller.merchant) == 1


@pytest.mark.usefixtures("impatient")
def test_a_merchant_that_stays_locked_is_told_so_in_graphql(caller: Caller) -> None:
    key = uuid4()
    with locked(caller.merchant), no_row_changes():
        answer = caller.create_by_graphql(key)
    [error] = answer.json()["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("UNAVAILABLE", ["createPayout"])
    assert (answer.status_code, answer["Retry-After"], answer.json()["data"]) == (503, "1", None)
    assert [caller.create_by_graphql(key).json()["data"]["createPayout"]["replayed"] for _ in "12"] == [False, True]
    assert payouts_of(caller.merchant) == 1


@pytest.mark.usefixtures("impatient")
def test_a_locked_merchant_stops_no_other_and_no_reader(caller: Caller, stranger: Caller) -> None:
    with locked(caller.merchant):
        assert stranger.create().status_code == 201
        assert caller.get("balance/").status_code == 200


@pytest.mark.usefixtures("impatient")
def test_a_replay_needs_no_lock(caller: Caller) -> None:
    key = uuid4()
    first = caller.create(key=key)
    with locked(caller.merchant):
        assert caller.create(key=key).content == first.content


def test_a_connection_that_was_cut_is_made_anew(caller: Caller) -> None:
    assert connection.connection is not None
    with another_session() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    key = uuid4()
    answer = caller.create(key=key)
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    connection.close_if_unusable_or_obsolete()  # as Django does after every request
    assert caller.create(key=key).status_code == 201
    assert payouts_of(caller.merchant) == 1


def test_a_query_of_which_nothing_came_is_503_and_one_of_which_something_came_is_not(caller: Caller) -> None:
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


def test_a_fault_of_ours_is_told_by_its_request_id_alone(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with renamed("ledger_entries"):
        answer = caller.get("ledger/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/json")
    assert answer.json() == {
        "error": "internal_error",
        "message": "Something went wrong on our side. The X-Request-Id of this answer tells us what.",
    }
    assert_logged(answer["X-Request-Id"], caplog)


def test_a_fault_of_ours_is_told_by_its_request_id_in_graphql(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with renamed("ledger_entries"):
        answer = caller.ask("query ($m: ID!) { ledger(merchantId: $m) { totalCount } }", m=str(caller.merchant.id))
    [error] = answer.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL_ERROR", "requestId": answer["X-Request-Id"]}
    assert SECRET not in answer.content.decode()
    assert_logged(answer["X-Request-Id"], caplog)


def test_a_fault_far_inside_a_list_is_told_without_its_words(caller: Caller) -> None:
    caller.create()
    document = """query ($m: ID!) {
      merchant(id: $m) { name }
      payouts(merchantId: $m) { edges { node { id merchant { balance { totalPaise } } } } }
    }"""
    with renamed("ledger_entries"):
        answer = caller.ask(document, m=str(caller.merchant.id))
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"INTERNAL_ERROR"}
    assert SECRET not in answer.content.decode()


def test_a_fault_while_a_payout_is_made_leaves_nothing(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    key = uuid4()
    for create in (caller.create, caller.create_by_graphql):
        with renamed("idempotency_records"):
            answer = create(key)
        assert SECRET not in answer.content.decode()
        assert_logged(answer["X-Request-Id"], caplog)
    assert payouts_of(caller.merchant) == 0
    assert caller.create(key=key).status_code == 201


@pytest.mark.usefixtures("as_the_owner")
def test_a_fault_in_what_is_shown_does_not_undo_what_was_done(caller: Caller) -> None:
    """The payout is accepted, its picture fails: the same key shows it again."""
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
        # A database without this table cannot make the payout; so it goes at the very end of making it.
        cursor.execute(
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN ALTER TABLE bank_accounts RENAME COLUMN is_verified TO cut; RETURN NULL; END$$"
        )
        cursor.execute(trigger)
        try:
            answer = caller.ask(document, input=inputs)
        finally:
            cursor.execute("DROP FUNCTION cut CASCADE")
            cursor.execute("ALTER TABLE bank_accounts RENAME COLUMN cut TO is_verified")
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"INTERNAL_ERROR"}
    assert Payout.objects.get(merchant=caller.merchant).idempotency_key == key
    assert caller.ask(document, input=inputs).json()["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"
    assert payouts_of(caller.merchant) == 1


def test_refusals_are_not_logged_as_faults(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
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


def test_a_slow_statement_is_cut_off_and_told_to_try_again(
    caller: Caller, new_merchant: Callable[..., Merchant]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        try:
            with another_session() as other:
                other.execute("LOCK TABLE payouts")
                answer = caller.get("payouts/")
        finally:
            cursor.execute("RESET statement_timeout")
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
