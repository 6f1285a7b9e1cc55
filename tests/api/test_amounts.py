"""Amounts are whole paise as a positive JSON integer, through both APIs."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from server.merchants.models import Merchant

from .conftest import ApiCaller, ApiResponse, graphql, no_row_changes, refusal_of
from .malformed import MAX, NOT_AMOUNTS


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_is_a_positive_json_integer(caller: ApiCaller, amount: str) -> None:
    with no_row_changes():
        response = caller.post(f'{{"amount_paise": {amount}, "bank_account_id": "{caller.account.id}"}}')
    assert refusal_of(response) == (400, "validation_error", "amount_paise")


@pytest.mark.parametrize("amount", [1, 100_000])
def test_any_available_whole_number_of_paise_can_be_paid(caller: ApiCaller, amount: int) -> None:
    assert caller.create(amount_paise=amount).json()["amount_paise"] == amount


def test_the_largest_amount_is_exact_to_the_paisa(client: Client, new_merchant: Callable[..., Merchant]) -> None:
    rich = ApiCaller(client, new_merchant(paise=MAX))
    response = rich.create(amount_paise=MAX)
    assert (response.status_code, response.json()["amount_paise"]) == (201, MAX)
    assert response.json()["amount_inr"] == "₹90071992547409.91"


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_in_graphql_is_an_integer_in_a_variable(caller: ApiCaller, amount: str) -> None:
    """Zero and negative integers are valid Paise but not amounts: a ValidationError."""
    body = json.dumps({"query": CREATE, "variables": {"input": caller.graphql_input("AMOUNT")}})
    with no_row_changes():
        response = caller.post(body.replace('"AMOUNT"', amount), address="/graphql/")
    assert_refused_by_graphql(response, is_paise=amount in {"0", "-0", "-1", str(-MAX)})


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_in_graphql_is_an_integer_in_a_literal(caller: ApiCaller, amount: str) -> None:
    literal = " ".join(f"{name}: {json.dumps(value)}" for name, value in caller.graphql_input("AMOUNT").items())
    literal = literal.replace('"AMOUNT"', amount.replace('"paise":', "paise:"))
    with no_row_changes():
        response = graphql(caller.client, f"mutation {{ createPayout(input: {{ {literal} }}) {{ {OUTCOME} }} }}")
    assert_refused_by_graphql(response, is_paise=amount in {"0", "-0", "-1", str(-MAX)})


OUTCOME = "__typename ... on ValidationError { field }"
CREATE = f"mutation ($input: CreatePayoutInput!) {{ createPayout(input: $input) {{ {OUTCOME} }} }}"


@pytest.mark.parametrize("amount", [0, -1])
def test_both_apis_refuse_an_amount_with_one_message(caller: ApiCaller, amount: int) -> None:
    message = caller.create(amount_paise=amount).json()["message"]
    refused = caller.create_by_graphql(amountPaise=amount).json()["data"]["createPayout"]
    words = "must be a positive integer of paise, at most 2^53 - 1."
    assert message == f"amount_paise {words}"
    assert refused == {"__typename": "ValidationError", "message": f"amountPaise {words}", "field": "amountPaise"}


def assert_refused_by_graphql(response: ApiResponse, *, is_paise: bool) -> None:
    body = response.json()
    if is_paise:
        assert body == {"data": {"createPayout": {"__typename": "ValidationError", "field": "amountPaise"}}}
        return
    assert response.status_code == 400
    assert "data" not in body
    assert {error["extensions"]["code"] for error in body["errors"]} == {"BAD_USER_INPUT"}
