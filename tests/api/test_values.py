"""What a value in a body or a header may be. Every refusal names its field and leaves every row as it was."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from server.merchants.models import Merchant
from tests.conftest import account_of

from .conftest import Answer, Caller, graphql, no_row_changes, payouts_of

A_UUID = "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34"
MAX = 2**53 - 1

NOT_AMOUNTS = [
    *("1.0", "1e3", "1E2", "100.5", "-0.0", "0.1", "1e400", "-1e400"),
    *('"1"', '"100"', '""', "true", "false", "null", "[]", "[100]", "{}", '{"paise": 100}'),
    *("0", "-0", "-1", str(-MAX), str(2**53), str(2**63), str(2**64), "9" * 100, "9" * 4000),
]

NOT_UUIDS = {
    "braces": "{3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34}",
    "urn": "urn:uuid:3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "no dashes": "3f2b8c1e9d4a4c6b8f0e2a7d5b1c9e34",
    "dashes elsewhere": "3f2b8c1e9-d4a-4c6b-8f0e-2a7d5b1c9e34",
    "too short": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e3",
    "too long": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e345",
    "no hexadecimal": "gf2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "empty": "",
    "a word": "key",
    "a number": "1",
}
NOT_UUIDS_IN_A_BODY = NOT_UUIDS | {
    "full-width digits": "３f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "Arabic digits": "٣f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "a space before": " 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "a space after": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34 ",
    "a line feed after": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34\n",
    "underscores": "3f2b8c1e_9d4a_4c6b_8f0e_2a7d5b1c9e34",
}


def refusal_of(answer: Answer) -> tuple[int, str, str | None]:
    body = answer.json()
    assert body["message"]
    return answer.status_code, body["error"], body.get("field")


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_is_a_positive_json_integer(caller: Caller, amount: str) -> None:
    with no_row_changes():
        answer = caller.post(f'{{"amount_paise": {amount}, "bank_account_id": "{caller.account.id}"}}')
    assert refusal_of(answer) == (400, "validation_error", "amount_paise")


@pytest.mark.parametrize("amount", [1, 100_000])
def test_any_whole_number_of_paise_that_is_there_can_be_paid(caller: Caller, amount: int) -> None:
    assert caller.create(amount_paise=amount).json()["amount_paise"] == amount


def test_the_largest_amount_is_read_to_the_paisa(client: Any, new_merchant: Callable[..., Merchant]) -> None:
    rich = Caller(client, new_merchant(paise=MAX))
    answer = rich.create(amount_paise=MAX)
    assert (answer.status_code, answer.json()["amount_paise"]) == (201, MAX)
    assert answer.json()["amount_inr"] == "₹90071992547409.91"


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_in_graphql_is_an_integer_in_a_variable(caller: Caller, amount: str) -> None:
    """Zero and below are whole numbers of paise, but nothing to pay: a ValidationError."""
    body = json.dumps({"query": CREATE, "variables": {"input": graphql_input(caller, "AMOUNT")}})
    with no_row_changes():
        answer = caller.post(body.replace('"AMOUNT"', amount), address="/graphql/")
    assert_refused_by_graphql(answer, is_paise=amount in {"0", "-0", "-1", str(-MAX)})


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_in_graphql_is_an_integer_in_a_literal(caller: Caller, amount: str) -> None:
    literal = " ".join(f"{name}: {json.dumps(value)}" for name, value in graphql_input(caller, "AMOUNT").items())
    literal = literal.replace('"AMOUNT"', amount.replace('"paise":', "paise:"))
    with no_row_changes():
        answer = graphql(caller.client, f"mutation {{ createPayout(input: {{ {literal} }}) {{ {OUTCOME} }} }}")
    assert_refused_by_graphql(answer, is_paise=amount in {"0", "-0", "-1", str(-MAX)})


OUTCOME = "__typename ... on ValidationError { field }"
CREATE = f"mutation ($input: CreatePayoutInput!) {{ createPayout(input: $input) {{ {OUTCOME} }} }}"


def graphql_input(caller: Caller, amount: object) -> dict[str, object]:
    ids = {"merchantId": str(caller.merchant.id), "bankAccountId": str(caller.account.id)}
    return ids | {"idempotencyKey": str(uuid4()), "amountPaise": amount}


def assert_refused_by_graphql(answer: Answer, *, is_paise: bool) -> None:
    body = answer.json()
    if is_paise:
        assert body == {"data": {"createPayout": {"__typename": "ValidationError", "field": "amountPaise"}}}
        return
    assert answer.status_code == 400
    assert "data" not in body
    assert {error["extensions"]["code"] for error in body["errors"]} == {"BAD_USER_INPUT"}


@pytest.mark.parametrize("value", NOT_UUIDS_IN_A_BODY.values(), ids=NOT_UUIDS_IN_A_BODY)
def test_a_bank_account_is_named_by_a_canonical_uuid(caller: Caller, value: str) -> None:
    with no_row_changes():
        answer = caller.create(bank_account_id=value)
    assert refusal_of(answer) == (400, "validation_error", "bank_account_id")


@pytest.mark.parametrize("value", [None, 1, True, [], {}, [A_UUID]])
def test_a_bank_account_is_named_by_a_string(caller: Caller, value: object) -> None:
    with no_row_changes():
        answer = caller.create(bank_account_id=value)
    assert refusal_of(answer) == (400, "validation_error", "bank_account_id")


@pytest.mark.parametrize("field", ["amount_paise", "bank_account_id"])
def test_no_field_has_a_default(caller: Caller, field: str) -> None:
    body = caller.body()
    del body[field]
    with no_row_changes():
        answer = caller.post(json.dumps(body))
    assert refusal_of(answer) == (400, "validation_error", field)


@pytest.mark.parametrize("value", list(NOT_UUIDS.values()), ids=NOT_UUIDS)
@pytest.mark.parametrize("header", ["Idempotency-Key", "X-Merchant-Id"])
def test_the_headers_are_canonical_uuids(caller: Caller, header: str, value: str) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(caller.merchant.id)} | {header: value}
    with no_row_changes():
        answer = caller.client.post("/api/v1/payouts/", caller.body(), "application/json", headers=headers)
    assert refusal_of(answer) == (400, "validation_error", header)


@pytest.mark.parametrize("header", ["Idempotency-Key", "X-Merchant-Id"])
def test_both_headers_are_needed(caller: Caller, header: str) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(caller.merchant.id)}
    del headers[header]
    with no_row_changes():
        answer = caller.client.post("/api/v1/payouts/", caller.body(), "application/json", headers=headers)
    assert refusal_of(answer) == (400, "validation_error", header)


def test_a_header_that_is_sent_twice_is_refused(caller: Caller) -> None:
    with no_row_changes():
        answer = caller.post(json.dumps(caller.body()), key=f"{A_UUID},{A_UUID}")
    assert refusal_of(answer) == (400, "validation_error", "Idempotency-Key")


def test_upper_case_is_the_same_uuid(caller: Caller) -> None:
    first = caller.create(key=A_UUID)
    again = caller.create(key=A_UUID.upper(), bank_account_id=str(caller.account.id).upper())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content


@pytest.mark.parametrize("value", NOT_UUIDS_IN_A_BODY.values(), ids=NOT_UUIDS_IN_A_BODY)
def test_a_key_in_graphql_is_a_canonical_uuid(caller: Caller, value: str) -> None:
    with no_row_changes():
        answer = caller.create_by_graphql(idempotencyKey=value)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("literal", ["1", "true", "null", "1.0", f"[{A_UUID!r}]", f'"{{{A_UUID}}}"', "KEY", "{}"])
def test_a_key_in_graphql_is_a_canonical_uuid_in_a_literal_too(caller: Caller, literal: str) -> None:
    values = {name: json.dumps(value) for name, value in graphql_input(caller, 100).items()}
    values["idempotencyKey"] = literal.replace("'", '"')
    fields = " ".join(f"{name}: {value}" for name, value in values.items())
    with no_row_changes():
        answer = graphql(caller.client, f"mutation {{ createPayout(input: {{ {fields} }}) {{ __typename }} }}")
    assert answer.status_code == 400


@pytest.mark.parametrize("value", [1, True, None, 1.5, [A_UUID, A_UUID], {}])
def test_a_key_in_graphql_is_a_string(caller: Caller, value: object) -> None:
    with no_row_changes():
        answer = caller.create_by_graphql(idempotencyKey=value)
    assert answer.status_code == 400


def test_a_well_formed_literal_is_taken(caller: Caller) -> None:
    """Else every literal above could have been refused for another reason."""
    fields = " ".join(f"{name}: {json.dumps(value)}" for name, value in graphql_input(caller, 100).items())
    answer = graphql(caller.client, f"mutation {{ createPayout(input: {{ {fields} }}) {{ __typename }} }}")
    assert answer.json() == {"data": {"createPayout": {"__typename": "CreatePayoutSuccess"}}}


@pytest.mark.parametrize("field", ["merchantId", "bankAccountId"])
@pytest.mark.parametrize("value", [*NOT_UUIDS_IN_A_BODY.values(), A_UUID, 7])
def test_ids_in_graphql_that_name_nothing_are_a_validation_error(caller: Caller, field: str, value: object) -> None:
    with no_row_changes():
        answer = caller.create_by_graphql(None, **{field: value})
    outcome = answer.json()["data"]["createPayout"]
    assert (outcome["__typename"], outcome["field"]) == ("ValidationError", field)


def test_an_unknown_merchant_cannot_create_a_payout(caller: Caller) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(uuid4())}
    with no_row_changes():
        answer = caller.client.post("/api/v1/payouts/", caller.body(), "application/json", headers=headers)
    assert refusal_of(answer) == (400, "validation_error", "merchant_id")


def test_an_inactive_merchant_reads_but_does_not_pay(caller: Caller) -> None:
    accepted = UUID(caller.create().json()["id"])
    Merchant.objects.filter(id=caller.merchant.id).update(is_active=False)
    with no_row_changes():
        assert refusal_of(caller.create()) == (400, "validation_error", "merchant_id")
        refused = caller.create_by_graphql().json()["data"]["createPayout"]
    assert (refused["__typename"], refused["field"]) == ("ValidationError", "merchantId")
    assert [caller.get(what).status_code for what in ("payouts/", "balance/", "ledger/")] == [200, 200, 200]
    assert caller.get(f"payouts/{accepted}/").status_code == 200


def test_a_strangers_account_cannot_be_paid_to(caller: Caller, stranger: Caller) -> None:
    with no_row_changes():
        answer = caller.create(bank_account_id=str(stranger.account.id))
        outcome = caller.create_by_graphql(bankAccountId=str(stranger.account.id)).json()["data"]["createPayout"]
    assert refusal_of(answer) == (400, "validation_error", "bank_account_id")
    assert (outcome["__typename"], outcome["field"]) == ("ValidationError", "bankAccountId")


def test_a_strangers_account_is_refused_in_the_words_for_an_unknown_one(caller: Caller, stranger: Caller) -> None:
    theirs = caller.create(bank_account_id=str(stranger.account.id))
    unknown = caller.create(bank_account_id=A_UUID)
    assert theirs.content == unknown.content


def test_the_merchant_is_named_by_the_header_and_the_parameter_alike(caller: Caller, stranger: Caller) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(caller.merchant.id)}
    address = f"/api/v1/payouts/?merchant_id={stranger.merchant.id}"
    with no_row_changes():
        answer = caller.client.post(address, caller.body(), "application/json", headers=headers)
    assert refusal_of(answer) == (400, "validation_error", "merchant_id")


def test_a_refused_key_may_be_sent_again(caller: Caller) -> None:
    with no_row_changes():
        assert caller.create(key=A_UUID, amount_paise=0).status_code == 400
        assert caller.create(key=A_UUID, amount_paise=10**9).status_code == 402
    assert caller.create(key=A_UUID).status_code == 201
    assert payouts_of(caller.merchant) == 1


def test_a_second_account_can_be_paid_to(caller: Caller) -> None:
    other = account_of(caller.merchant, "4242")
    assert caller.create(bank_account_id=str(other.id)).json()["bank_account"]["id"] == str(other.id)
