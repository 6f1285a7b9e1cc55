"""Shared fixtures: a real PostgreSQL with real commits, and empty tables at the start of every test."""

from tests.support import servers

servers.provide_database()  # before anything reads Django's settings

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker, Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from server.account_numbers import mask
from server.api.http import rate_limits
from server.bank.scripts import Script
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant
from server.payments.receiving import record_payment
from server.payouts import tasks
from server.payouts.creation import PayoutRequest, create_payout
from server.payouts.details import GivenDetails
from server.payouts.models import Payout
from tests.support.tables import Tables

INSERT_PAYOUT = (
    "INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)"
    " VALUES (gen_random_uuid(), %s, %s, 5, gen_random_uuid(), %s, 0)"
)
SLOW_ROOMS = {"browser", "costs", "faults", "model", "ops", "torture"}

_tables: list[Tables] = []  # the session's


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With xdist, each worker's share begins with slow files, so that no long test is left for the end."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers == 1:
        return
    slow: dict[str, list[pytest.Item]] = {}
    quick: list[pytest.Item] = []
    for item in items:
        room, _, _ = item.nodeid.removeprefix("tests/").partition("/")
        (slow.setdefault(item.nodeid.partition("::")[0], []) if room in SLOW_ROOMS else quick).append(item)
    files = list(slow.values())
    shares = [[item for file in files[worker::workers] for item in file] for worker in range(workers)]
    size = -(-len(items) // workers)  # as WorkStealingScheduling deals them out
    items.clear()
    for share in shares:
        fill = max(size - len(share), 0)
        items += share + quick[:fill]
        del quick[:fill]
    items += quick


def pytest_collection_finish() -> None:
    """What was imported and collected stays: each full collection of garbage would look through all of it."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A test takes from a millisecond to 40 s: a worker that runs out of tests takes over another's."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling  # type: ignore[import-untyped]

    return WorkStealingScheduling(config, log)


@contextmanager
def connected_as(role: dict[str, Any]) -> Iterator[None]:
    """Every connection opened in the block, by any thread, is this role's."""
    before = {name: connection.settings_dict[name] for name in role}
    _connect_as(role)
    try:
        yield
    finally:
        _connect_as(before)


def _connect_as(role: dict[str, Any]) -> None:
    tasks.notifier.flush()
    connection.close()
    connection.settings_dict.update(role)
    queue = django_settings.HUEY.storage
    queue.close()
    queue.connection_params.update(user=role["USER"], password=role["PASSWORD"])


@contextmanager
def guards_off() -> Iterator[None]:
    """A superuser's session without triggers and foreign keys: to empty tables, and to plant faults."""
    with ExitStack() as stack:
        if connection.settings_dict["USER"] != django_settings.DB_OWNER["USER"]:
            stack.enter_context(connected_as(django_settings.DB_OWNER))
        cursor = stack.enter_context(connection.cursor())
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")  # tens of thousands of rows take a while on a busy machine
        patience, connection.connection.silence_seconds = connection.connection.silence_seconds, None
        try:
            yield
        finally:
            connection.connection.silence_seconds = patience
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("SET statement_timeout = DEFAULT")


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, made by the migrations. (pytest-django's own fixture makes one only for its marker.)"""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("PAYOUT_TESTS_TEMPLATE")  # for tests/mutants
        config = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
        django_settings.HUEY.storage.connection_params["dbname"] = connection.settings_dict["NAME"]
        with connection.cursor() as cursor:  # a guard less, where tests/mutants looks for the test that misses it
            cursor.execute(os.environ.get("PAYOUT_TESTS_WITHOUT", "SELECT"))
        with connected_as(django_settings.DB_APP):
            _tables.append(Tables())
            yield
            _tables.pop().close()
        teardown_databases(config, verbosity=0)


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits (locks and deferred triggers act at COMMIT); afterwards the audit must find nothing.

    Tests have the rights of the web server and the worker, unless they use `as_the_owner`."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_")
        yield
        faults = audit_faults()
        empty_the_books()
        assert faults == []


@pytest.fixture
def untouched_tables(database: None) -> None:
    """For tests that count pages or look at plans: as if no test had run before."""
    _tables[0].truncate()


def audit_faults() -> list[str]:
    """Everything that `verify_ledger` finds, at a fraction of its cost."""
    return _tables[0].faults()


def empty_the_books() -> None:
    _tables[0].empty()


def owner_connection() -> psycopg.Connection:
    """Past the guards, and without our limit for a statement."""
    return _tables[0].owner


@pytest.fixture
def as_the_owner(database: None) -> Iterator[None]:
    """For statements typed into the database by hand: there a guard has to stop them, not a missing right."""
    with connected_as(django_settings.DB_OWNER):
        yield


@pytest.fixture(autouse=True)
def quick_bank(settings: Settings) -> None:
    """No chance and no waiting: an account number's ending chooses the outcome (see `Script`)."""
    settings.PAYOUT_BANK_FAILURE_RATE = 0.0
    settings.PAYOUT_BANK_LATENCY_SECONDS = [0.0, 0.0]
    settings.PAYOUT_BANK_DEADLINE_SECONDS = 0.05
    settings.PAYOUT_BANK_RETURNS_AFTER_SECONDS = 0.0
    settings.PAYOUT_BANK_DECIDES_AFTER_SECONDS = 0.05
    settings.PAYOUT_OPEN_ACCESS = True


@pytest.fixture(autouse=True)
def _nobody_is_counted_yet() -> None:
    """Addresses and names of callers come again in other tests, whose order is not ours to choose."""
    rate_limits._counter.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_looked_up_once() -> Iterator[None]:
    """Every test client builds the middleware anew, and WhiteNoise then reads 127 files' sizes and times: 20 ms."""
    look_up, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def add_files_from_finders(middleware: Any) -> None:
        settings_read = repr((middleware.static_prefix, middleware.max_age, middleware.allow_all_origins))
        if settings_read not in found:
            look_up(middleware)
            found[settings_read] = dict(middleware.files)
        middleware.files.update(found[settings_read])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files_from_finders)
        yield


