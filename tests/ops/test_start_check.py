"""A start that would do harm ends in one line, which says what to do."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from secrets import token_bytes

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from server.bank.scripts import Script
from server.database import history
from server.merchants.models import BankAccount, Merchant
from server.operator_error import OperatorError
from server.ops.bootstrap import commandline, start_check
from server.ops.management.commands.up import prepare_database
from server.settings.encryption_keys import derived_key
from tests.conftest import account_of, guards_off
from tests.database.marks import applied, marked
from tests.support.engine import LocalEngine, prepared_engine

DEVELOPMENT, OTHER_SECRET = "development-only-key-that-production-refuses", "another secret"


def refusal() -> str:
    with pytest.raises(OperatorError) as refused:
        start_check.require_fit()
    words = str(refused.value)
    assert "\n" not in words
    return words


@pytest.mark.parametrize(
    ("stored_under", "debug", "secret", "given", "words"),
    [
        (
            DEVELOPMENT,
            True,
            OTHER_SECRET,
            False,
            "the development SECRET_KEY, and SECRET_KEY was changed. Unset it, set",
        ),
        (
            DEVELOPMENT,
            True,
            OTHER_SECRET,
            True,
            "the development SECRET_KEY, and SECRET_KEY was changed. Unset it, set",
        ),
        (OTHER_SECRET, True, DEVELOPMENT, False, "SECRET_KEY was changed, from which their key is derived"),
        (None, True, DEVELOPMENT, False, "or PAYOUT_ENCRYPTION_KEYS was removed. Change it back"),
        (None, True, DEVELOPMENT, True, "PAYOUT_ENCRYPTION_KEYS or SECRET_KEY was changed. Change it back"),
        (None, False, OTHER_SECRET, True, "not among PAYOUT_ENCRYPTION_KEYS. Put the old key after the new one"),
        (OTHER_SECRET, False, OTHER_SECRET, True, "With DEBUG on and the same SECRET_KEY, set PAYOUT_ENCRYPTION_KEYS"),
        (DEVELOPMENT, False, OTHER_SECRET, True, "With DEBUG on and no SECRET_KEY, set PAYOUT_ENCRYPTION_KEYS"),
    ],
)
def test_keys_that_decrypt_nothing_are_refused_with_the_variable_that_was_changed(  # noqa: PLR0917
    merchant: Merchant,
    settings: Settings,
    stored_under: str | None,
    debug: bool,
    secret: str,
    given: bool,
    words: str,
) -> None:
    encrypt_all_under(derived_key(stored_under) if stored_under else token_bytes(32), settings)
    settings.DEBUG, settings.SECRET_KEY = debug, secret
    settings.PAYOUT_ENCRYPTION_KEYS = [token_bytes(32)] * given + [derived_key(secret)] * debug
    said = refusal()
    assert words in said
    assert "run `reencrypt`, and only then" in said


def test_numbers_under_several_of_the_keys_are_no_reason_for_words(
    merchant: Merchant, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    old = settings.PAYOUT_ENCRYPTION_KEYS
    settings.PAYOUT_ENCRYPTION_KEYS = [token_bytes(32), *old]
    account_of(merchant, "7777")
    start_check.require_fit()
    assert capsys.readouterr().err == ""


def test_a_key_that_some_numbers_need_is_missed_aloud(
    merchant: Merchant, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their payouts wait, all others are paid: no reason to stop everybody. In the middle of the table too."""
    old, new = settings.PAYOUT_ENCRYPTION_KEYS, [token_bytes(32)]
    for keys, ending in ((new, "7771"), (old, "7772"), (new, "7773")):
        settings.PAYOUT_ENCRYPTION_KEYS = keys
        account_of(merchant, ending)
    with guards_off():
        BankAccount.objects.filter(account_number_masked__endswith=Script.PAYS).delete()
    settings.PAYOUT_ENCRYPTION_KEYS = new
    start_check.require_fit()
    assert "decrypt all but 1 of 3 stored account numbers" in capsys.readouterr().err
    settings.PAYOUT_ENCRYPTION_KEYS = old


