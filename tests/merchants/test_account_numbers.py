"""Account numbers at rest: a copy of the database, a log or an error message reveals none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings

from server import account_numbers
from server.account_numbers import Unreadable
from server.bank.gateway import Transfer
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.merchants import key_rotation
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account
from server.payouts import lifecycle
from server.payouts.models import Payout
from server.payouts.states import FINAL
from tests.conftest import account_of, guards_off, make_due, pay

OLD, NEW, OTHER = (bytes([number]) * 32 for number in range(3))


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [OLD]


def all_stored_values() -> Iterator[tuple[str, str]]:
    """Every value of every text or bytes column as a pair of `table.column` and text, as in pg_dump's output."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname, a.atttypid = 'bytea'::regtype FROM pg_attribute a"
            " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0"
            " AND NOT a.attisdropped AND (t.typcategory IN ('S', 'A') OR t.typname IN ('bytea', 'json', 'jsonb'))"
        )
        columns = cursor.fetchall()
        assert {("bank_accounts", "account_number_sealed"), ("huey_task", "data")} <= {row[:2] for row in columns}
        for table, column, is_bytes in columns:
            text = f"encode({column}, 'escape')" if is_bytes else f"{column}::text"
            cursor.execute(f'SELECT {text} FROM "{table}" WHERE {column} IS NOT NULL')
            yield from ((f"{table}.{column}", value) for [value] in cursor)


def test_the_database_holds_no_account_number(merchant: Merchant, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    call_command("seed", stdout=StringIO())
    payouts = [pay(merchant, 100, script) for script in Script]
    for _ in range(4):
        lifecycle.settle_due(SimulatedBank())
        for payout in Payout.objects.exclude(status__in=FINAL):
            make_due(payout)
    assert BankTransfer.objects.count() >= len(payouts) - 1
    numbers = {account.account_number for account in BankAccount.objects.all()}
    assert len(numbers) == len(Script) + 3
    stored = list(all_stored_values())
    assert [(where, number) for where, value in stored for number in numbers if number in value] == []
    assert any("XXXXXXXXXXXX3456" in value for _, value in stored)
    assert [number for number in numbers if number in caplog.text] == []


@pytest.mark.usefixtures("as_the_owner")
def test_the_databases_error_for_a_refused_account_reveals_no_number(merchant: Merchant) -> None:
    number = account_of(merchant).account_number
    columns = BankAccount.number_columns(uuid4(), merchant.id, number, "HDFC0001234")
    with pytest.raises(Exception, match="bank_account_once") as refusal:
        BankAccount.objects.create(merchant=merchant, account_holder_name="A", ifsc_code="HDFC0001234", **columns)
    assert number not in str(refusal.value)


def test_the_repr_of_a_transfer_or_account_reveals_no_number(merchant: Merchant) -> None:
    account = account_of(merchant)
    for holder in (Transfer("R1", 1, account.account_number, account.ifsc_code), account):
        assert account.account_number not in repr(holder) + str(holder)


def test_equal_numbers_have_different_ciphertexts_in_every_row(merchant: Merchant) -> None:
    first = account_of(merchant)
    second = add_bank_account(
        merchant_id=merchant.id,
        account_holder_name="A",
        account_number=first.account_number,
        ifsc_code="SBIN0001234",
        account_type=BankAccount.AccountType.CURRENT,
    )
    assert first.account_number == second.account_number
    assert bytes(first.account_number_sealed)[4:] != bytes(second.account_number_sealed)[4:]
    assert bytes(first.account_number_fingerprint) != bytes(second.account_number_fingerprint)


def test_after_a_key_rotation_old_numbers_are_decrypted_and_recognized(merchant: Merchant, settings: Settings) -> None:
    account = account_of(merchant)
    number = account.account_number
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW, OLD]
    assert account.account_number == number
    with pytest.raises(InvalidInput, match="already"):
        add_bank_account(
            merchant_id=merchant.id,
            account_holder_name="A",
            account_number=number,
            ifsc_code=account.ifsc_code,
            account_type=BankAccount.AccountType.CURRENT,
        )


@pytest.mark.usefixtures("as_the_owner")
def test_after_reencryption_the_old_key_is_not_needed(merchant: Merchant, settings: Settings) -> None:
    numbers = {account_of(merchant, script).account_number for script in Script}
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW, OLD]
    account_of(merchant, "4242")
    output = StringIO()
    call_command("reencrypt", stdout=output)
    assert output.getvalue().startswith(f"{len(Script)} account numbers")
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW]
    assert {account.account_number for account in BankAccount.objects.all()} > numbers
    assert list(key_rotation.faults()) == []
    assert key_rotation.reencrypt() == 0
    pay(merchant)
    assert lifecycle.settle_due(SimulatedBank()) == 1


@pytest.mark.usefixtures("as_the_owner")
def test_without_the_old_key_nothing_is_reencrypted(merchant: Merchant, settings: Settings) -> None:
    account = account_of(merchant)
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW]
    errors = StringIO()
    with pytest.raises(SystemExit):
        call_command("reencrypt", stderr=errors)
    assert str(account.id) in errors.getvalue()
    settings.PAYOUT_ENCRYPTION_KEYS = [OLD]
    assert list(key_rotation.faults()) == []


def test_a_payout_with_an_unreadable_number_waits_and_loses_nothing(merchant: Merchant, settings: Settings) -> None:
    payout = pay(merchant)
    settings.PAYOUT_ENCRYPTION_KEYS = [OTHER]
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert (payout.status, BankTransfer.objects.count()) == ("processing", 0)
    settings.PAYOUT_ENCRYPTION_KEYS = [OTHER, OLD]
    make_due(payout)
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.status == "completed"


@contextmanager
def tampered(statement: str) -> Iterator[None]:
    with guards_off(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bank_accounts a SET account_number_sealed = b.account_number_sealed FROM bank_accounts b WHERE b <> a",
        "UPDATE bank_accounts SET account_number_sealed = overlay(account_number_sealed PLACING '\\x00' FROM 20)",
        "UPDATE bank_accounts SET account_number_sealed = overlay(account_number_sealed PLACING '\\x00' FROM 1)",
    ],
    ids=["swapped between rows", "altered", "unknown key id"],
)
def test_a_ciphertext_that_was_tampered_with_does_not_decrypt(merchant: Merchant, statement: str) -> None:
    account_of(merchant, "4242")
    with tampered(statement):
        assert len(list(key_rotation.faults())) == 2
        with pytest.raises(Unreadable):
            _ = BankAccount.objects.all()[0].account_number


def test_a_number_that_differs_from_its_mask_or_fingerprint_is_found(merchant: Merchant) -> None:
    assert list(key_rotation.faults()) == []
    for column in ("account_number_masked = 'XXXXXXXX9999'", "account_number_fingerprint = sha256('other')"):
        with tampered(f"UPDATE bank_accounts SET {column}"):
            [fault] = key_rotation.faults()
            assert "is not the one that is shown" in fault


def test_merchants_fingerprints_of_one_account_differ() -> None:
    merchant_id = uuid4()
    [fingerprint] = account_numbers.fingerprints(merchant_id, "123456789", "HDFC0001234")
    assert len(fingerprint) == 32
    assert fingerprint not in account_numbers.fingerprints(uuid4(), "123456789", "HDFC0001234")
