"""Row-level security: bound to one merchant, a connection has no others, whatever is asked of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.api.http.middleware import every_response
from server.bank.simulator import Script, SimulatedBank
from server.database import row_security
from server.integrity.catalogue import expected_guards, missing_guards
from server.ledger.balance import balance_of, history_of
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant
from server.payments.receiving import record_payment
from server.payouts import idempotency, lifecycle
from server.payouts.models import IdempotencyRecord, Payout, PayoutAttempt
from server.payouts.states import Status
from tests.api.keys import new_key
from tests.conftest import account_of, make_due, pay
from tests.support import counting
from tests.support.racing import at_once, in_the_background
from tests.support.web import web_server

# With a reason each: whose a caller's rows are is looked up here; and the trail begins before that is known.
WITHOUT = {"api_keys", "memberships", "trail_events"}


@pytest.fixture(autouse=True)
def at_rest(database: None, settings: Settings) -> Iterator[None]:
    """As the web server is while access is closed: a connection begins with nothing."""
    options = connection.settings_dict["OPTIONS"]
    before = options["options"]
    connection.close()
    options["options"] = before.replace("payout.merchant=*", "payout.merchant=")
    settings.INITIAL_TENANT = ""
    assert options["options"] != before
    yield
    connection.close()
    row_security.reset()
    options["options"] = before


@contextmanager
def seeing(merchant_id: UUID | None) -> Iterator[None]:
    row_security.bind(merchant_id)
    try:
        yield
    finally:
        row_security.reset()


@pytest.fixture
def two(new_merchant: Callable[..., Merchant]) -> Iterator[tuple[Merchant, Merchant]]:
    """Two merchants, each with rows in every table."""
    with seeing(None):
        mine, theirs = new_merchant(), new_merchant()
        for merchant in (mine, theirs):
            pay(merchant)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES (%s, 1)", [merchant.id])
        assert lifecycle.settle_due(SimulatedBank()) == 2
    yield mine, theirs
    row_security.bind(None)  # for the audit


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def tables_of_merchants() -> dict[str, str]:
    """Each table with merchants' rows, and the expression that says whose. From the catalog: none can be forgotten."""
    found = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND a.attname = 'merchant_id' AND NOT a.attisdropped"
    )
    # What belongs to such a row belongs to its merchant too.
    below = rows(
        "SELECT DISTINCT k.conrelid::regclass::text FROM pg_constraint k WHERE k.contype = 'f'"
        " AND k.confrelid = ANY (%s::regclass[])",
        ["payouts", "bank_accounts", "ledger_entries"],
    )
    own = {table: "merchant_id" for [table] in found}
    theirs = {table: "(SELECT p.merchant_id FROM payouts p WHERE p.id = payout_id)" for [table] in below}
    return {"merchants": "id"} | theirs | own


PROTECTED = {
    *("merchants", "bank_accounts", "payouts", "payout_attempts"),
    *("ledger_entries", "ledger_checkpoints", "idempotency_records"),
}


def test_every_table_of_merchants_is_protected() -> None:
    assert set(tables_of_merchants()) == PROTECTED | WITHOUT
    assert {table for _, table in expected_guards().policies} == PROTECTED


@pytest.mark.parametrize("table", sorted(PROTECTED))
def test_bound_to_a_merchant_none_of_anothers_rows_are_there(two: tuple[Merchant, Merchant], table: str) -> None:
    mine, theirs = two
    whose = tables_of_merchants()[table]
    owners = f"SELECT DISTINCT {whose} FROM {table}"
    with seeing(None):
        assert {owner for [owner] in rows(owners)} == {mine.id, theirs.id}
    with seeing(mine.id):
        assert {owner for [owner] in rows(owners)} == {mine.id}
        assert rows(f"SELECT FROM {table} WHERE {whose} = %s", theirs.id) == []
    assert rows(f"SELECT FROM {table}") == []
    with seeing(uuid4()):
        assert rows(f"SELECT FROM {table}") == []


WRITES = {
    "bank_accounts": "is_primary = NOT is_primary",
    "merchants": "id = id",
    "payouts": "next_attempt_at = now()",
}


@pytest.mark.parametrize("table", WRITES)
def test_anothers_rows_cannot_be_changed_or_locked(two: tuple[Merchant, Merchant], table: str) -> None:
    mine, theirs = two
    whose = tables_of_merchants()[table]
    with seeing(mine.id), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {WRITES[table]} WHERE {whose} = %s", [theirs.id])
        assert cursor.rowcount == 0
        assert rows(f"SELECT FROM {table} WHERE {whose} = %s FOR NO KEY UPDATE", theirs.id) == []