@pytest.fixture
def new_merchant(database: None) -> Callable[..., Merchant]:
    """A merchant with a primary account that pays, and `paise` available."""

    def make(paise: int = 100_000) -> Merchant:
        merchant = create_merchant(name="Kaveri Silks LLP", email=f"{uuid4().hex}@kaveri.example")
        add_account(merchant, merchant.name, f"50100000{Script.PAYS}")
        if paise:
            record_payment(merchant_id=merchant.id, amount_paise=paise, reference="OPENING")
        return merchant

    return make


@pytest.fixture
def merchant(new_merchant: Callable[..., Merchant]) -> Merchant:
    return new_merchant()


def account_of(merchant: Merchant, script: str = Script.PAYS) -> BankAccount:
    """The merchant's account with this ending, scripted or not, added at its first use."""
    number = f"50100000{script}"
    return merchant.bank_accounts.filter(account_number_masked=mask(number)).first() or add_account(
        merchant, merchant.name, number
    )


def add_account(merchant: Merchant, name: str, number: str) -> BankAccount:
    return add_bank_account(
        merchant_id=merchant.id,
        account_holder_name=name,
        account_number=number,
        ifsc_code="HDFC0001234",
        account_type=BankAccount.AccountType.CURRENT,
    )


def pay(
    merchant: Merchant,
    paise: int = 10_000,
    script: str = Script.PAYS,
    key: UUID | None = None,
    details: GivenDetails | None = None,
) -> Payout:
    """A payout, accepted and not yet settled."""
    return create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant, script).id,
        amount_paise=paise,
        idempotency_key=key or uuid4(),
        details=details,
    ).payout


def alone(request: PayoutRequest) -> dict[str, Any]:
    """For `create_payout`: the same request, which then is in no batch and of no order."""
    return {name: value for name, value in vars(request).items() if name != "turn"}


def make_due(payout: Payout) -> None:
    """Let time pass until a worker has to act on this payout: for its next attempt, or after its lease."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payouts SET lease_expires_at = lease_expires_at - interval '1 day',"
            " next_attempt_at = next_attempt_at - interval '1 day' WHERE id = %s",
            [payout.id],
        )
