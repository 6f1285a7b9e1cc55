"""Both APIs take a retry as one, and say for how long they remember a key."""

import json
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.bank.simulator import SimulatedBank
from server.payouts.idempotency import purge_expired
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes, payouts_of, post
from tests.api.keys import client_of
from tests.payouts.test_idempotency import expire
from tests.support.counting import round_trips

MESSAGE = "This key is no longer remembered; look before you pay."
FORGOTTEN = "... on IdempotencyKeyForgotten { message payouts { %s } }"
CREATE = "mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { __typename %s } }"
CREATE_MANY = """mutation ($input: CreatePayoutsInput!) { createPayouts(input: $input) { __typename
    ... on CreatePayoutsSuccess { results { __typename ... on CreatePayoutSuccess { replayed } %s } }
    ... on ValidationError { message field } } }"""


def send(caller: ApiCaller, key: object, retry: str | None = "true", **changes: Any) -> ApiResponse:
    headers = {"Idempotency-Key": str(key), "X-Merchant-Id": str(caller.merchant.id)}
    headers |= {} if retry is None else {"Idempotency-Retry": retry}
    return post(caller.client, "/api/v1/payouts/", json.dumps(caller.body(**changes)), headers=headers)


def send_many(caller: ApiCaller, *keys: object, retry: str = "true") -> ApiResponse:
    items = [caller.body(idempotency_key=str(key)) for key in keys]
    headers = {"X-Merchant-Id": str(caller.merchant.id), "Idempotency-Retry": retry}
    return post(caller.client, "/api/v1/payouts/batch/", json.dumps({"payouts": items}), headers=headers)


def ask(caller: ApiCaller, key: object, shown: str = "id", **changes: Any) -> dict[str, Any]:
    given = caller.graphql_input(10_000, str(key)) | {"isRetry": True} | changes
    answer: dict[str, Any] = caller.ask(CREATE % (FORGOTTEN % shown), input=given).json()
    return answer


def ask_many(caller: ApiCaller, *keys: object, shown: str = "id") -> dict[str, Any]:
    items = [caller.graphql_input(10_000, str(key)) for key in keys]
    for item in items:
        del item["merchantId"]
    given = {"merchantId": str(caller.merchant.id), "isRetry": True, "payouts": items}
    answer: dict[str, Any] = caller.ask(CREATE_MANY % (FORGOTTEN % shown), input=given).json()
    return answer


def forgotten(caller: ApiCaller) -> tuple[str, str]:
    """A key whose receipt is gone, and its payout, which the bank has paid."""
    key = str(uuid4())
    payout = caller.create(key=key).json()["id"]
    settle_due(SimulatedBank())
    expire(key)  # type: ignore[arg-type]
    purge_expired()
    return key, payout


def test_rest_refuses_a_forgotten_key_and_says_where_to_look(caller: ApiCaller) -> None:
    key, payout = forgotten(caller)
    with no_row_changes():
        response = send(caller, key)
        batch = send_many(caller, key)
    refusal = {"error": "idempotency_key_forgotten", "message": MESSAGE, "payout_ids": [payout]}
    assert (response.status_code, response.json()) == (409, refusal)
    assert list(response.json()) == ["error", "message", "payout_ids"]
    assert batch.json() == {"results": [{"status": "refused", "error": refusal}]}
    assert caller.get(f"payouts/{payout}/").json()["status"] == "completed"


def test_graphql_refuses_a_forgotten_key_and_shows_its_payouts_as_they_are(caller: ApiCaller) -> None:
    key, payout = forgotten(caller)
    shown = "id status amountPaise bankAccount { id accountHolderName }"
    as_it_is = {"id": payout, "status": "COMPLETED", "amountPaise": 10_000}
    account = {"id": str(caller.account.id), "accountHolderName": caller.account.account_holder_name}
    expected = {"__typename": "IdempotencyKeyForgotten", "message": MESSAGE}
    expected["payouts"] = [as_it_is | {"bankAccount": account}]  # type: ignore[assignment]
    with no_row_changes():
        assert ask(caller, key, shown) == {"data": {"createPayout": expected}}
        together = ask_many(caller, key, shown=shown)
        with_edges = ask(caller, key, "merchant { id } ledgerEntries { entryType } attempts { answer }")
    assert together["data"]["createPayouts"]["results"] == [expected]
    [seen] = with_edges["data"]["createPayout"]["payouts"]
    assert [entry["entryType"] for entry in seen["ledgerEntries"]] == [
        "PAYOUT_HOLD",
        "PAYOUT_RELEASE",
        "PAYOUT_COMPLETED",
    ]