def test_anothers_answers_cannot_be_deleted(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    with seeing(mine.id), connection.cursor() as cursor:
        cursor.execute("DELETE FROM idempotency_records WHERE merchant_id = %s", [theirs.id])
        assert cursor.rowcount == 0


# What their triggers look for is not there to be seen either, and these come first.
REFUSED = {
    "idempotency_records": "was not created by merchant",
    "ledger_checkpoints": "would miss entries",
}


LIKE = {"payouts": "status = 'pending'", "ledger_entries": "reference IS NOT NULL"}


@pytest.mark.parametrize("table", sorted(PROTECTED))
def test_a_row_cannot_be_added_for_another(two: tuple[Merchant, Merchant], table: str) -> None:
    """A copy of one of theirs, with an id of its own."""
    mine, theirs = two
    whose = tables_of_merchants()[table]
    with seeing(None):
        pay(theirs)
        [copy, *_] = rows(
            f"SELECT to_jsonb(t)::text FROM {table} t WHERE {whose} = %s AND {LIKE.get(table, 'true')}", theirs.id
        )
        [[columns]] = rows(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            table,
        )
    anew = {"id": str(uuid4()), "email": "other@else.example", "reference": "ANOTHER", "seq": 0}
    if table == "ledger_checkpoints":
        del anew["seq"]
    row = json.dumps({name: anew.get(name, value) if value else value for name, value in json.loads(copy[0]).items()})
    insert = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)"
    with seeing(mine.id), pytest.raises(DatabaseError, match=REFUSED.get(table, "violates row-level security")):
        rows(f"{insert} RETURNING 1", row)
    if table in {"payout_attempts", "ledger_entries"}:  # where nothing else is wrong with a copy
        with seeing(theirs.id), transaction.atomic():
            assert rows(f"{insert} RETURNING 1", row)
            transaction.set_rollback(True)


def test_the_whole_engine_works_for_a_bound_merchant(two: tuple[Merchant, Merchant], settings: Settings) -> None:
    merchant, theirs = two
    key = uuid4()
    with seeing(merchant.id):
        payout = pay(merchant, 10_000, key=key)
        assert pay(merchant, 10_000, key=key) == payout
        with pytest.raises(Exception, match="another amount"):
            pay(merchant, 10_001, key=key)
        record_payment(merchant_id=merchant.id, amount_paise=5, reference="INV-2")
        account_of(merchant, Script.ACCOUNT_CLOSED)
        assert balance_of(merchant.id).available_paise == 80_005
        assert balance_of(theirs.id).seq == 0
        assert history_of(theirs.id, 10) == []
        assert Payout.objects.count() == 2
        assert lifecycle.settle_due(SimulatedBank()) == 1  # and not because another's would be due
    with seeing(None):
        settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 1e-9
        assert idempotency.purge_expired() == 3
        assert PayoutAttempt.objects.count() == 3


def test_a_worker_settles_every_merchants_payouts(two: tuple[Merchant, Merchant]) -> None:
    with seeing(None):
        payouts = [pay(merchant, 100) for merchant in two]
        assert lifecycle.settle_due(SimulatedBank()) == 2
        for payout in payouts:
            payout.refresh_from_db()
            assert payout.status == Status.COMPLETED


