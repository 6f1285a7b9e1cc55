"""A merchant has a bank account once, however it is written."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from pytest_django import Settings

from server import account_numbers
from server.errors import InvalidInput
from server.merchants import key_rotation
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import create_merchant
from tests.conftest import guards_off
from tests.support.racing import at_once

from .accounts import add

OLD, NEW, OTHER = (bytes([number]) * 32 for number in range(3, 6))


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [OLD]


def is_refused(merchant: Merchant, number: str, ifsc: str) -> bool:
    before = BankAccount.objects.count()
    try:
        add(merchant, number, ifsc=ifsc)
    except InvalidInput as error:
        refusal = error
    else:
        return False
    assert (refusal.message, refusal.field) == ("This merchant has this bank account already.", "account_number")
    assert BankAccount.objects.count() == before
    return True


SAME = [
    ("12345678901", "SBIN0001234", "00000012345678901", "SBIN0001234"),  # zeros
    ("00000012345678901", "SBIN0001234", "12345678901", "SBIN0001234"),
    ("012345678901", "SBIN0001234", "0012345678901", "SBIN0001234"),
    ("12345678901", "SBIN0001234", "12345678901", "SBIN0005678"),  # another branch
    ("12345678901", "SBIN0001234", "000012345678901", "SBIN0999999"),  # another branch, which is not listed
    ("12345678901", "YESB0ADB001", "12345678901", "YESB0ADB002"),  # of one sponsored bank
    ("12345678901", "SBIN0RRCHGB", "12345678901", "CRGB0000001"),  # a bank that has its own letters by now
    ("12345678901", "ADBK0000001", "12345678901", "ADBK0000002"),  # a bank without a name
    ("12345678901", "ZZZZ0000001", "12345678901", "ZZZZ0000002"),  # a bank that is not listed
]
DIFFERENT = [
    ("12345678901", "SBIN0001234", "12345678901", "HDFC0001234"),  # two banks
    ("12345678901", "YESB0000001", "12345678901", "YESB0ADB002"),  # a sponsor and its sponsored bank
    ("12345678901", "YESB0ADB002", "12345678901", "YESB0GSB001"),  # two of its sponsored banks
    ("12345678901", "SBIN0001234", "12345678900", "SBIN0001234"),
    ("12345678901", "SBIN0001234", "1234567890100", "SBIN0001234"),  # zeros after a number count
    ("100000001", "SBIN0001234", "1000000001", "SBIN0001234"),  # and those within
]


@pytest.mark.parametrize(("number", "ifsc", "again", "ifsc_again"), SAME)
def test_one_account_in_two_forms_is_added_once(
    merchant: Merchant, number: str, ifsc: str, again: str, ifsc_again: str
) -> None:
    account = add(merchant, number, ifsc=ifsc)
    assert account.account_number == number
    assert is_refused(merchant, again, ifsc_again)


@pytest.mark.parametrize(("number", "ifsc", "another", "another_ifsc"), DIFFERENT)
def test_two_accounts_are_added(merchant: Merchant, number: str, ifsc: str, another: str, another_ifsc: str) -> None:
    add(merchant, number, ifsc=ifsc)
    assert not is_refused(merchant, another, another_ifsc)


def test_the_number_is_stored_and_sent_as_it_was_typed(merchant: Merchant) -> None:
    account = add(merchant, "00000012345678901")
    account.refresh_from_db()
    assert (account.account_number, account.account_number_masked) == ("00000012345678901", "XXXXXXXXXXXXX8901")


def test_two_merchants_may_have_one_account(merchant: Merchant) -> None:
    other = create_merchant(name="B", email="b@b.example")
    assert not is_refused(merchant, "12345678901", "SBIN0001234")
    assert not is_refused(other, "012345678901", "SBIN0005678")
    digests = {bytes(account.account_number_digest or b"") for account in BankAccount.objects.all()}
    assert len(digests) == 3


@pytest.mark.parametrize("number", ["0" * length for length in range(9, 19)])
def test_zeros_alone_are_no_account_number(merchant: Merchant, number: str) -> None:
    with pytest.raises(InvalidInput, match="more than zeros") as refusal:
        add(merchant, number)
    assert refusal.value.field == "account_number"


def test_forms_of_one_account_that_come_at_once_make_one(merchant: Merchant) -> None:
    forms = [("12345678901", "SBIN0001234"), ("012345678901", "SBIN0001234"), ("0012345678901", "SBIN0005678")]
    results = at_once(6, lambda number: add(merchant, forms[number % 3][0], ifsc=forms[number % 3][1]))
    assert sum(isinstance(result, BankAccount) for result in results) == 1
    assert sum(isinstance(result, InvalidInput) for result in results) == 5


@pytest.mark.usefixtures("as_the_owner")
def test_the_database_alone_refuses_a_second_form(merchant: Merchant) -> None:
    account = add(merchant, "12345678901")
    columns = BankAccount.number_columns(uuid4(), merchant.id, "0012345678901", "SBIN0005678")
    with pytest.raises(IntegrityError, match="bank_account_once_at_its_bank"):
        BankAccount.objects.create(
            merchant=merchant, account_holder_name="A", ifsc_code="SBIN0005678", bank_key=account.bank_key, **columns
        )


def test_an_account_is_recognized_under_every_key(merchant: Merchant, settings: Settings) -> None:
    add(merchant, "12345678901")
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW, OLD]
    assert is_refused(merchant, "0012345678901", "SBIN0005678")


@pytest.mark.parametrize(
    ("ifsc", "bank_of_the_older_list", "another"),
    [("YESB0ADB001", "AAAX", "YESB0ADB002"), ("YESB0000001", "AVDX", "YESB0ADB002")],
    ids=["by the list of today", "by the list of the day when it was added"],
)
def test_an_account_is_recognized_by_either_list(
    merchant: Merchant, ifsc: str, bank_of_the_older_list: str, another: str
) -> None:
    account = add(merchant, "12345678901", ifsc=ifsc)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE bank_accounts SET bank_key = %s WHERE id = %s", [bank_of_the_older_list, account.id])
    assert is_refused(merchant, "012345678901", another)


@pytest.fixture
def older_rows(merchant: Merchant, as_the_owner: None) -> None:
    """Rows of an older release have neither digest nor bank key, and an account may be there twice."""
    add(merchant, "12345678901", ifsc="SBIN0001234")
    add(merchant, "987654321", ifsc="HDFC0001234")
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE bank_accounts SET account_number_digest = NULL, bank_key = NULL")
    columns = BankAccount.number_columns(twin := uuid4(), merchant.id, "0012345678901", "SBIN0005678")
    del columns["account_number_digest"]
    BankAccount.objects.create(id=twin, merchant=merchant, account_holder_name="A", ifsc_code="SBIN0005678", **columns)


@pytest.mark.usefixtures("older_rows")
def test_accounts_of_an_older_release_are_recognized(merchant: Merchant) -> None:
    assert is_refused(merchant, "00012345678901", "SBIN0009999")
    assert is_refused(merchant, "0987654321", "HDFC0009999")
    assert not is_refused(merchant, "0987654321", "HDFC0CMPLTB")


@pytest.mark.usefixtures("older_rows")
def test_reencrypt_makes_them_comparable_and_tells_those_that_are_there_twice(merchant: Merchant) -> None:
    output = StringIO()
    call_command("reencrypt", stdout=output)
    assert not BankAccount.objects.filter(account_number_digest=None).exists()
    [twice] = BankAccount.objects.filter(bank_key=None)
    assert twice.ifsc_code == "SBIN0005678"
    told = f"Merchant {merchant.id} has the account {twice.id} (XXXXXXXXX8901 SBIN0005678) already."
    assert told in output.getvalue()
    assert list(key_rotation.faults()) == []
    assert key_rotation.make_comparable() == [twice]
    assert is_refused(merchant, "12345678901", "SBIN0005679")


@pytest.mark.usefixtures("older_rows")
def test_reencrypt_makes_them_comparable_under_a_new_key(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW, OLD]
    call_command("reencrypt", stdout=StringIO())
    settings.PAYOUT_ENCRYPTION_KEYS = [NEW]
    assert list(key_rotation.faults()) == []
    assert is_refused(merchant, "00012345678901", "SBIN0009999")
    assert BankAccount.objects.filter(bank_key=None).count() == 1


@pytest.mark.usefixtures("older_rows")
def test_an_account_that_no_key_decrypts_can_be_added_again(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_ENCRYPTION_KEYS = [OTHER]
    assert not is_refused(merchant, "12345678901", "SBIN0001234")


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("account_number_digest = sha256('other')", "cannot change under its key"),
        ("account_number_digest = NULL, bank_key = NULL", "cannot change under its key"),
        ("bank_key = 'HDFC'", "the bank of account .* cannot change"),
    ],
)
def test_digest_and_bank_key_do_not_change(merchant: Merchant, column: str, message: str) -> None:
    add(merchant, "12345678901")
    with pytest.raises(IntegrityError, match=message), connection.cursor() as cursor:
        cursor.execute(f"UPDATE bank_accounts SET {column}")


@pytest.mark.usefixtures("as_the_owner")
def test_a_digest_of_another_number_is_found(merchant: Merchant) -> None:
    assert list(key_rotation.faults()) == []
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE bank_accounts SET account_number_digest = sha256('other')")
    [fault] = key_rotation.faults()
    assert "is not the one that is shown and compared" in fault
    assert account_numbers.plain("0012") == "12"