def test_a_retry_is_otherwise_answered_like_a_first_call(caller: ApiCaller) -> None:
    never, kept = uuid4(), uuid4()
    first = caller.create(key=kept)
    with no_row_changes():
        again = send(caller, kept)
        assert (again.status_code, again.content) == (200, first.content)
        assert send(caller, kept, amount_paise=1).json()["error"] == "idempotency_conflict"
        assert send(caller, never, amount_paise=10**9).json()["error"] == "insufficient_funds"
    assert send(caller, never).status_code == 201
    assert send_many(caller, kept, uuid4()).json()["results"][0]["status"] == "replayed"
    assert ask(caller, uuid4())["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"
    results = ask_many(caller, never, uuid4())["data"]["createPayouts"]["results"]
    assert [result["replayed"] for result in results] == [True, False]


def test_whoever_does_not_say_that_it_is_a_retry_may_use_an_old_key_anew(caller: ApiCaller) -> None:
    for retry in (None, "false"):
        key, _ = forgotten(caller)
        assert send(caller, key, retry).status_code == 201
    key, _ = forgotten(caller)
    assert ask(caller, key, isRetry=False)["data"]["createPayout"]["__typename"] == "CreatePayoutSuccess"


@pytest.mark.parametrize("said", ["", "True", "TRUE", "1", "yes", "?1", " true x", "true,true", "null"])
def test_rest_reads_the_header_strictly(caller: ApiCaller, said: str) -> None:
    with no_row_changes():
        for response in (send(caller, uuid4(), said), send_many(caller, uuid4(), retry=said)):
            assert response.status_code == 400
            assert response.json() == {
                "error": "validation_error",
                "message": "Idempotency-Retry must be true or false.",
                "field": "Idempotency-Retry",
            }


@pytest.mark.parametrize("said", [None, "true", 1])
def test_graphql_reads_the_argument_strictly(caller: ApiCaller, said: object) -> None:
    with no_row_changes():
        assert ask(caller, uuid4(), isRetry=said)["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_key_that_may_only_pay_is_told_the_id_and_no_more(caller: ApiCaller, settings: Settings) -> None:
    key, payout = forgotten(caller)
    settings.PAYOUT_OPEN_ACCESS = False
    caller.client = client_of(caller.merchant, Scope.PAYOUTS)
    with no_row_changes():
        assert send(caller, key).json()["payout_ids"] == [payout]
        assert ask(caller, key)["data"]["createPayout"]["payouts"] == [{"id": payout}]
        [result] = ask_many(caller, key)["data"]["createPayouts"]["results"]
        assert result["payouts"] == [{"id": payout}]
        for refused in (ask(caller, key, "id status"), ask_many(caller, key, shown="status")):
            assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_another_merchants_key_was_never_used(caller: ApiCaller, stranger: ApiCaller) -> None:
    key, _ = forgotten(stranger)
    assert send(caller, key).status_code == 201
    assert payouts_of(caller.merchant) == 1


def test_earlier_payouts_of_a_batch_are_one_statement(caller: ApiCaller) -> None:
    keys = [forgotten(caller)[0] for _ in range(3)]
    counts = []
    for sent in (keys[:1], keys):
        with round_trips() as counted:
            results = ask_many(caller, *sent, shown="id status")["data"]["createPayouts"]["results"]
        assert len(results) == len(sent)
        counts.append(len(counted.statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("hours", "seconds"), [(24, 86_400), (0.01, 36), (0.0003, 1), (0.00001, 0)])
def test_both_apis_say_the_window_in_whole_seconds(
    caller: ApiCaller, settings: Settings, hours: float, seconds: int
) -> None:
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = hours
    assert graphql(caller.client, "{ engine { idempotencyWindowSeconds } }").json() == {
        "data": {"engine": {"idempotencyWindowSeconds": seconds}}
    }
    key = uuid4()
    for response in (send(caller, key, None), send(caller, key, None), send_many(caller, uuid4())):
        assert response["Idempotency-Window"] == str(seconds)
    assert "Idempotency-Window" not in caller.create(amount_paise=10**9)