def test_one_number_that_was_tampered_with_stops_nothing(
    merchant: Merchant, capsys: pytest.CaptureFixture[str]
) -> None:
    """`verify_ledger` names it."""
    newest = account_of(merchant, "7777")
    sealed = bytes(newest.account_number_sealed)
    with guards_off():
        BankAccount.objects.filter(pk=newest.pk).update(account_number_sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))
    start_check.require_fit()
    assert capsys.readouterr().err == ""
    with guards_off():
        BankAccount.objects.filter(pk=newest.pk).update(account_number_sealed=sealed)


def test_a_servers_look_has_a_minute_and_its_callers_have_not(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of numbers take longer to count than a caller waits."""
    limits = []

    def look() -> None:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            limits.append((cursor.fetchone()[0], connection.connection.silence_seconds))

    look()
    monkeypatch.setattr(start_check, "wait_until_fit", look)
    commandline._check_start("serve")
    look()
    usual, at_the_start, after = limits
    assert at_the_start == ("1min", 65)
    assert usual == after != at_the_start


def test_an_engine_without_accounts_takes_any_keys(database: None, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [token_bytes(32)]
    start_check.require_fit()


def test_migrations_that_this_release_does_not_know_are_named(database: None) -> None:
    with applied("payouts", "0099_from_the_future"):
        assert "does not know (payouts.0099_from_the_future): a later release wrote them" in refusal()
    with applied("loyalty", "0001_initial"):
        assert "loyalty.0001_initial" in refusal()


def test_a_later_release_says_which_processes_may_go_on(database: None) -> None:
    with marked(3, oldest=2), applied("payouts", "0099_from_the_future"):
        start_check.require_fit()
    with marked(4, oldest=3):
        assert "for processes of release 3 and later, and this is release 2" in refusal()


@pytest.mark.usefixtures("as_the_owner")
def test_migrate_never_puts_a_later_releases_database_back() -> None:
    with marked(3, oldest=2), pytest.raises(history.CannotUpgrade, match="Release 3 of the engine has upgraded"):
        history.refuse_foreign()


@pytest.mark.usefixtures("as_the_owner")
def test_up_leaves_the_database_of_a_later_release_that_admits_it(capsys: pytest.CaptureFixture[str]) -> None:
    with marked(3, oldest=2), applied("payouts", "0099_from_the_future"):
        prepare_database()
    assert "Release 3 has upgraded the database, and admits this one" in capsys.readouterr().out


def test_a_database_before_this_releases_migrate_is_refused(database: None) -> None:
    with applied("access", "0002_session_user", undo=True):
        assert "`migrate` has not run on the database" in refusal()


def test_a_database_that_does_not_answer_is_refused_in_a_line(database: None) -> None:
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        assert "cannot be used: " in refusal()
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host


@contextmanager
def database_of(engine: LocalEngine) -> Iterator[psycopg.Connection]:
    cluster = engine.cluster()
    cluster.start()
    try:
        with cluster.connect("payout_engine") as owner:
            yield owner
    finally:
        cluster.stop()


def encrypt_all_under(key: bytes, settings: Settings) -> None:
    before = settings.PAYOUT_ENCRYPTION_KEYS
    settings.PAYOUT_ENCRYPTION_KEYS = [key]
    for account in BankAccount.objects.all():
        number = f"50100000{account.account_number_masked[-4:]}"
        columns = BankAccount.number_columns(account.id, account.merchant_id, number, account.ifsc_code)
        with guards_off():
            BankAccount.objects.filter(pk=account.pk).update(**columns)
    settings.PAYOUT_ENCRYPTION_KEYS = before


@pytest.fixture(scope="module")
def seeded() -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        assert engine.manage("seed").returncode == 0
        yield engine


def test_no_money_is_invented_where_access_is_closed(seeded: LocalEngine) -> None:
    refused = seeded.manage("seed", PAYOUT_OPEN_ACCESS="false")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "PAYOUT_OPEN_ACCESS" in refused.stderr
    left_out = seeded.manage("seed", "--if-open", PAYOUT_OPEN_ACCESS="false")
    assert (left_out.returncode, "no sample merchants" in left_out.stdout) == (0, True)


def test_up_refuses_a_database_of_another_history_in_a_line(seeded: LocalEngine) -> None:
    row = "django_migrations (app, name, applied)"
    planted = "INSERT INTO {} VALUES ('payouts', '0099_from_the_future', now())"
    with database_of(seeded) as owner:
        owner.execute(planted.format(row))
    refused = seeded.manage("up")
    with database_of(seeded) as owner:
        owner.execute("DELETE FROM django_migrations WHERE name = '0099_from_the_future'")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "payouts.0099_from_the_future" in refused.stderr


def test_a_terminal_without_our_characters_gets_them_escaped(seeded: LocalEngine) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    refused = seeded.manage("up", SECRET_KEY=OTHER_SECRET, **ascii_only)
    assert refused.stdout.splitlines() == ["Starting PostgreSQL \\u2026", "Preparing the database \\u2026"]
    assert refused.returncode == 2
    assert "SECRET_KEY was changed" in refused.stderr


@pytest.mark.parametrize("command", ["up", "serve", "run_huey", "migrate"])
def test_every_command_that_would_do_harm_refuses_other_keys_in_a_line(seeded: LocalEngine, command: str) -> None:
    refused = seeded.manage(command, SECRET_KEY=OTHER_SECRET)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr
    assert "SECRET_KEY was changed" in refused.stderr
    assert seeded.processes() == set()


def test_another_password_of_the_app_role_is_refused_in_a_line_until_migrate_has_set_it(seeded: LocalEngine) -> None:
    other = {"DB_APP_PASSWORD": "another one"}
    for command in ("serve", "seed"):
        refused = seeded.manage(command, **other)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr
        assert "DB_APP_PASSWORD was changed" in refused.stderr
    for environment in (other, {}):
        assert seeded.manage("migrate", **environment).returncode == 0
        assert seeded.manage("seed", **environment).returncode == 0


def test_the_order_that_is_told_works(seeded: LocalEngine) -> None:
    """docs/configuration.md: set PAYOUT_ENCRYPTION_KEYS, re-encrypt, and only then change SECRET_KEY."""
    key = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0czE="
    assert "3 account numbers" in seeded.manage("reencrypt", PAYOUT_ENCRYPTION_KEYS=key).stdout
    audited = seeded.manage("verify_ledger", PAYOUT_ENCRYPTION_KEYS=key, SECRET_KEY=OTHER_SECRET)
    assert "Every paisa is accounted for." in audited.stdout
    # The app role's password is derived from SECRET_KEY.
    assert seeded.manage("migrate", PAYOUT_ENCRYPTION_KEYS=key, SECRET_KEY=OTHER_SECRET).returncode == 0
    assert seeded.manage("seed", PAYOUT_ENCRYPTION_KEYS=key, SECRET_KEY=OTHER_SECRET).returncode == 0
    assert seeded.manage("seed").returncode == 2  # the key is needed from now on


def test_a_server_waits_for_its_database_and_says_so_once(
    database: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    host = connection.settings_dict["HOST"]
    addresses = iter(["/nowhere", host])
    monkeypatch.setattr(
        "server.ops.bootstrap.start_check.time.sleep", lambda _: connection.settings_dict.update(HOST=next(addresses))
    )
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    start_check.wait_until_fit()
    assert next(addresses, None) is None
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("The database at /nowhere:")
    assert line.endswith("Waiting for it.")


def test_a_server_waits_for_migrate(
    database: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as before:
        before.enter_context(applied("access", "0002_session_user", undo=True))
        monkeypatch.setattr("server.ops.bootstrap.start_check.time.sleep", lambda _: before.close())
        start_check.wait_until_fit()
    assert capsys.readouterr().err == "This release's `migrate` has not run on the database. Waiting for it.\n"
