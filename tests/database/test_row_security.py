"""Row-level security: a connection bound to one merchant has no access to other merchants' rows, whatever the query."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any, NamedTuple, Self
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.alerts.alerts import create_alert
from server.alerts.models import AlertKind
from server.api.http.middleware import every_response
from server.audit_log.context import AuditContext
from server.balance_monitors.monitors import create_monitor
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.database import row_security
from server.database.policies import OPERATORS
from server.database.shelf import SqlKind
from server.integrity.catalogue import expected_guards, missing_guards
from server.ledger.balance import balance_of, history_of
from server.ledger.heads import issue_head
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant
from server.name_checks.checking import check_name
from server.payments.receiving import record_payment
from server.payouts import idempotency, lifecycle
from server.payouts.cancelling import cancel
from server.payouts.creation import PayoutRequest
from server.payouts.details import GivenDetails
from server.payouts.idempotency import Acceptance
from server.payouts.models import IdempotencyRecord, Payout, PayoutAttempt
from server.payouts.states import Status
from server.payouts.together import PayoutOf, create_payouts_together
from tests.api.keys import new_key
from tests.batches.conftest import refused_batch
from tests.conftest import account_of, connected_as, guards_off, make_due, pay
from tests.support import counting
from tests.support.approvals import approved_payout
from tests.support.bank_statements import reconciled_day
from tests.support.checks import violation_of
from tests.support.exports import written_export
from tests.support.fees import charge_fees, stop_fees
from tests.support.inward import inward_document, inward_payment, reversed_payment, unmatched
from tests.support.logged_requests import logged_request
from tests.support.operators import proposed_adjustment
from tests.support.orders import waiting_order
from tests.support.racing import at_once, in_the_background
from tests.support.receipts import awaited_and_cancelled
from tests.support.returns import returned_payout
from tests.support.reviews import told_of_review
from tests.support.servers import wait_until
from tests.support.statements import issued_statement
from tests.support.web import TimedResponse, web_server
from tests.support.webhooks import resent_webhook

# Tables without a policy: the first three identify the caller, and audit events may precede that.
WITHOUT_POLICY = {"api_keys", "memberships", "invitations", "trail_events"}


@pytest.fixture(autouse=True)
def unbound(database: None, settings: Settings) -> Iterator[None]:
    """As in the web server without open access: a connection starts without any merchant's rows."""
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
def bound_to(merchant_id: UUID | None) -> Iterator[None]:
    row_security.bind(merchant_id)
    try:
        yield
    finally:
        row_security.reset()


@pytest.fixture
def two(new_merchant: Callable[..., Merchant]) -> Iterator[tuple[Merchant, Merchant]]:
    """Two merchants, each with rows in every table."""
    with bound_to(None):
        mine, theirs = new_merchant(), new_merchant()
        for merchant in (mine, theirs):
            returned_payout(merchant)
        for merchant in (mine, theirs):
            told_of_review(pay(merchant, details=GivenDetails(reference="INV-201")))
            cancel(pay(merchant))
            approved_payout(merchant)
            proposed_adjustment(merchant)
            logged_request(merchant.id)
            refused_batch(merchant)
            written_export(merchant.id)
            issue_head(merchant.id, balance_of(merchant.id))
            create_monitor(merchant.id, below_paise=1)
            check_name(account_of(merchant).id)
            inward_document(inward_payment(merchant))
            unmatched(merchant)
            reversed_payment(merchant)
            waiting_order(merchant)
            awaited_and_cancelled(merchant)
            create_alert(merchant.id, AlertKind.RECEIPT_LATE)
            issued_statement(merchant)
            resent_webhook(merchant.id)
            violation_of(merchant)
            charge_fees(merchant)
            pay(merchant, script=Script.ACCOUNT_CLOSED)
            stop_fees(merchant)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES (%s, 1)", [merchant.id])
                cursor.execute(
                    "INSERT INTO forgotten_keys (merchant_id, key, payout_id)"
                    " SELECT merchant_id, key, payout_id FROM idempotency_records"
                    " WHERE merchant_id = %s",
                    [merchant.id],
                )
        assert lifecycle.settle_due(SimulatedBank()) == 10
    with guards_off(), connection.cursor() as cursor:  # none is due before the 500th entry
        cursor.execute(
            "INSERT INTO ledger_type_checkpoints (merchant_id, seq, entry_type, entries, paise)"
            " SELECT id, 1000, 'payout_hold', 1, -5 FROM merchants"
        )
        cursor.execute("UPDATE merchants SET terms_version = 0")  # the short way leaves those with terms alone
        # Given otherwise, they would be terms, and the merchants' payouts go another way.
        cursor.execute("INSERT INTO cooling_offs (merchant_id, hours) SELECT id, 1 FROM merchants")
        cursor.execute(
            "INSERT INTO cooled_payouts (payout_id, merchant_id, until)"
            " SELECT DISTINCT ON (merchant_id) id, merchant_id, now() FROM payouts ORDER BY merchant_id"
        )
    yield mine, theirs
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_type_checkpoints")
        cursor.execute("DELETE FROM cooled_payouts")
    row_security.bind(None)  # for the audit


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def tables_of_merchants() -> dict[str, str]:
    """Each table with merchants' rows, and the SQL of their merchant's id. From the catalog: none is forgotten."""
    found = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND a.attname = 'merchant_id' AND NOT a.attisdropped"
    )
    # The rows that refer to such a row belong to its merchant too.
    referring = rows(
        "SELECT DISTINCT k.conrelid::regclass::text FROM pg_constraint k WHERE k.contype = 'f'"
        " AND k.confrelid = ANY (%s::regclass[])",
        ["payouts", "bank_accounts", "ledger_entries"],
    )
    own = {table: "merchant_id" for [table] in found}
    theirs = {table: "(SELECT p.merchant_id FROM payouts p WHERE p.id = payout_id)" for [table] in referring}
    return {"merchants": "id"} | theirs | own


