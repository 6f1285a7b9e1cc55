"""A failed payout is paid again through either API, once."""

import json
from typing import Any
from uuid import uuid4

import pytest

from server.access.callers import Scope
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, no_row_changes, refusal_of
from tests.api.keys import client_with, new_key
from tests.conftest import account_of, pay

ONE = "query ($id: ID!) { payout(id: $id) { retryOf retriedBy safeToRetry nextAction explanation } }"
CREATE = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { __typename
  ... on CreatePayoutSuccess { replayed payout { id retryOf retriedBy safeToRetry } }
  ... on ValidationError { message field } } }"""


@pytest.fixture
def failed(caller: ApiCaller) -> Payout:
    payout = pay(caller.merchant, 100, Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    return Payout.objects.get(pk=payout.id)


def account(payout: Payout) -> str:
    return str(payout.bank_account_id)


def test_through_graphql_and_read_from_both_ends(caller: ApiCaller, failed: Payout) -> None:
    asked = caller.graphql_input(100) | {"bankAccountId": account(failed), "retryOf": str(failed.id)}
    made, replay = (caller.ask(CREATE, input=asked).json()["data"]["createPayout"] for _ in range(2))
    expected = {"id": made["payout"]["id"], "retryOf": str(failed.id), "retriedBy": None, "safeToRetry": False}
    assert (made["payout"], made["replayed"]) == (expected, False)
    assert replay == made | {"replayed": True}
    first, second = (caller.ask(ONE, id=each).json()["data"]["payout"] for each in (str(failed.id), expected["id"]))
    assert first == {
        "retryOf": None,
        "retriedBy": expected["id"],
        "safeToRetry": False,
        "nextAction": "NONE",
        "explanation": "Not paid, and it never will be. Another payout was made in its place.",
    }
    assert (second["retryOf"], second["retriedBy"]) == (str(failed.id), None)
    with no_row_changes():
        refused = caller.ask(CREATE, input=asked | {"idempotencyKey": str(uuid4())}).json()["data"]["createPayout"]
    assert refused == {
        "__typename": "ValidationError",
        "message": f"That payout was paid again already, by payout {expected['id']}.",
        "field": "retryOf",
    }


def test_once_the_retry_has_failed_it_is_safe_again(caller: ApiCaller, failed: Payout) -> None:
    assert caller.create(amount_paise=100, bank_account_id=account(failed), retry_of=str(failed.id)).status_code == 201
    settle_due(SimulatedBank())
    first = caller.ask(ONE, id=str(failed.id)).json()["data"]["payout"]
    assert (first["retriedBy"], first["safeToRetry"]) == (None, True)


def test_through_rest_the_second_is_refused(caller: ApiCaller, failed: Payout) -> None:
    asked: dict[str, Any] = {"amount_paise": 100, "bank_account_id": account(failed), "retry_of": str(failed.id)}
    key = uuid4()
    made = caller.create(key=key, **asked)
    assert made.status_code == 201
    with no_row_changes():
        assert caller.create(key=key, **asked).content == made.content
        assert caller.create(key=key, amount_paise=100, bank_account_id=account(failed)).status_code == 409
        refused = caller.create(**asked)
    assert refusal_of(refused)[::2] == (400, "retry_of")
    assert made.json()["id"] in refused.json()["message"]


@pytest.mark.parametrize("value", [7, "", "nothing", True, [], "4136f34c-201d-4dca-9c53-0d3840cf64cc"])
def test_a_faulty_name_changes_nothing(caller: ApiCaller, failed: Payout, value: object) -> None:
    with no_row_changes():
        assert refusal_of(caller.create(bank_account_id=account(failed), retry_of=value))[::2] == (400, "retry_of")


@pytest.mark.parametrize("value", ["", "nothing", "4136f34c-201d-4dca-9c53-0d3840cf64cc"])
def test_a_faulty_name_changes_nothing_in_graphql(caller: ApiCaller, failed: Payout, value: str) -> None:
    asked = caller.graphql_input(100) | {"bankAccountId": account(failed), "retryOf": value}
    with no_row_changes():
        refused = caller.ask(CREATE, input=asked).json()["data"]["createPayout"]
    assert (refused["__typename"], refused["field"]) == ("ValidationError", "retryOf")


def test_each_payout_of_a_batch_may_be_a_retry(caller: ApiCaller, failed: Payout) -> None:
    item = {"amount_paise": 100, "bank_account_id": account(failed), "retry_of": str(failed.id)}
    items = [item | {"idempotency_key": str(uuid4())} for _ in range(2)]
    results = caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/").json()["results"]
    assert [result["status"] for result in results] == ["created", "refused"]
    assert results[1]["error"]["field"] == "retry_of"


def test_a_key_that_may_only_pay_is_not_told_the_other_payout(caller: ApiCaller, failed: Payout) -> None:
    asked: dict[str, Any] = {"amount_paise": 100, "bank_account_id": account(failed), "retry_of": str(failed.id)}
    made = caller.create(**asked).json()["id"]
    client = client_with(new_key(caller.merchant, Scope.PAYOUTS).secret)
    response = client.post(
        "/api/v1/payouts/", asked, content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert response.json()["message"] == "That payout cannot be paid again."
    assert made not in response.content.decode()


def test_a_payout_to_another_account_is_no_retry(caller: ApiCaller, failed: Payout) -> None:
    other = account_of(caller.merchant)
    with no_row_changes():
        refused = caller.create(bank_account_id=str(other.id), retry_of=str(failed.id))
    assert refusal_of(refused)[::2] == (400, "retry_of")
    assert "another bank account" in refused.json()["message"]
