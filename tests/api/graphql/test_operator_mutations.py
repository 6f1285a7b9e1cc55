"""Operators' mutations in GraphQL, whose refusals are ValidationErrors that name their field."""

from typing import Any
from uuid import uuid4

import pytest

from server.merchants.models import BankAccount, Merchant
from tests.api.conftest import ApiCaller, no_row_changes, shows_no_account_number

CREATE_MERCHANT = """mutation ($input: CreateMerchantInput!) { result: createMerchant(input: $input) { __typename
  ... on CreateMerchantSuccess { merchant { id name email isActive bankAccounts { id } balance { totalPaise } } }
  ... on ValidationError { message field } } }"""
ADD_BANK_ACCOUNT = """mutation ($input: AddBankAccountInput!) { result: addBankAccount(input: $input) { __typename
  ... on AddBankAccountSuccess { bankAccount {
    id accountHolderName accountNumberMasked ifscCode accountType isVerified isPrimary } }
  ... on ValidationError { message field } } }"""
RECORD_PAYMENT = """mutation ($input: RecordPaymentInput!) { result: recordPayment(input: $input) { __typename
  ... on RecordPaymentSuccess { replayed entry { id entryType amountPaise description payout { id } } }
  ... on ValidationError { message field } } }"""


def result(caller: ApiCaller, document: str, **values: Any) -> Any:
    return caller.ask(document, input=values).json()["data"]["result"]


def refused_field(caller: ApiCaller, document: str, **values: Any) -> str:
    with no_row_changes():
        refused = result(caller, document, **values)
    assert refused["__typename"] == "ValidationError"
    assert refused["message"]
    return str(refused["field"])


def test_a_new_merchant_has_neither_accounts_nor_money(caller: ApiCaller) -> None:
    made = result(caller, CREATE_MERCHANT, name=" Ganga Tea ", email="tea@ganga.example")["merchant"]
    row = Merchant.objects.get(id=made["id"])
    assert made == {
        "id": str(row.id),
        "name": "Ganga Tea",
        "email": "tea@ganga.example",
        "isActive": True,
        "bankAccounts": [],
        "balance": {"totalPaise": 0},
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"email": ""}, "email"),
        ({"email": "tea"}, "email"),
        ({"email": "tea@ganga\n.example"}, "email"),
        ({"email": "x" * 250 + "@ganga.example"}, "email"),
    ],
)
def test_invalid_merchant_input_is_refused(caller: ApiCaller, changes: dict[str, str], field: str) -> None:
    assert refused_field(caller, CREATE_MERCHANT, **{"name": "Ganga Tea", "email": "t@g.example"} | changes) == field


def test_an_email_belongs_to_one_merchant_in_whatever_case(caller: ApiCaller) -> None:
    assert refused_field(caller, CREATE_MERCHANT, name="Twin", email=caller.merchant.email.upper()) == "email"


def account(caller: ApiCaller, **changes: Any) -> dict[str, Any]:
    return {
        "merchantId": str(caller.merchant.id),
        "accountHolderName": "Kaveri Silks LLP",
        "accountNumber": "123456789012",
        "ifscCode": "ICIC0ABC123",
        "accountType": "SAVINGS",
    } | changes


def test_an_account_is_added_and_shown_masked(caller: ApiCaller) -> None:
    response = caller.ask(ADD_BANK_ACCOUNT, input=account(caller))
    made = response.json()["data"]["result"]["bankAccount"]
    row = BankAccount.objects.get(id=made["id"])
    assert made == {
        "id": str(row.id),
        "accountHolderName": "Kaveri Silks LLP",
        "accountNumberMasked": "XXXXXXXX9012",
        "ifscCode": "ICIC0ABC123",
        "accountType": "SAVINGS",
        "isVerified": False,
        "isPrimary": False,
    }
    assert (row.merchant_id, row.account_number, row.account_type) == (caller.merchant.id, "123456789012", "savings")
    assert shows_no_account_number(response)


def test_a_new_primary_account_takes_over(caller: ApiCaller) -> None:
    made = result(caller, ADD_BANK_ACCOUNT, **account(caller, isPrimary=True))["bankAccount"]
    assert made["isPrimary"] is True
    assert [str(row.id) for row in caller.merchant.bank_accounts.filter(is_primary=True)] == [made["id"]]