PROTECTED = {
    "merchants",
    "bank_accounts",
    "payouts",
    "payout_attempts",
    "ledger_entries",
    "ledger_checkpoints",
    "ledger_heads",
    "ledger_type_checkpoints",
    "idempotency_records",
    "forgotten_keys",
    "payout_details",
    "payout_cancellations",
    "payout_returns",
    "fee_plans",
    "merchant_tax_profiles",
    "fee_charges",
    "fee_refunds",
    "adjustments",
    "request_log",
    "payout_batches",
    "payout_batch_rows",
    "payout_batch_refusals",
    "export_jobs",
    "export_parts",
    "merchant_events",
    "balance_monitors",
    "account_checks",
    "alerts",
    "expected_receipts",
    "expected_receipt_ends",
    "inward_payments",
    "inward_reversals",
    "inward_documents",
    "inward_invoices",
    "inward_invoice_matches",
    "inward_invoice_unmatches",
    "payout_orders",
    "payout_order_books",
    "statement_day_starts",
    "statement_issues",
    "cooling_offs",
    "cooled_payouts",
    "approval_policies",
    "approval_bands",
    "approval_gates",
    "approvals",
    "webhook_endpoints",
    "webhook_messages",
    "webhook_attempts",
    "webhook_replays",
    "integrity_violations",
    "integrity_proven",
}


def test_every_table_with_merchants_rows_has_a_policy() -> None:
    assert set(tables_of_merchants()) == PROTECTED | WITHOUT_POLICY
    policies = {key.table for key in expected_guards().objects if key.kind is SqlKind.POLICY}
    assert policies == PROTECTED | OPERATORS


@pytest.mark.parametrize("table", sorted(OPERATORS))
def test_the_banks_statements_are_seen_by_who_sees_every_merchant(two: tuple[Merchant, Merchant], table: str) -> None:
    with bound_to(None):
        reconciled_day()
        assert rows(f"SELECT FROM {table}")
    with bound_to(two[0].id):
        assert rows(f"SELECT FROM {table}") == []
    assert rows(f"SELECT FROM {table}") == []


