"""Operators change merchants and bank accounts through GraphQL; payouts follow, in both APIs."""

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.merchants.models import BankAccount
from tests.api.conftest import ApiCaller, no_row_changes, refusal_of
from tests.api.keys import client_of
from tests.conftest import account_of

MERCHANT = "merchant { id name email isActive suspendedAt suspensionReason bankAccounts { id isPrimary } }"
ACCOUNT = "bankAccount { id accountHolderName isVerified isPrimary retiredAt }"


def document(mutation: str) -> str:
    name = mutation[0].upper() + mutation[1:]
    shown = MERCHANT if "Merchant" in name else ACCOUNT
    return f"""mutation ($input: {name}Input!) {{ result: {mutation}(input: $input) {{ __typename
      ... on {name}Success {{ changed {shown} }} ... on ValidationError {{ message field }} }} }}"""


def call(caller: ApiCaller, mutation: str, **values: Any) -> Any:
    body = caller.ask(document(mutation), input=values).json()
    assert "errors" not in body, body
    return body["data"]["result"]


def test_a_suspended_merchant_is_shown_so_and_refused_in_both_apis(caller: ApiCaller) -> None:
    key, merchant = uuid4(), str(caller.merchant.id)
    accepted = caller.create(key)
    suspended = call(caller, "suspendMerchant", merchantId=merchant, reason="Fraud report 7")
    assert suspended["changed"] is True
    assert suspended["merchant"]["isActive"] is False
    assert suspended["merchant"]["suspendedAt"]
    assert suspended["merchant"]["suspensionReason"] == "Fraud report 7"
    again = call(caller, "suspendMerchant", merchantId=merchant, reason="Another")
    assert again == suspended | {"changed": False}
    with no_row_changes():
        assert refusal_of(caller.create()) == (400, "validation_error", "merchant_id")
        assert caller.create_by_graphql().json()["data"]["createPayout"]["__typename"] == "ValidationError"
        replayed = caller.create(key)
    assert (replayed.status_code, replayed.content) == (200, accepted.content)
    assert caller.get("merchants/").json()["results"][0]["is_active"] is False
    reopened = call(caller, "reopenMerchant", merchantId=merchant)
    assert (reopened["changed"], reopened["merchant"]["isActive"]) == (True, True)
    assert (reopened["merchant"]["suspendedAt"], reopened["merchant"]["suspensionReason"]) == (None, None)
    assert caller.create().status_code == 201


def test_the_reason_is_shown_to_operators_alone(caller: ApiCaller, settings: Settings) -> None:
    merchant = str(caller.merchant.id)
    call(caller, "suspendMerchant", merchantId=merchant, reason="Fraud report 7")
    settings.PAYOUT_OPEN_ACCESS = False
    query = f'{{ merchant(id: "{merchant}") {{ isActive suspendedAt suspensionReason }} }}'
    own, operators = (ApiCaller(client_of(of), caller.merchant).ask(query) for of in (caller.merchant, None))
    seen = own.json()["data"]["merchant"]
    assert (seen["isActive"], seen["suspensionReason"]) == (False, None)
    assert seen["suspendedAt"]
    assert operators.json()["data"]["merchant"] == seen | {"suspensionReason": "Fraud report 7"}


