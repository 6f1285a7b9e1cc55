"""createPayouts: a payroll in one mutation, each of its payouts created, replayed or refused by itself."""

import json
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes, payouts_of
from tests.api.keys import client_of
from tests.api.malformed import A_UUID
from tests.api.rest import test_batches as rest
from tests.conftest import account_of
from tests.support.counting import round_trips

DOCUMENT = """
mutation ($input: CreatePayoutsInput!) {
  createPayouts(input: $input) {
    __typename
    ... on CreatePayoutsSuccess {
      results {
        __typename
        ... on CreatePayoutSuccess { replayed payout { id status amountPaise idempotencyKey %s } }
        ... on InsufficientFunds { availablePaise }
        ... on IdempotencyConflict { message }
        ... on ValidationError { message field }
      }
    }
    ... on ValidationError { message field }
  }
}
"""


def item(caller: ApiCaller, key: UUID | str | None = None, paise: Any = 100, account: Any = None) -> dict[str, Any]:
    account = account or str(caller.account.id)
    return {"bankAccountId": account, "amountPaise": paise, "idempotencyKey": str(key or uuid4())}


def send(caller: ApiCaller, *payouts: object, more: str = "", **changes: Any) -> ApiResponse:
    given = {"merchantId": str(caller.merchant.id), "payouts": payouts} | changes
    return graphql(caller.client, DOCUMENT % more, input=given)


def result_of(response: ApiResponse) -> dict[str, Any]:
    assert "errors" not in response.json(), response.json()
    result: dict[str, Any] = response.json()["data"]["createPayouts"]
    return result


def each(response: ApiResponse) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = result_of(response)["results"]
    return results


def test_each_is_created_replayed_or_refused_by_itself(caller: ApiCaller) -> None:
    key = uuid4()
    alone = caller.create(key=key, amount_paise=100).json()
    replayed, conflict, too_much, created, no_account, no_id, nothing = each(
        send(
            caller,
            item(caller, key),
            item(caller, key, 101),
            item(caller, paise=99_901),
            item(caller, paise=99_900),
            item(caller, account=A_UUID),
            item(caller, account="an account"),
            item(caller, paise=0),
        )
    )
    assert (replayed["replayed"], replayed["payout"]["id"]) == (True, alone["id"])
    assert conflict["__typename"] == "IdempotencyConflict"
    assert too_much == {"__typename": "InsufficientFunds", "availablePaise": 99_900}
    assert (created["replayed"], created["payout"]["amountPaise"]) == (False, 99_900)
    assert (no_account["__typename"], no_account["field"]) == ("ValidationError", "bankAccountId")
    assert no_account["message"] == "No such bank account of this merchant."
    assert (no_id["__typename"], no_id["field"]) == ("ValidationError", "bankAccountId")
    assert (nothing["__typename"], nothing["field"]) == ("ValidationError", "amountPaise")
    assert payouts_of(caller.merchant) == 2


def test_a_payroll_of_one_api_is_replayed_by_the_other(caller: ApiCaller) -> None:
    keys = [uuid4() for _ in range(3)]
    made = each(send(caller, *(item(caller, key) for key in keys)))
    with no_row_changes():
        again = rest.send(caller, *(rest.item(caller, key) for key in keys))
        alone = [caller.create_by_graphql(key, amountPaise=100).json()["data"]["createPayout"] for key in keys]
    assert rest.statuses(again) == ["replayed"] * 3
    ids = [result["payout"]["id"] for result in again.json()["results"]]
    assert ids == [result["payout"]["id"] for result in made] == [result["payout"]["id"] for result in alone]
    with no_row_changes():
        assert [result["replayed"] for result in each(send(caller, *(item(caller, key) for key in keys)))] == [True] * 3


def test_a_payroll_of_1000_is_one_call(caller: ApiCaller, running_server: str) -> None:
    payouts = [item(caller, paise=7) for _ in range(1_000)]
    given = {"merchantId": str(caller.merchant.id), "payouts": payouts}
    body = json.dumps({"query": DOCUMENT % "", "variables": {"input": given}}).encode()
    assert len(body) > 64 * 1024
    with closing(HTTPConnection(running_server.removeprefix("http://"), timeout=60)) as connection:
        connection.request("POST", "/graphql/", body, {"Content-Type": "application/json"})
        results = json.load(connection.getresponse())["data"]["createPayouts"]["results"]
    assert [result["payout"]["idempotencyKey"] for result in results] == [each["idempotencyKey"] for each in payouts]
    assert payouts_of(caller.merchant) == 1_000


@pytest.mark.parametrize("number", [0, 1_001])
def test_a_body_that_is_not_a_batch_is_refused_as_a_whole(caller: ApiCaller, number: int) -> None:
    with no_row_changes():
        result = result_of(send(caller, *[item(caller)] * number))
    assert (result["__typename"], result["field"]) == ("ValidationError", "payouts")


