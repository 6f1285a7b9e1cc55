"""Banks and branches in GraphQL: for the payment form, and beside an account that is there already."""

from typing import Any

import pytest

from server.merchants.models import BankAccount
from tests.api.conftest import ApiCaller
from tests.conftest import guards_off

from .test_operator_mutations import account

IFSC = """query ($code: String!) { ifsc(code: $code) {
  code bankName branchName city state isKnownBranch isAccepted warnings } }"""
ADD = """mutation ($input: AddBankAccountInput!) { result: addBankAccount(input: $input) { __typename
  ... on AddBankAccountSuccess { warnings bankAccount { bankName branchName warnings } }
  ... on ValidationError { message field } } }"""


def look_up(caller: ApiCaller, code: object) -> Any:
    return caller.ask(IFSC, code=code).json()["data"]["ifsc"]


def added(caller: ApiCaller, code: str) -> Any:
    return caller.ask(ADD, input=account(caller, ifscCode=code)).json()["data"]["result"]


def test_a_code_shows_its_bank_and_branch(caller: ApiCaller) -> None:
    assert look_up(caller, "HDFC0001234") == {
        "code": "HDFC0001234",
        "bankName": "HDFC Bank",
        "branchName": "PARK STREET",
        "city": "JAIPUR",
        "state": "RAJASTHAN",
        "isKnownBranch": True,
        "isAccepted": True,
        "warnings": [],
    }


def test_a_code_under_a_sponsors_letters_shows_its_own_bank(caller: ApiCaller) -> None:
    assert look_up(caller, "HDFC0CMPLTB")["bankName"] == "Madanapalle Co-operative Town Bank"


@pytest.mark.parametrize("code", ["SBIN0099999", "ZZZZ0000001"])
def test_an_unknown_code_is_shown_with_a_warning(caller: ApiCaller, code: str) -> None:
    shown = look_up(caller, code)
    assert (shown["code"], shown["branchName"], shown["city"], shown["state"]) == (code, None, None, None)
    assert (shown["isKnownBranch"], shown["isAccepted"], len(shown["warnings"])) == (False, True, 1)
    assert shown["bankName"] == ("State Bank of India" if code.startswith("SBIN") else None)


@pytest.mark.parametrize("code", ["SYNB000RTGS", "PYTM0123456"])
def test_a_lapsed_banks_code_is_shown_with_the_words_of_its_refusal(caller: ApiCaller, code: str) -> None:
    shown = look_up(caller, code)
    assert (shown["isKnownBranch"], shown["isAccepted"]) == (True, False)
    refused = added(caller, code)
    assert (refused["__typename"], refused["field"]) == ("ValidationError", "ifscCode")
    assert shown["warnings"] == [refused["message"]]


@pytest.mark.parametrize(
    "code", ["", "HDFC", "hdfc0001234", "HDFC1001234", " HDFC0001234", "HDFC00012345", "\u202e", "ＨＤＦＣ0001234"]
)
def test_what_cannot_be_a_code_is_null(caller: ApiCaller, code: str) -> None:
    assert look_up(caller, code) is None


def test_a_new_account_of_a_listed_branch_has_no_warning(caller: ApiCaller) -> None:
    assert added(caller, "SBIN0001234") == {
        "__typename": "AddBankAccountSuccess",
        "warnings": [],
        "bankAccount": {"bankName": "State Bank of India", "branchName": "HAJIGANJ", "warnings": []},
    }


def test_a_new_account_of_an_unknown_branch_has_a_warning(caller: ApiCaller) -> None:
    made = added(caller, "SBIN0099999")
    assert len(made["warnings"]) == 1
    assert "SBIN0099999" in made["warnings"][0]
    assert made["bankAccount"] == {
        "bankName": "State Bank of India",
        "branchName": None,
        "warnings": made["warnings"],
    }


def test_an_account_that_is_there_is_shown_with_its_banks_lapse(caller: ApiCaller) -> None:
    with guards_off():
        BankAccount.objects.update(ifsc_code="CORP0000920")
    document = "query ($id: ID!) { merchant(id: $id) { bankAccounts { bankName warnings } } }"
    [shown] = caller.ask(document, id=caller.merchant.id).json()["data"]["merchant"]["bankAccounts"]
    assert shown["bankName"] == "Corporation Bank"
    assert "part of Union Bank of India since 1 April 2020" in shown["warnings"][0]
    assert caller.create().status_code == 201


def test_the_engine_says_which_list_it_has(caller: ApiCaller) -> None:
    shown = caller.ask("{ engine { ifscData { version publishedOn codes } } }").json()["data"]["engine"]
    assert shown == {"ifscData": {"version": "2.0.50", "publishedOn": "2025-11-14", "codes": 176_918}}