def test_a_suspended_merchants_keys_still_read(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    theirs = ApiCaller(client_of(caller.merchant), caller.merchant)
    call(ApiCaller(client_of(None), caller.merchant), "suspendMerchant", merchantId=str(caller.merchant.id), reason="X")
    assert [theirs.get(what).status_code for what in ("payouts/", "balance/", "ledger/", "merchants/")] == [200] * 4
    assert refusal_of(theirs.create()) == (400, "validation_error", "merchant_id")


def test_a_merchants_name_and_email_are_mended(caller: ApiCaller) -> None:
    merchant = str(caller.merchant.id)
    mended = call(caller, "updateMerchant", merchantId=merchant, name="Kaveri", email=None)
    assert (mended["changed"], mended["merchant"]["name"]) == (True, "Kaveri")
    assert mended["merchant"]["email"] == caller.merchant.email
    assert call(caller, "updateMerchant", merchantId=merchant, name="Kaveri")["changed"] is False


def test_an_accounts_changes_are_shown(caller: ApiCaller) -> None:
    account = {"bankAccountId": str(account_of(caller.merchant, "4242").id)}
    shown = {
        "id": account["bankAccountId"],
        "accountHolderName": caller.merchant.name,
        "isVerified": True,
        "isPrimary": False,
        "retiredAt": None,
    }
    assert call(caller, "verifyBankAccount", **account)["bankAccount"] == shown
    shown |= {"isPrimary": True}
    assert call(caller, "makeBankAccountPrimary", **account)["bankAccount"] == shown
    shown |= {"accountHolderName": "Kaveri", "isVerified": False}
    assert call(caller, "renameBankAccount", **account, accountHolderName="Kaveri")["bankAccount"] == shown
    retired = call(caller, "retireBankAccount", **account)["bankAccount"]
    assert retired == shown | {"isPrimary": False, "retiredAt": retired["retiredAt"]}
    assert retired["retiredAt"]
    restored = call(caller, "restoreBankAccount", **account)
    assert (restored["changed"], restored["bankAccount"]["retiredAt"]) == (True, None)


def test_a_payout_to_a_retired_account_is_refused_in_both_apis(caller: ApiCaller) -> None:
    call(caller, "retireBankAccount", bankAccountId=str(caller.account.id))
    with no_row_changes():
        by_rest = caller.create()
        by_graphql = caller.create_by_graphql().json()["data"]["createPayout"]
    assert refusal_of(by_rest) == (400, "validation_error", "bank_account_id")
    assert by_graphql == {
        "__typename": "ValidationError",
        "message": "This bank account is retired: it can't receive new payouts.",
        "field": "bankAccountId",
    }


BAD = [
    ("suspendMerchant", {"merchantId": "$m", "reason": " "}, "reason"),
    ("suspendMerchant", {"merchantId": "$u", "reason": "X"}, "merchantId"),
    ("suspendMerchant", {"merchantId": "no uuid", "reason": "X"}, "merchantId"),
    ("reopenMerchant", {"merchantId": "$u"}, "merchantId"),
    ("updateMerchant", {"merchantId": "$m"}, None),
    ("updateMerchant", {"merchantId": "$m", "name": None, "email": None}, None),
    ("updateMerchant", {"merchantId": "$m", "name": ""}, "name"),
    ("updateMerchant", {"merchantId": "$m", "email": "no address"}, "email"),
    ("renameBankAccount", {"bankAccountId": "$a", "accountHolderName": ""}, "accountHolderName"),
    ("renameBankAccount", {"bankAccountId": "$u", "accountHolderName": "X"}, "bankAccountId"),
    ("verifyBankAccount", {"bankAccountId": "$u"}, "bankAccountId"),
    ("verifyBankAccount", {"bankAccountId": "no uuid"}, "bankAccountId"),
    ("makeBankAccountPrimary", {"bankAccountId": "$u"}, "bankAccountId"),
    ("retireBankAccount", {"bankAccountId": "$u"}, "bankAccountId"),
    ("restoreBankAccount", {"bankAccountId": "$u"}, "bankAccountId"),
]


@pytest.mark.parametrize(("mutation", "values", "field"), BAD)
def test_bad_input_names_its_field_and_changes_nothing(
    caller: ApiCaller, mutation: str, values: dict[str, Any], field: str | None
) -> None:
    ids = {"$m": str(caller.merchant.id), "$a": str(caller.account.id), "$u": str(uuid4())}
    with no_row_changes():
        refused = call(caller, mutation, **{name: ids.get(value, value) for name, value in values.items()})
    assert (refused["__typename"], refused["field"]) == ("ValidationError", field)
    assert refused["message"]
    assert BankAccount.objects.count() == 1