@pytest.mark.parametrize("merchant_id", [None, A_UUID, "a merchant"])
def test_without_an_active_merchant_it_is_refused_as_a_whole(caller: ApiCaller, merchant_id: str | None) -> None:
    with no_row_changes():
        result = result_of(send(caller, item(caller), merchantId=merchant_id))
    assert (result["__typename"], result["field"]) == ("ValidationError", "merchantId")


@pytest.mark.parametrize("wrong", [{"paise": 1.0}, {"paise": "1"}, {"paise": 2**53}, {"key": "a key"}])
def test_a_value_of_the_wrong_type_refuses_the_whole_batch(caller: ApiCaller, wrong: dict[str, Any]) -> None:
    with no_row_changes():
        response = send(caller, item(caller), item(caller, **wrong))
    assert response.status_code == 400
    assert "payouts[1]" in response.json()["errors"][0]["message"]


def test_fields_from_receipts_take_one_round_trip_for_any_number(caller: ApiCaller) -> None:
    shown = "createdAt moneyIs needsReview bankAccount { id accountNumberMasked ifscCode bankName }"
    each(send(caller, item(caller), more=shown))
    for number in (1, 30):
        with round_trips() as counted:
            each(send(caller, *(item(caller, paise=1) for _ in range(number)), more=shown))
        assert counted.round_trips == 1


def test_account_fields_outside_the_receipts_take_one_more_round_trip(caller: ApiCaller) -> None:
    other = str(account_of(caller.merchant, "0002").id)
    with round_trips() as counted:
        results = each(
            send(
                caller,
                *(item(caller, paise=1, account=account) for account in (None, other, None)),
                more="bankAccount { id accountHolderName isPrimary }",
            )
        )
    assert counted.round_trips == 2
    assert [result["payout"]["bankAccount"]["isPrimary"] for result in results] == [True, False, True]


@pytest.mark.parametrize(
    "edge",
    [
        "merchant { id }",
        "ledgerEntries { id }",
        "... { merchant { balance { totalPaise } } }",
    ],
)
def test_edges_beyond_accounts_are_refused_in_a_batch(caller: ApiCaller, edge: str) -> None:
    with no_row_changes():
        result = result_of(send(caller, item(caller), more=edge))
    assert result["__typename"] == "ValidationError"
    assert "plain fields alone" in result["message"]


def test_a_key_without_read_sees_the_created_payouts_and_their_accounts(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    payer = ApiCaller(client_of(merchant, Scope.PAYOUTS), merchant)
    document = DOCUMENT.replace("... on InsufficientFunds { availablePaise }", "")
    given = {"merchantId": str(merchant.id), "payouts": [item(payer)]}
    [made] = each(graphql(payer.client, document % "bankAccount { accountNumberMasked }", input=given))
    assert made["payout"]["bankAccount"] == {"accountNumberMasked": payer.account.account_number_masked}
    for refused in (
        document % "merchant { name }",
        document % "bankAccount { accountHolderName }",
        DOCUMENT % "bankAccount { accountNumberMasked }",  # and the available balance
    ):
        with no_row_changes():
            [error] = graphql(payer.client, refused, input=given | {"payouts": [item(payer)]}).json()["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"


def test_a_batch_counts_as_in_rest(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES, settings.REDIS_URL = False, "10/hour", ""
    payer = ApiCaller(client_of(merchant), merchant)
    response = send(payer, *(item(payer, paise=1) for _ in range(41)))
    assert len(each(response)) == 41
    assert response["RateLimit"].startswith('"writes";r=7;')
    with no_row_changes():
        too_many = send(payer, *(item(payer, paise=1) for _ in range(141)))
    assert (too_many.status_code, too_many.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert int(too_many["Retry-After"]) > 0
    assert len(each(send(payer, *(item(payer, paise=1) for _ in range(120))))) == 120


LONG = "x" * 64 * 1024
PAYROLL = "query ($v: String) { ledger(after: $v) { totalCount } } # createPayouts"
LARGE_BODIES: dict[str, tuple[dict[str, Any], int]] = {
    "a document": ({"query": f"{{ __typename }} # {LONG}"}, 413),
    "a document that names a payroll": ({"query": f"{{ __typename }} # createPayouts {LONG}"}, 413),
    "an operation's name": ({"query": PAYROLL, "operationName": f"createPayouts{LONG}"}, 413),
    "an unknown member": ({"query": PAYROLL, "createPayouts": LONG}, 413),
    "extensions": ({"query": PAYROLL, "extensions": {"createPayouts": LONG}}, 413),
    "variables of another document": ({"query": "{ __typename }", "variables": {"createPayouts": LONG}}, 413),
    "a payroll's variables": ({"query": PAYROLL, "variables": {"v": LONG}}, 200),
    "more than there may be": ({"query": PAYROLL, "variables": {"v": LONG * 8}}, 413),
}


@pytest.mark.parametrize(("body", "status"), LARGE_BODIES.values(), ids=LARGE_BODIES)
def test_only_a_payrolls_variables_may_be_large(caller: ApiCaller, body: dict[str, Any], status: int) -> None:
    assert caller.post(json.dumps(body), address="/graphql/").status_code == status