def test_a_bound_connection_has_only_its_merchants_rows(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two

    def check(*seen: Merchant) -> None:
        for table, merchant_id in tables_of_merchants().items():
            if table in PROTECTED:
                found = {owner for [owner] in rows(f"SELECT DISTINCT {merchant_id} FROM {table}")}
                assert found == {merchant.id for merchant in seen}, table

    with bound_to(None):
        check(mine, theirs)
    with bound_to(mine.id):
        check(mine)
        for table, merchant_id in tables_of_merchants().items():
            if table in PROTECTED:
                assert rows(f"SELECT FROM {table} WHERE {merchant_id} = %s", theirs.id) == [], table
    check()
    with bound_to(uuid4()):
        check()


def test_a_statement_bound_to_several_merchants_has_exactly_their_rows(
    two: tuple[Merchant, Merchant], new_merchant: Callable[..., Merchant]
) -> None:
    mine, theirs = two
    with bound_to(None):
        pay(new_merchant())
    of = tables_of_merchants()  # and binds the connection
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('payout.merchant', %s, true)", [f"{mine.id},{theirs.id}"])
        for table in sorted(PROTECTED):
            cursor.execute(f"SELECT DISTINCT {of[table]} FROM {table}")
            assert {owner for [owner] in cursor} == {mine.id, theirs.id}, table


@pytest.mark.parametrize("function", ["ledger_sums(%s, 9)", "ledger_balance(%s)", "ledger_balance_at(%s, 9)"])
def test_sums_are_of_the_bound_merchants_entries_alone(two: tuple[Merchant, Merchant], function: str) -> None:
    """They read as the tables' owner, so they ask by themselves."""
    mine, theirs = two

    def paise(merchant: Merchant) -> int:
        [[found]] = rows(f"SELECT available_paise FROM {function}", merchant.id)
        return int(found)

    with bound_to(None):
        everything = paise(mine)
        assert everything == paise(theirs) > 0
    with bound_to(mine.id):
        assert (paise(mine), paise(theirs)) == (everything, 0)
    assert (paise(mine), paise(theirs)) == (0, 0)
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('payout.merchant', %s, true)", [f"{uuid4()},{theirs.id}"])
        cursor.execute(f"SELECT available_paise FROM {function}", [theirs.id])
        assert cursor.fetchone() == (everything,)
        cursor.execute(f"SELECT available_paise FROM {function}", [mine.id])
        assert cursor.fetchone() == (0,)
    with connected_as(django_settings.DB_OWNER):  # is never bound
        assert (paise(mine), paise(theirs)) == (everything, everything)


def test_lines_by_type_are_of_the_bound_merchants_entries_alone(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two

    def lines(merchant: Merchant) -> int:
        return len(rows("SELECT FROM ledger_type_sums(%s, 9)", merchant.id))

    with bound_to(mine.id):
        assert lines(mine) > 0 == lines(theirs)
    assert lines(mine) == 0


def test_lineage_is_of_the_bound_merchants_entries_alone(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two

    def places(merchant: Merchant) -> int:
        back = "SELECT FROM lineage_given_back(%s, ARRAY(SELECT generate_series(1, 100)))"
        return len(rows("SELECT FROM lineage_flow(%s, true, 0, 9, 9)", merchant.id)) + len(rows(back, merchant.id))

    with bound_to(mine.id):
        assert places(mine) > 1
        assert places(theirs) == 0
    assert places(mine) == 0


def test_functions_that_read_as_the_owner_ask_whose_rows_they_may_tell() -> None:
    """A trigger's function cannot be called, so it may see all."""
    found = rows(
        "SELECT proname, prosrc ~ 'sees_merchant|sees_every_merchant' FROM pg_proc"
        " WHERE prosecdef AND prorettype <> 'trigger'::regtype AND pronamespace = 'public'::regnamespace ORDER BY 1"
    )
    names = [
        "alert_check",
        "balance_monitor_check",
        "find_payment",
        "ledger_periods",
        "ledger_sums",
        "ledger_type_sums",
        "lineage_flow",
        "lineage_given_back",
        "lineage_sums",
        "merchants_with_email",
        "payout_order_set_policy",
        "statement_day_start",
    ]
    assert found == [(name, True) for name in names]


def test_a_group_of_payouts_is_bound_to_exactly_its_merchants(two: tuple[Merchant, Merchant]) -> None:
    """Whatever the session is bound to, before and after."""
    mine, _ = two
    with bound_to(None):
        accounts = [account_of(merchant).id for merchant in two]
        others = PayoutRequest(accounts[1], 10, uuid4())
    group = [
        PayoutOf(merchant.id, PayoutRequest(account, 10, uuid4()), AuditContext())
        for merchant, account in zip(two, accounts, strict=True)
    ]
    for part in (group, group[:1]):
        assert all(isinstance(result, Acceptance) for result in create_payouts_together(part))
        assert rows("SELECT FROM payouts") == []
    refused = create_payouts_together([PayoutOf(mine.id, others, AuditContext()), group[1]])
    assert [isinstance(result, Acceptance) for result in refused] == [False, True]


WRITES = {
    "adjustments": "decided_at = NULL",
    "payout_batch_refusals": "message = 'x'",
    "bank_accounts": "is_primary = NOT is_primary",
    "merchants": "name = name",
    "payout_orders": "state = 'cancelled', ended_at = now()",
    "payouts": "next_attempt_at = now()",
}


@pytest.mark.parametrize("table", WRITES)
def test_another_merchants_rows_cannot_be_changed_or_locked(two: tuple[Merchant, Merchant], table: str) -> None:
    mine, theirs = two
    merchant_id = tables_of_merchants()[table]
    with bound_to(mine.id), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {WRITES[table]} WHERE {merchant_id} = %s", [theirs.id])
        assert cursor.rowcount == 0
        assert rows(f"SELECT FROM {table} WHERE {merchant_id} = %s FOR NO KEY UPDATE", theirs.id) == []


def test_another_merchants_receipts_cannot_be_deleted(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    with bound_to(mine.id), connection.cursor() as cursor:
        cursor.execute("DELETE FROM idempotency_records WHERE merchant_id = %s", [theirs.id])
        assert cursor.rowcount == 0


# The first ones look first whose payout it is, at the time and what the ledger says; nobody but triggers adds an event.
REFUSED_BEFORE = {
    "payout_details": "has no new payout",
    "payout_cancellations": "the time cannot be given",
    "payout_returns": "the time cannot be given",
    "fee_charges": "has no new payout",
    "fee_refunds": "is owed nothing",
    "approval_policies": "is not the next one",
    "approval_bands": "all of its bands from its beginning",
    "approval_gates": "has no new payout",
    "approvals": "the time cannot be given",
    "inward_documents": "of this number already",
    "inward_invoices": "of this number already",
    "ledger_heads": "does not say what the ledger says",
    "merchant_events": "permission denied",
    "ledger_type_checkpoints": "permission denied",
    "payout_order_books": "permission denied",
    "statement_day_starts": "permission denied",
    "cooled_payouts": "has no new payout",
}
ROW_TO_COPY = {
    "payouts": "status = 'pending'",
    "ledger_entries": "reference IS NOT NULL",
    "webhook_messages": "attempts = 0",
    "webhook_attempts": "number = 2",
    "webhook_replays": "message_id IS NULL",
}


def test_a_row_cannot_be_added_for_another_merchant(two: tuple[Merchant, Merchant]) -> None:
    """The row is a copy of one of the other merchant's, with a new id: its triggers, which see every row, admit it."""
    mine, theirs = two
    with bound_to(None):
        pay(theirs)
        copies = {table: Copy.of_row(table, theirs.id) for table in sorted(PROTECTED)}
    for table, copy in copies.items():
        with bound_to(mine.id), pytest.raises(DatabaseError) as refusal:
            copy.insert()
        assert REFUSED_BEFORE.get(table, "violates row-level security") in str(refusal.value), table
        if table in {"payout_attempts", "ledger_entries"}:  # where a copy is valid otherwise
            with bound_to(theirs.id), transaction.atomic():
                assert copy.insert()
                transaction.set_rollback(True)


class Copy(NamedTuple):
    """A row like one that is there, but for what is unique of it."""

    table: str
    columns: str
    row: str

    @classmethod
    def of_row(cls, table: str, merchant_id: UUID) -> Self:
        where = f"{tables_of_merchants()[table]} = %s AND {ROW_TO_COPY.get(table, 'true')}"
        [[text], *_] = rows(f"SELECT to_jsonb(t)::text FROM {table} t WHERE {where}", merchant_id)
        [[columns]] = rows(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            table,
        )
        changes = {
            "id": str(uuid4()),
            "idempotency_key": str(uuid4()),
            "email": "other@else.example",
            "reference": "ANOTHER",
            "seq": 0,
            "url": "https://192.0.32.8/another",
        }
        if table == "webhook_attempts":
            changes["number"] = 3
        if table in {"ledger_checkpoints", "ledger_heads"}:
            del changes["seq"]
        original = json.loads(text)
        row = {name: changes.get(name, value) if value else value for name, value in original.items()}
        return cls(table, columns, json.dumps(row))

    def insert(self) -> list[tuple[Any, ...]]:
        return rows(
            f"INSERT INTO {self.table} ({self.columns})"
            f" SELECT {self.columns} FROM jsonb_populate_record(NULL::{self.table}, %s) RETURNING 1",
            self.row,
        )


def test_the_whole_engine_works_for_a_bound_merchant(two: tuple[Merchant, Merchant], settings: Settings) -> None:
    merchant, theirs = two
    key = uuid4()
    with bound_to(None):
        before, keys, attempts = (model.objects.count() for model in (Payout, IdempotencyRecord, PayoutAttempt))
    with bound_to(merchant.id):
        available, mine = balance_of(merchant.id).available_paise, Payout.objects.count()
        assert 0 < mine < before
        payout = pay(merchant, 10_000, key=key)
        assert pay(merchant, 10_000, key=key) == payout
        with pytest.raises(Exception, match="another amount"):
            pay(merchant, 10_001, key=key)
        record_payment(merchant_id=merchant.id, amount_paise=5, reference="INV-2")
        account_of(merchant, Script.ACCOUNT_CLOSED)
        assert balance_of(merchant.id).available_paise == available - 10_000 + 5
        assert balance_of(theirs.id).seq == 0
        assert history_of(theirs.id, 10) == []
        assert Payout.objects.count() == mine + 1
        assert lifecycle.settle_due(SimulatedBank()) == 1  # its own: the other merchant's has ended
    with bound_to(None):
        settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 1e-9
        assert idempotency.purge_expired() == keys + 1
        assert PayoutAttempt.objects.count() == attempts + 1


def test_a_worker_settles_every_merchants_payouts(two: tuple[Merchant, Merchant]) -> None:
    with bound_to(None):
        payouts = [pay(merchant, 100) for merchant in two]
        assert lifecycle.settle_due(SimulatedBank()) == 2
        for payout in payouts:
            payout.refresh_from_db()
            assert payout.status == Status.COMPLETED


def test_a_bound_connection_does_not_claim_another_merchants_payout(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    with bound_to(None):
        payout = pay(theirs, 100)
        make_due(payout)
    with bound_to(mine.id):
        assert lifecycle.settle_due(SimulatedBank()) == 0
    with bound_to(None):
        assert lifecycle.settle_due(SimulatedBank()) == 1


# --- how a connection is bound -----------------------------------------------------------------------------------


def session_tenant() -> str:
    """PostgreSQL's own setting, read without the code under test."""
    assert connection.connection is not None
    with connection.connection.cursor() as cursor:
        return str(cursor.execute("SELECT current_setting('payout.merchant')").fetchone()[0])


def handle_request(view: Callable[[], Any]) -> None:
    """On this thread, through the middleware."""

    def respond(_request: HttpRequest) -> HttpResponse:
        view()
        return HttpResponse()

    every_response(respond)(HttpRequest())


def query() -> None:
    rows("SELECT 1")


def bind_and_query(merchant_id: UUID | None) -> Callable[[], None]:
    def view() -> None:
        row_security.bind(merchant_id)
        query()

    return view


def test_a_threads_next_request_starts_unbound() -> None:
    mine = uuid4()
    handle_request(bind_and_query(mine))
    assert session_tenant() == str(mine)  # the end of the request cost no round trip …
    handle_request(query)
    assert session_tenant() == ""  # … and the next request's first statement reset it
    handle_request(bind_and_query(None))
    assert session_tenant() == "*"


def test_the_binding_ends_with_a_failing_request_too() -> None:
    def fail() -> None:
        row_security.bind(uuid4())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        handle_request(fail)
    query()
    assert session_tenant() == ""


def test_a_rollback_leaves_the_binding_correct(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    row_security.bind(mine.id)
    row_security.reset()
    with bound_to(mine.id):
        for is_rolled_back in (True, False):
            with transaction.atomic():
                row_security.bind(theirs.id)
                assert Merchant.objects.get() == theirs
                transaction.set_rollback(is_rolled_back)
            assert Merchant.objects.get() == theirs
            row_security.bind(mine.id)
            assert Merchant.objects.get() == mine
    with transaction.atomic():  # the binding is stale, and the first statement is in a transaction
        assert not Merchant.objects.exists()
        transaction.set_rollback(True)
    assert not Merchant.objects.exists()


FIND_MERCHANT = f"SELECT {row_security.binding('id')} FROM (SELECT %s::uuid AS id) AS found"


def test_a_lookup_binds_the_connection_in_the_same_round_trip(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    with bound_to(mine.id):
        assert Merchant.objects.get() == mine
        assert row_security.look_up(FIND_MERCHANT, str(theirs.id)) == (str(theirs.id),)
        assert session_tenant() == str(theirs.id)
        assert Merchant.objects.get() == mine  # without a `bind` the lookup had no effect
    row_security.look_up(FIND_MERCHANT, str(theirs.id))
    with counting.round_trips() as counted, bound_to(theirs.id):
        assert Merchant.objects.get() == theirs
    assert counted.round_trips == 1


@pytest.mark.parametrize("is_rolled_back", [True, False], ids=["rolled back", "committed"])
def test_a_lookup_in_a_transaction_binds_until_its_end(two: tuple[Merchant, Merchant], is_rolled_back: bool) -> None:
    mine, theirs = two
    with bound_to(mine.id):
        assert Merchant.objects.get() == mine
        with transaction.atomic():
            row_security.look_up(FIND_MERCHANT, str(theirs.id))
            assert Merchant.objects.get() == mine
            row_security.look_up(FIND_MERCHANT, str(theirs.id))
            transaction.set_rollback(is_rolled_back)
    with bound_to(theirs.id):
        assert Merchant.objects.get() == theirs
    with bound_to(mine.id):
        assert Merchant.objects.get() == mine


def test_the_last_binding_in_a_transaction_applies(two: tuple[Merchant, Merchant]) -> None:
    mine, theirs = two
    row_security.bind(mine.id)
    with transaction.atomic():
        row_security.bind(theirs.id)
        assert Merchant.objects.get() == theirs
        row_security.bind(mine.id)
        assert Merchant.objects.get() == mine


def test_a_binding_in_a_failed_transaction_waits_for_its_end(two: tuple[Merchant, Merchant]) -> None:
    with bound_to(two[0].id):
        with transaction.atomic():
            with pytest.raises(ProgrammingError), transaction.atomic(savepoint=False):
                rows("SELECT nonsense")
            row_security.bind(two[1].id)
            with pytest.raises(transaction.TransactionManagementError):
                query()
        assert Merchant.objects.get() == two[1]


def test_a_connection_made_within_a_request_gets_the_requests_binding(two: tuple[Merchant, Merchant]) -> None:
    with bound_to(two[0].id):
        assert connection.connection is not None
        connection.close()
        assert Merchant.objects.get() == two[0]
        assert session_tenant() == str(two[0].id)
    connection.close()
    assert not Merchant.objects.exists()


def test_each_thread_has_its_own_binding(two: tuple[Merchant, Merchant]) -> None:
    with bound_to(two[0].id), in_the_background(lambda: list(Merchant.objects.all())) as elsewhere:
        assert elsewhere.result(timeout=20) == []
        assert Merchant.objects.get() == two[0]


def round_trips(view: Callable[[], None]) -> list[str]:
    """The statements that PostgreSQL receives during this request, with those that set the tenant."""
    sent: list[str] = []
    original = connection.connection.cursor if connection.connection else None
    assert original

    class CountingCursor:
        def __init__(self, cursor: Any) -> None:
            self.cursor = cursor

        def __getattr__(self, name: str) -> Any:
            return getattr(self.cursor, name)

        def __enter__(self) -> "CountingCursor":
            self.cursor.__enter__()
            return self

        def __exit__(self, *raised: Any) -> None:
            self.cursor.__exit__(*raised)

        def execute(self, sql: Any, *arguments: Any, **options: Any) -> Any:
            sent.append(str(sql))
            return self.cursor.execute(sql, *arguments, **options)

    connection.connection.cursor = lambda *a, **k: CountingCursor(original(*a, **k))
    try:
        handle_request(view)
    finally:
        del connection.connection.cursor
    return sent


def test_binding_costs_one_round_trip_and_none_for_the_same_merchant_again(settings: Settings) -> None:
    query()
    mine, theirs = uuid4(), uuid4()

    def identified(merchant_id: UUID) -> Callable[[], None]:
        def view() -> None:
            with row_security.identifying():
                query()
            row_security.bind(merchant_id)
            query()

        return view

    costs = [len(round_trips(identified(merchant))) - 2 for merchant in (mine, mine, theirs, mine)]
    assert costs == [1, 0, 1, 1]


def test_with_open_access_binding_costs_nothing(settings: Settings) -> None:
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    options["options"] += " -c payout.merchant=*"
    settings.INITIAL_TENANT = "*"
    query()
    assert len(round_trips(bind_and_query(None))) == 1
    assert len(round_trips(bind_and_query(None))) == 1


# --- through the APIs --------------------------------------------------------------------------------------------


@pytest.fixture
def without_open_access(settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False


@pytest.mark.usefixtures("without_open_access")
def test_a_query_without_its_merchant_filter_returns_no_other_merchants_rows(
    two: tuple[Merchant, Merchant], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first safeguard is off: the view queries every row."""
    mine, theirs = two
    with bound_to(None):
        key = new_key(mine, Scope.READ).secret
        operators = new_key(None).secret
        foreign = Payout.objects.filter(merchant=theirs)[0]
    monkeypatch.setattr("server.api.rest.payouts.rows_of", lambda model, _caller: model.objects.all())
    address = f"/api/v1/payouts/{foreign.id}/"
    response = client.get(address, headers={"Authorization": f"Bearer {key}"})
    assert response.status_code == 404
    assert client.get(address, headers={"Authorization": f"Bearer {operators}"}).status_code == 200
    assert client.get(address, headers={"Authorization": f"Bearer {key}"}).status_code == 404
    assert client.get("/healthz").status_code == 200
    assert not Merchant.objects.exists()


def test_verify_ledger_finds_an_altered_policy(two: tuple[Merchant, Merchant]) -> None:
    """As the owner, to whom no policy applies."""
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
        with guards_off(), connection.cursor() as cursor:
            for made_up in ("ledger_type_checkpoints", "cooled_payouts"):  # by the fixture
                cursor.execute(f"DELETE FROM {made_up}")
        output = StringIO()
        call_command("verify_ledger", stdout=output)
        assert "Every paisa is accounted for." in output.getvalue()


def test_operators_commands_work_for_every_merchant() -> None:
    with bound_to(None):
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


def test_callers_who_share_a_real_servers_threads_get_only_their_own_rows(
    two: tuple[Merchant, Merchant],
) -> None:
    with bound_to(None):
        keys = {merchant.id: new_key(merchant, Scope.READ, Scope.PAYOUTS).secret for merchant in two}
        operators = new_key(None).secret
        accounts = {merchant.id: account_of(merchant).id for merchant in two}
    with web_server(PAYOUT_OPEN_ACCESS="false") as server:

        def ask(*request: Any, **headers: str) -> TimedResponse:
            """Again after a 503: on a busy machine a statement's time may be over."""
            responses: list[TimedResponse] = []

            def is_answered() -> bool:
                responses.append(server.ask(*request, **headers))
                return responses[-1].status != 503

            wait_until(is_answered)
            return responses[-1]

        def call(number: int) -> tuple[UUID, set[str], int]:
            merchant = two[number % 2]
            bearer = {"Authorization": f"Bearer {keys[merchant.id]}"}
            order = {"amount_paise": 1, "bank_account_id": str(accounts[merchant.id])}
            paid = ask("POST", "/api/v1/payouts/", order, **bearer, Idempotency_Key=str(uuid4()))
            listed = json.loads(ask("GET", "/api/v1/merchants/", **bearer).body)["results"]
            every = ask("GET", "/api/v1/merchants/", Authorization=f"Bearer {operators}")
            assert json.loads(every.body)["count"] == 2
            return merchant.id, {row["id"] for row in listed}, paid.status

        results = at_once(24, call)
        assert server.ask("GET", "/api/v1/merchants/").status == 401
        assert server.ask("GET", "/healthz").status == 200
    assert [result for result in results if isinstance(result, Exception)] == []
    assert all((own, {str(own)}, 201) == result for result in results for own in [result[0]])  # type: ignore[index]
    with bound_to(None):
        assert [Payout.objects.filter(merchant=merchant).count() for merchant in two] == [18, 18]
