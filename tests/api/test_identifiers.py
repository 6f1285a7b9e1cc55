"""Merchants, accounts and keys are named by canonical UUIDs, through both APIs."""

import json

import pytest

from tests.api.conftest import ApiCaller, graphql, no_row_changes, refusal_of
from tests.api.malformed import A_UUID, NOT_UUIDS, NOT_UUIDS_IN_A_BODY


@pytest.mark.parametrize("value", NOT_UUIDS_IN_A_BODY.values(), ids=NOT_UUIDS_IN_A_BODY)
def test_a_bank_account_is_named_by_a_canonical_uuid(caller: ApiCaller, value: str) -> None:
    with no_row_changes():
        response = caller.create(bank_account_id=value)
    assert refusal_of(response) == (400, "validation_error", "bank_account_id")


@pytest.mark.parametrize("value", [None, 1, True, [], {}, [A_UUID]])
def test_a_bank_account_is_named_by_a_string(caller: ApiCaller, value: object) -> None:
    with no_row_changes():
        response = caller.create(bank_account_id=value)
    assert refusal_of(response) == (400, "validation_error", "bank_account_id")


@pytest.mark.parametrize("field", ["amount_paise", "bank_account_id"])
def test_no_field_has_a_default(caller: ApiCaller, field: str) -> None:
    body = caller.body()
    del body[field]
    with no_row_changes():
        response = caller.post(json.dumps(body))
    assert refusal_of(response) == (400, "validation_error", field)


@pytest.mark.parametrize("value", list(NOT_UUIDS.values()), ids=NOT_UUIDS)
@pytest.mark.parametrize("header", ["Idempotency-Key", "X-Merchant-Id"])
def test_the_headers_are_canonical_uuids(caller: ApiCaller, header: str, value: str) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(caller.merchant.id)} | {header: value}
    with no_row_changes():
        response = caller.client.post("/api/v1/payouts/", caller.body(), "application/json", headers=headers)
    assert refusal_of(response) == (400, "validation_error", header)


@pytest.mark.parametrize("header", ["Idempotency-Key", "X-Merchant-Id"])
def test_both_headers_are_needed(caller: ApiCaller, header: str) -> None:
    headers = {"Idempotency-Key": A_UUID, "X-Merchant-Id": str(caller.merchant.id)}
    del headers[header]
    with no_row_changes():
        response = caller.client.post("/api/v1/payouts/", caller.body(), "application/json", headers=headers)
    assert refusal_of(response) == (400, "validation_error", header)


def test_a_header_that_is_sent_twice_is_refused(caller: ApiCaller) -> None:
    with no_row_changes():
        response = caller.post(json.dumps(caller.body()), key=f"{A_UUID},{A_UUID}")
    assert refusal_of(response) == (400, "validation_error", "Idempotency-Key")


def test_upper_case_is_the_same_uuid(caller: ApiCaller) -> None:
    first = caller.create(key=A_UUID)
    again = caller.create(key=A_UUID.upper(), bank_account_id=str(caller.account.id).upper())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content


@pytest.mark.parametrize("value", NOT_UUIDS_IN_A_BODY.values(), ids=NOT_UUIDS_IN_A_BODY)
def test_a_key_in_graphql_is_a_canonical_uuid(caller: ApiCaller, value: str) -> None:
    with no_row_changes():
        response = caller.create_by_graphql(idempotencyKey=value)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("literal", ["1", "true", "null", "1.0", f"[{A_UUID!r}]", f'"{{{A_UUID}}}"', "KEY", "{}"])
def test_a_key_in_graphql_is_a_canonical_uuid_in_a_literal_too(caller: ApiCaller, literal: str) -> None:
    values = {name: json.dumps(value) for name, value in caller.graphql_input(100).items()}
    values["idempotencyKey"] = literal.replace("'", '"')
    fields = " ".join(f"{name}: {value}" for name, value in values.items())
    with no_row_changes():
        response = graphql(caller.client, f"mutation {{ createPayout(input: {{ {fields} }}) {{ __typename }} }}")
    assert response.status_code == 400


@pytest.mark.parametrize("value", [1, True, None, 1.5, [A_UUID, A_UUID], {}])
def test_a_key_in_graphql_is_a_string(caller: ApiCaller, value: object) -> None:
    with no_row_changes():
        response = caller.create_by_graphql(idempotencyKey=value)
    assert response.status_code == 400


def test_a_well_formed_literal_is_accepted(caller: ApiCaller) -> None:
    """The control: without it every literal above could have been refused for another reason."""
    fields = " ".join(f"{name}: {json.dumps(value)}" for name, value in caller.graphql_input(100).items())
    response = graphql(caller.client, f"mutation {{ createPayout(input: {{ {fields} }}) {{ __typename }} }}")
    assert response.json() == {"data": {"createPayout": {"__typename": "CreatePayoutSuccess"}}}


@pytest.mark.parametrize("field", ["merchantId", "bankAccountId"])
@pytest.mark.parametrize("value", [*NOT_UUIDS_IN_A_BODY.values(), A_UUID, 7])
def test_ids_in_graphql_that_name_nothing_are_a_validation_error(caller: ApiCaller, field: str, value: object) -> None:
    with no_row_changes():
        response = caller.create_by_graphql(None, **{field: value})
    outcome = response.json()["data"]["createPayout"]
    assert (outcome["__typename"], outcome["field"]) == ("ValidationError", field)
