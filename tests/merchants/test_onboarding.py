"""Onboarding: merchants, bank accounts, payments and the demo data."""

from io import StringIO

import pytest
from django.core.management import call_command

from server.account_numbers import mask
from server.errors import InvalidInput
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import create_merchant
from server.money import MAX_PAISE, format_inr
from server.payments.receiving import record_payment
from tests.support.racing import at_once

from .accounts import add


def test_an_email_in_any_case_belongs_to_one_merchant(database: None) -> None:
    create_merchant(name="A", email="finance@a.example")
    with pytest.raises(InvalidInput) as refusal:
        create_merchant(name="B", email="Finance@A.example")
    assert refusal.value.field == "email"
    assert Merchant.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("", "a@b.example"),
        ("A", "a"),
        ("A\0", "a@b.example"),
        ("A" * 201, "a@b.example"),
        ("A", f"{'a' * 250}@b.example"),
    ],
)
def test_a_merchant_needs_a_name_and_an_email(database: None, name: str, email: str) -> None:
    with pytest.raises(InvalidInput):
        create_merchant(name=name, email=email)
    assert not Merchant.objects.exists()


def test_the_first_account_is_the_primary_one_until_another_takes_over(database: None) -> None:
    merchant = create_merchant(name="A", email="a@a.example")
    first, second = add(merchant, "123456789"), add(merchant, "987654321")
    assert (first.is_primary, second.is_primary) == (True, False)
    third = add(merchant, "555555555", primary=True)
    assert list(merchant.bank_accounts.filter(is_primary=True)) == [third]


@pytest.mark.parametrize("number", ["12345678", "1" * 19, "12345678a", "１２３４５６７８９", " 123456789", ""])
def test_an_account_number_has_9_to_18_digits(merchant: Merchant, number: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(merchant, number)
    assert refusal.value.field == "account_number"


@pytest.mark.parametrize("ifsc", ["HDFC1001234", "hdfc0001234", "HDF00001234", "HDFC000123", "HDFC00012345", ""])
def test_a_malformed_ifsc_is_refused(merchant: Merchant, ifsc: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(merchant, "123456789", ifsc=ifsc)
    assert refusal.value.field == "ifsc_code"


def test_an_account_is_added_once(merchant: Merchant) -> None:
    results = at_once(4, lambda _: add(merchant, "123456789"))
    assert sum(isinstance(result, BankAccount) for result in results) == 1
    assert sum(isinstance(result, InvalidInput) for result in results) == 3


@pytest.mark.parametrize(("number", "masked"), [("1234567890123456", "XXXXXXXXXXXX3456"), ("123456789", "XXXXX6789")])
def test_a_number_is_shown_by_its_last_four_digits(number: str, masked: str) -> None:
    assert mask(number) == masked


def test_a_payment_is_recorded_once_per_reference(merchant: Merchant) -> None:
    results = at_once(6, lambda _: record_payment(merchant_id=merchant.id, amount_paise=500, reference="INV-1"))
    assert sorted(result.replayed for result in results if not isinstance(result, Exception)) == [False] + [True] * 5
    with pytest.raises(InvalidInput) as refusal:
        record_payment(merchant_id=merchant.id, amount_paise=501, reference="INV-1")
    assert refusal.value.field == "reference"
    assert balance_of(merchant.id).available_paise == 100_500


def test_a_balance_stays_within_the_integers_that_json_holds_exactly(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput) as refusal:
        record_payment(merchant_id=merchant.id, amount_paise=MAX_PAISE - 99_999, reference="HUGE")
    assert refusal.value.field == "amount_paise"
    record_payment(merchant_id=merchant.id, amount_paise=MAX_PAISE - 100_000, reference="HUGE")
    assert balance_of(merchant.id).total_paise == MAX_PAISE


@pytest.mark.parametrize(
    ("paise", "text"),
    [(0, "₹0.00"), (5, "₹0.05"), (950_000, "₹9500.00"), (-50_000, "₹500.00"), (MAX_PAISE, "₹90071992547409.91")],
)
def test_rupees_are_shown_without_grouping_and_without_a_sign(paise: int, text: str) -> None:
    assert format_inr(paise) == text


def test_seeding_is_idempotent(database: None) -> None:
    for _ in range(2):
        call_command("seed", stdout=StringIO())
    acme, globaltrade = Merchant.objects.order_by("created_at")
    assert (acme.name, acme.email) == ("Acme Exports Pvt Ltd", "finance@acme-exports.in")
    assert (globaltrade.name, globaltrade.email) == ("GlobalTrade Solutions", "accounts@globaltrade.co.in")
    assert [
        (a.account_holder_name, a.account_number, a.ifsc_code, a.account_type, a.is_verified, a.is_primary)
        for a in acme.bank_accounts.order_by("created_at")
    ] == [
        ("Acme Exports Pvt Ltd", "1234567890123456", "HDFC0001234", "current", True, True),
        ("Acme Exports Pvt Ltd", "9876543210654321", "ICIC0005678", "savings", False, False),
    ]
    assert (balance_of(acme.id).available_paise, balance_of(globaltrade.id).available_paise) == (1_000_000, 500_000)
    assert LedgerEntry.objects.count() == 2
