"""What an amount may be: whole paise as a positive JSON integer, through both APIs."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from server.merchants.models import Merchant

from .conftest import ApiResponse, Caller, graphql, no_row_changes, refusal_of
from .malformed import MAX, NOT_AMOUNTS


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_is_a_positive_json_integer(caller: Caller, amount: str) -> None:
    with no_row_changes():
        answer = caller.post(f'{{"amount_paise": {amount}, "bank_account_id": "{caller.account.id}"}}')
    assert refusal_of(answer) == (400, "validation_error", "amount_paise")


@pytest.mark.parametrize("amount", [1, 100_000])
def test_any_whole_number_of_paise_that_is_there_can_be_paid(caller: Caller, amount: int) -> None:
    assert caller.create(amount_paise=amount).json()["amount_paise"] == amount


def test_the_largest_amount_is_read_to_the_paisa(client: Client, new_merchant: Callable[..., Merchant]) -> None:
    rich = Caller(client, new_merchant(paise=MAX))
    answer = rich.create(amount_paise=MAX)
    assert (answer.status_code, answer.json()["amount_paise"]) == (201, MAX)
    assert answer.json()["amount_inr"] == "₹90071992547409.91"


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_in_graphql_is_an_integer_in_a_variable(caller: Caller, amount: str) -> None:
    """Zero and below are whole numbers of paise, but nothing to pay: a ValidationError."""
    body = json.dumps({"query": CREATE, "variables": {"input": caller.graphql_input("AMOUNT")}})
    with no_row_changes():
        answer = caller.post(body.replace('"AMOUNT"', amount), address="/graphql/")
    assert_refused_by_graphql(answer, is_paise=amount in {"0", "-0", "-1", str(-MAX)})


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_in_graphql_is_an_integer_in_a_literal(caller: Caller, amount: str) -> None:
    literal = " ".join(f"{name}: {json.dumps(value)}" for name, value in caller.graphql_input("AMOUNT").items())
    literal = literal.replace('"AMOUNT"', amount.replace('"paise":', "paise:"))
    with no_row_changes():
        answer = graphql(caller.client, f"mutation {{ createPayout(input: {{ {literal} }}) {{ {OUTCOME} }} }}")
    assert_refused_by_graphql(answer, is_paise=amount in {"0", "-0", "-1", str(-MAX)})


OUTCOME = "__typename ... on ValidationError { field }"
CREATE = f"mutation ($input: CreatePayoutInput!) {{ createPayout(input: $input) {{ {OUTCOME} }} }}"


def assert_refused_by_graphql(answer: ApiResponse, *, is_paise: bool) -> None:
    body = answer.json()
    if is_paise:
        assert body == {"data": {"createPayout": {"__typename": "ValidationError", "field": "amountPaise"}}}
        return
    assert answer.status_code == 400
    assert "data" not in body
    assert {error["extensions"]["code"] for error in body["errors"]} == {"BAD_USER_INPUT"}