def test_is_primary_may_be_null(caller: ApiCaller) -> None:
    assert result(caller, ADD_BANK_ACCOUNT, **account(caller, isPrimary=None))["bankAccount"]["isPrimary"] is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"merchantId": str(uuid4())}, "merchantId"),
        ({"merchantId": "merchant"}, "merchantId"),
        ({"accountHolderName": " "}, "accountHolderName"),
        ({"accountHolderName": "x" * 201}, "accountHolderName"),
        ({"accountNumber": "12345678"}, "accountNumber"),
        ({"accountNumber": "1234567890123456789"}, "accountNumber"),
        ({"accountNumber": "１２３４５６７８９０１２"}, "accountNumber"),
        ({"accountNumber": "123456789012\n"}, "accountNumber"),
        ({"accountNumber": "12345678901a"}, "accountNumber"),
        ({"ifscCode": "ICIC1ABC123"}, "ifscCode"),
        ({"ifscCode": "icic0abc123"}, "ifscCode"),
        ({"ifscCode": "ICIC0ABC12"}, "ifscCode"),
        ({"ifscCode": "ICIC0ABC123\n"}, "ifscCode"),
    ],
)
def test_invalid_account_input_is_refused(caller: ApiCaller, changes: dict[str, str], field: str) -> None:
    assert refused_field(caller, ADD_BANK_ACCOUNT, **account(caller, **changes)) == field


def test_an_account_is_added_once(caller: ApiCaller) -> None:
    result(caller, ADD_BANK_ACCOUNT, **account(caller))
    assert refused_field(caller, ADD_BANK_ACCOUNT, **account(caller)) == "accountNumber"


@pytest.mark.parametrize("value", ["savings", "CHECKING", 1, None, True])
def test_an_account_type_is_one_of_two(caller: ApiCaller, value: object) -> None:
    with no_row_changes():
        response = caller.ask(ADD_BANK_ACCOUNT, input=account(caller, accountType=value))
    assert response.status_code == 400


def payment(caller: ApiCaller, **changes: Any) -> dict[str, Any]:
    return {"merchantId": str(caller.merchant.id), "amountPaise": 5_000, "reference": "WIRE-1"} | changes


def test_a_payment_is_recorded_once_per_reference(caller: ApiCaller) -> None:
    first = result(caller, RECORD_PAYMENT, **payment(caller, description="Invoice 7"))
    assert first["replayed"] is False
    shown = {"entryType": "PAYMENT_RECEIVED", "amountPaise": 5_000, "description": "Invoice 7", "payout": None}
    assert first["entry"] == shown | {"id": first["entry"]["id"]}
    with no_row_changes():
        again = result(caller, RECORD_PAYMENT, **payment(caller))
    assert again == first | {"replayed": True}
    assert caller.get("balance/").json()["available_balance_paise"] == 105_000


def test_a_reference_belongs_to_its_merchant(caller: ApiCaller, stranger: ApiCaller) -> None:
    assert result(caller, RECORD_PAYMENT, **payment(caller))["replayed"] is False
    assert result(stranger, RECORD_PAYMENT, **payment(stranger))["replayed"] is False


def test_a_reference_with_another_amount_is_refused(caller: ApiCaller) -> None:
    result(caller, RECORD_PAYMENT, **payment(caller))
    assert refused_field(caller, RECORD_PAYMENT, **payment(caller, amountPaise=5_001)) == "reference"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"merchantId": str(uuid4())}, "merchantId"),
        ({"amountPaise": 0}, "amountPaise"),
        ({"amountPaise": -5_000}, "amountPaise"),
        ({"amountPaise": 2**53 - 1}, "amountPaise"),  # with the balance it would exceed the limit
        ({"reference": ""}, "reference"),
        ({"reference": "x" * 101}, "reference"),
        ({"description": "x" * 501}, "description"),
        ({"description": "a\tb"}, "description"),
    ],
)
def test_invalid_payment_input_is_refused(caller: ApiCaller, changes: dict[str, Any], field: str) -> None:
    assert refused_field(caller, RECORD_PAYMENT, **payment(caller, **changes)) == field