def test_a_bound_connection_does_not_take_anothers_payout_up(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    with seeing(None):
        payout = pay(theirs, 100)
        make_due(payout)
    with seeing(mine.id):
        assert lifecycle.settle_due(SimulatedBank()) == 0
    with seeing(None):
        assert lifecycle.settle_due(SimulatedBank()) == 1


# --- how a connection is bound -----------------------------------------------------------------------------------


def bound_to() -> str:
    """What PostgreSQL itself says, past everything of ours."""
    assert connection.connection is not None
    with connection.connection.cursor() as cursor:
        return str(cursor.execute("SELECT current_setting('payout.merchant')").fetchone()[0])


def serve(view: Callable[[], Any]) -> None:
    """A request on this thread, through the middleware."""

    def answer(_request: HttpRequest) -> HttpResponse:
        view()
        return HttpResponse()

    every_response(answer)(HttpRequest())


def look() -> None:
    rows("SELECT 1")


def bind_and_look(merchant_id: UUID | None) -> Callable[[], None]:
    def view() -> None:
        row_security.bind(merchant_id)
        look()

    return view


def test_the_next_request_of_a_thread_begins_with_nothing() -> None:
    mine = uuid4()
    serve(bind_and_look(mine))
    assert bound_to() == str(mine)  # no round trip was spent on the end …
    serve(look)
    assert bound_to() == ""  # … but none of the next one's statements met it
    serve(bind_and_look(None))
    assert bound_to() == "*"


def test_a_request_that_fails_ends_too() -> None:
    def fails() -> None:
        row_security.bind(uuid4())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        serve(fails)
    look()
    assert bound_to() == ""


def test_a_rollback_leaves_no_wrong_idea_of_what_is_seen(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    row_security.bind(mine.id)
    row_security.reset()
    with seeing(mine.id):
        for ending in (True, False):
            with transaction.atomic():
                row_security.bind(theirs.id)
                assert Merchant.objects.get() == theirs
                transaction.set_rollback(ending)
            assert Merchant.objects.get() == theirs
            row_security.bind(mine.id)
            assert Merchant.objects.get() == mine
    with transaction.atomic():  # stale, and the first statement is in a transaction
        assert not Merchant.objects.exists()
        transaction.set_rollback(True)
    assert not Merchant.objects.exists()


FIND = f"SELECT {row_security.binding('id')} FROM (SELECT %s::uuid AS id) AS found"


def test_who_is_looked_up_is_bound_by_the_question(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    with seeing(mine.id):
        assert Merchant.objects.get() == mine
        assert row_security.look_up(FIND, str(theirs.id)) == (str(theirs.id),)
        assert bound_to() == str(theirs.id)
        assert Merchant.objects.get() == mine  # it was for nothing, unless it is said that this is the caller
    row_security.look_up(FIND, str(theirs.id))
    with counting.round_trips() as asked, seeing(theirs.id):
        assert Merchant.objects.get() == theirs
    assert asked.round_trips == 1


@pytest.mark.parametrize("ending", [True, False], ids=["rolled back", "committed"])
def test_who_is_looked_up_in_a_transaction_is_bound_for_no_longer(two: tuple[Merchant, Merchant], ending: bool) -> None:
    mine, theirs = two
    with seeing(mine.id):
        assert Merchant.objects.get() == mine
        with transaction.atomic():
            row_security.look_up(FIND, str(theirs.id))
            assert Merchant.objects.get() == mine
            row_security.look_up(FIND, str(theirs.id))
            transaction.set_rollback(ending)
    with seeing(theirs.id):
        assert Merchant.objects.get() == theirs
    with seeing(mine.id):
        assert Merchant.objects.get() == mine


def test_in_a_transaction_the_last_word_counts(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    row_security.bind(mine.id)
    with transaction.atomic():
        row_security.bind(theirs.id)
        assert Merchant.objects.get() == theirs
        row_security.bind(mine.id)
        assert Merchant.objects.get() == mine


def test_in_a_transaction_that_failed_nothing_is_bound(two: tuple[Merchant, Merchant]) -> None:
    with seeing(two[0].id):
        with transaction.atomic():
            with pytest.raises(ProgrammingError), transaction.atomic(savepoint=False):
                rows("SELECT nonsense")
            row_security.bind(two[1].id)
            with pytest.raises(transaction.TransactionManagementError):
                look()
        assert Merchant.objects.get() == two[1]


def test_a_connection_that_is_made_within_a_request_sees_what_the_request_sees(two: tuple[Merchant, Merchant]) -> None:
    with seeing(two[0].id):
        assert connection.connection is not None
        connection.close()
        assert Merchant.objects.get() == two[0]
        assert bound_to() == str(two[0].id)
    connection.close()
    assert not Merchant.objects.exists()


def test_each_thread_sees_for_itself(two: tuple[Merchant, Merchant]) -> None:
    with seeing(two[0].id), in_the_background(lambda: list(Merchant.objects.all())) as elsewhere:
        assert elsewhere.result(timeout=20) == []
        assert Merchant.objects.get() == two[0]


def round_trips(view: Callable[[], None]) -> list[str]:
    """The statements that PostgreSQL got during this request, ours and those that the binding cost."""
    sent: list[str] = []
    original = connection.connection.cursor if connection.connection else None
    assert original

    class Counting:
        def __init__(self, cursor: Any) -> None:
            self.cursor = cursor

        def __getattr__(self, name: str) -> Any:
            return getattr(self.cursor, name)

        def __enter__(self) -> "Counting":
            self.cursor.__enter__()
            return self

        def __exit__(self, *raised: Any) -> None:
            self.cursor.__exit__(*raised)

        def execute(self, sql: Any, *arguments: Any, **options: Any) -> Any:
            sent.append(str(sql))
            return self.cursor.execute(sql, *arguments, **options)

    connection.connection.cursor = lambda *a, **k: Counting(original(*a, **k))
    try:
        serve(view)
    finally:
        del connection.connection.cursor
    return sent


def test_binding_costs_one_round_trip_and_none_for_the_same_merchant_again(settings: Settings) -> None:
    look()
    mine, theirs = uuid4(), uuid4()

    def asked(merchant_id: UUID) -> Callable[[], None]:
        def view() -> None:
            with row_security.identifying():
                look()
            row_security.bind(merchant_id)
            look()

        return view

    costs = [len(round_trips(asked(merchant))) - 2 for merchant in (mine, mine, theirs, mine)]
    assert costs == [1, 0, 1, 1]


def test_with_open_access_binding_costs_nothing(settings: Settings) -> None:
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    options["options"] += " -c payout.merchant=*"
    settings.INITIAL_TENANT = "*"
    look()
    assert len(round_trips(bind_and_look(None))) == 1
    assert len(round_trips(bind_and_look(None))) == 1


# --- through the APIs --------------------------------------------------------------------------------------------


@pytest.fixture
def closed(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.mark.usefixtures("closed")
def test_a_query_that_forgets_its_merchant_shows_no_other(
    two: tuple[Merchant, Merchant], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first belt cut through: the lists ask for every row there is."""
    mine, theirs = two
    with seeing(None):
        key = new_key(mine, Scope.READ).secret
        everyones = new_key(None).secret
        [foreign] = Payout.objects.filter(merchant=theirs)
    monkeypatch.setattr("server.api.rest.payouts.rows_of", lambda model, _caller: model.objects.all())
    address = f"/api/v1/payouts/{foreign.id}/"
    answer = client.get(address, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 404
    assert client.get(address, headers={"Authorization": f"Bearer {everyones}"}).status_code == 200
    assert client.get(address, headers={"Authorization": f"Bearer {key}"}).status_code == 404
    assert client.get("/healthz").status_code == 200
    assert not Merchant.objects.exists()


def test_verify_ledger_finds_a_policy_that_was_tampered_with(two: tuple[Merchant, Merchant]) -> None:
    """Run as the owner, whom no policy binds."""
    from tests.conftest import connected_as

    with connected_as(django_settings.DB_OWNER):
        for sabotage in (
            "ALTER TABLE payouts DISABLE ROW LEVEL SECURITY",
            "DROP POLICY of_the_seen_merchant ON payouts",
            "ALTER POLICY of_the_seen_merchant ON payouts USING (true)",
            "ALTER POLICY of_the_seen_merchant ON payouts WITH CHECK (true)",
            "CREATE POLICY another ON payouts USING (true)",
        ):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sabotage)
                [fault] = missing_guards(expected_guards())
                assert "on payouts" in fault
                transaction.set_rollback(True)
        output = StringIO()
        call_command("verify_ledger", stdout=output)
        assert "Every paisa is accounted for." in output.getvalue()


def test_operators_verbs_work_unbound_to_any_merchant() -> None:
    with seeing(None):
        merchant = create_merchant(name="A", email="a@a.example")
        account = add_bank_account(
            merchant_id=merchant.id,
            account_holder_name="A",
            account_number="123456789",
            ifsc_code="HDFC0001234",
            account_type=BankAccount.AccountType.CURRENT,
        )
        assert (account.is_primary, IdempotencyRecord.objects.count()) == (True, 0)
    row_security.bind(None)


def test_on_a_real_server_callers_that_take_turns_on_its_threads_meet_no_rows_of_each_other(
    two: tuple[Merchant, Merchant],
) -> None:
    with seeing(None):
        keys = {merchant.id: new_key(merchant, Scope.READ, Scope.PAYOUTS).secret for merchant in two}
        operators = new_key(None).secret
        accounts = {merchant.id: account_of(merchant).id for merchant in two}
    with web_server(PAYOUT_OPEN_ACCESS="false") as server:

        def ask(number: int) -> tuple[UUID, set[str], int]:
            merchant = two[number % 2]
            bearer = {"Authorization": f"Bearer {keys[merchant.id]}"}
            order = {"amount_paise": 1, "bank_account_id": str(accounts[merchant.id])}
            paid = server.ask("POST", "/api/v1/payouts/", order, **bearer, Idempotency_Key=str(uuid4()))
            listed = json.loads(server.ask("GET", "/api/v1/merchants/", **bearer).body)["results"]
            every = server.ask("GET", "/api/v1/merchants/", Authorization=f"Bearer {operators}")
            assert json.loads(every.body)["count"] == 2
            return merchant.id, {row["id"] for row in listed}, paid.status

        answers = at_once(24, ask)
        assert server.ask("GET", "/api/v1/merchants/").status == 401
        assert server.ask("GET", "/healthz").status == 200
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert all((own, {str(own)}, 201) == answer for answer in answers for own in [answer[0]])  # type: ignore[index]
    with seeing(None):
        assert [Payout.objects.filter(merchant=merchant).count() for merchant in two] == [13, 13]
