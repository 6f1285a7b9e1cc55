"""What the tests stand on: a real PostgreSQL with real commits. Tests are kept apart by emptying the tables."""

from tests.support import servers

servers.provide_database()  # before anything reads Django's settings

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker, Settings

from server.account_numbers import mask
from server.bank.scripts import Script
from server.integrity.audit import run_audit
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant
from server.payments.receiving import record_payment
from server.payouts import tasks
from server.payouts.creation import create_payout
from server.payouts.models import Payout

INSERT_PAYOUT = (
    "INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)"
    " VALUES (gen_random_uuid(), %s, %s, 5, gen_random_uuid(), %s, 0)"
)
OURS = ("merchants", "ledger", "payouts", "bank", "access", "trail")

owners: list[psycopg.Connection] = []


@contextmanager
def connected_as(who: dict[str, str]) -> Iterator[None]:
    """Every connection that is opened in the block, of whichever thread, is this role's."""
    before = {name: connection.settings_dict[name] for name in who}
    _connect_as(who)
    try:
        yield
    finally:
        _connect_as(before)


def _connect_as(who: dict[str, str]) -> None:
    tasks.notifier.flush()
    connection.close()
    connection.settings_dict.update(who)
    queue = django_settings.HUEY.storage
    queue.close()
    queue.connection_params.update(user=who["USER"], password=who["PASSWORD"])


@contextmanager
def guards_off() -> Iterator[None]:
    """As a superuser may: no trigger and no foreign key acts. To empty tables, and to plant what must be found."""
    with ExitStack() as stack:
        if connection.settings_dict["USER"] != django_settings.DB_OWNER["USER"]:
            stack.enter_context(connected_as(django_settings.DB_OWNER))
        cursor = stack.enter_context(connection.cursor())
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")  # tens of thousands of rows take a while on a busy machine
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("SET statement_timeout = DEFAULT")


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, made by the migrations. (pytest-django's own makes one only for its own marker.)"""
    with django_db_blocker.unblock():
        config = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
        django_settings.HUEY.storage.connection_params["dbname"] = connection.settings_dict["NAME"]
        with connection.cursor() as cursor:  # as tests/mutants asks, to see which test misses a guard
            cursor.execute(os.environ.get("PAYOUT_TESTS_WITHOUT", "SELECT"))
        with connected_as(django_settings.DB_APP), psycopg.connect(**_the_owners(), autocommit=True) as owner:
            owners.append(owner)
            yield
            owners.remove(owner)
        teardown_databases(config, verbosity=0)


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Commits are real (locks and deferred triggers act at COMMIT); afterwards the books must be in order, then go.

    Tests have the rights of the web server and the worker, unless they ask for `as_the_owner`."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        yield
        faults = [fault for finding in run_audit() for fault in finding.faults]
        empty_the_books()
        assert faults == []


def empty_the_books() -> None:
    tables = [model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()]
    [owner] = owners
    tasks.notifier.flush()  # else it might ring in the next test
    owner.execute(f"TRUNCATE {', '.join([*tables, 'huey_task'])}")


def _the_owners() -> dict[str, Any]:
    """A connection for the whole session: to be made anew for every test costs more than what it does."""
    database = connection.settings_dict
    where = {"host": database["HOST"], "port": database["PORT"], "dbname": database["NAME"]}
    who = {"user": django_settings.DB_OWNER["USER"], "password": django_settings.DB_OWNER["PASSWORD"]}
    return where | who | {"options": "-c session_replication_role=replica -c lock_timeout=20s"}


@pytest.fixture
def as_the_owner(database: None) -> Iterator[None]:
    """For what goes around the verbs, as a hand in the database would: there a guard has to stop it, not a right."""
    with connected_as(django_settings.DB_OWNER):
        yield


@pytest.fixture(autouse=True)
def quick_bank(settings: Settings) -> None:
    """Nothing by chance and no waiting: an account number's ending chooses the outcome (see `Script`)."""
    settings.PAYOUT_BANK_FAILURE_RATE = 0.0
    settings.PAYOUT_BANK_LATENCY_SECONDS = [0.0, 0.0]
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 0.05
    settings.PAYOUT_OPEN_ACCESS = True


@pytest.fixture
def new_merchant(database: None) -> Callable[..., Merchant]:
    """A merchant with a primary account that pays, and `paise` available."""

    def make(paise: int = 100_000) -> Merchant:
        merchant = create_merchant(name="Kaveri Silks LLP", email=f"{uuid4().hex}@kaveri.example")
        account_of(merchant, Script.PAYS)
        if paise:
            record_payment(merchant_id=merchant.id, amount_paise=paise, reference="OPENING")
        return merchant

    return make


@pytest.fixture
def merchant(new_merchant: Callable[..., Merchant]) -> Merchant:
    return new_merchant()


def account_of(merchant: Merchant, script: str = Script.PAYS) -> BankAccount:
    """The merchant's account with this ending, scripted or not, opened at its first use."""
    number = f"50100000{script}"
    return merchant.bank_accounts.filter(account_number_masked=mask(number)).first() or add_bank_account(
        merchant_id=merchant.id,
        account_holder_name=merchant.name,
        account_number=number,
        ifsc_code="HDFC0001234",
        account_type=BankAccount.AccountType.CURRENT,
    )


def pay(merchant: Merchant, paise: int = 10_000, script: str = Script.PAYS, key: UUID | None = None) -> Payout:
    """A payout, accepted and not yet settled."""
    return create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant, script).id,
        amount_paise=paise,
        idempotency_key=key or uuid4(),
    ).payout


def make_due(payout: Payout) -> None:
    """Let the time pass until somebody has to act on this payout: its next attempt, or its lease's end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payouts SET lease_expires_at = lease_expires_at - interval '1 day',"
            " next_attempt_at = next_attempt_at - interval '1 day' WHERE id = %s",
            [payout.id],
        )
