"""POST /api/v1/payouts/batch/: a result for each payout, in order."""

import json
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, ApiResponse, no_row_changes, payouts_of, refusal_of, shows_no_account_number
from tests.api.keys import client_of, client_with, new_key
from tests.api.malformed import A_UUID, NOT_AMOUNTS, NOT_UUIDS_IN_A_BODY

ADDRESS = "/api/v1/payouts/batch/"


def item(caller: ApiCaller, key: UUID | str | None = None, **changes: Any) -> dict[str, Any]:
    return caller.body(amount_paise=100, idempotency_key=str(key or uuid4())) | changes


def send(caller: ApiCaller, *payouts: object) -> ApiResponse:
    return caller.post(json.dumps({"payouts": payouts}), address=ADDRESS)


def statuses(response: ApiResponse) -> list[str]:
    return [result["status"] for result in response.json()["results"]]


def test_each_is_created_replayed_or_refused_by_itself(caller: ApiCaller) -> None:
    key = uuid4()
    alone = caller.create(key=key, amount_paise=100)
    response = send(
        caller,
        item(caller, key),
        item(caller, key, amount_paise=101),
        item(caller, amount_paise=99_901),
        item(caller, amount_paise=99_900),
        item(caller, bank_account_id=str(uuid4())),
        "a payout",
    )
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    replayed, conflict, too_much, created, no_account, nothing = response.json()["results"]
    assert replayed == {"status": "replayed", "payout": alone.json()}
    assert conflict == {
        "status": "refused",
        "error": {
            "error": "idempotency_conflict",
            "message": "This idempotency key was already used with another amount, bank account or details.",
        },
    }
    assert too_much["error"] == {
        "error": "insufficient_funds",
        "message": "The available balance is too small for this payout.",
        "available_paise": 99_900,
    }
    assert (created["status"], created["payout"]["amount_paise"]) == ("created", 99_900)
    assert no_account["error"] == {
        "error": "validation_error",
        "message": "No such bank account of this merchant.",
        "field": "bank_account_id",
    }
    assert nothing["error"] == {"error": "validation_error", "message": "Each of the payouts must be an object."}
    assert payouts_of(caller.merchant) == 2
    assert shows_no_account_number(response)


def test_the_receipts_are_the_text_that_the_keys_replay(caller: ApiCaller) -> None:
    keys = [uuid4() for _ in range(3)]
    response = send(caller, *(item(caller, key) for key in keys))
    receipts = [caller.create(key=key, amount_paise=100) for key in keys]
    assert {receipt.status_code for receipt in receipts} == {200}
    texts = ", ".join(f'{{"status": "created", "payout": {receipt.content.decode()}}}' for receipt in receipts)
    assert response.content.decode() == f'{{"results": [{texts}]}}'


def test_the_same_batch_again_is_replayed(caller: ApiCaller) -> None:
    payroll = [item(caller) for _ in range(20)]
    first = send(caller, *payroll)
    with no_row_changes():
        again = send(caller, *payroll)
    assert again.content == first.content.replace(b'"created", "payout"', b'"replayed", "payout"')


def test_a_payroll_of_1000_is_one_call(caller: ApiCaller) -> None:
    response = send(caller, *(item(caller, amount_paise=7) for _ in range(1_000)))
    assert statuses(response) == ["created"] * 1_000
    assert payouts_of(caller.merchant) == 1_000


@pytest.mark.parametrize(("kilobytes", "status"), [(512, 200), (513, 413)])
def test_the_server_accepts_a_batch_larger_than_other_bodies(
    caller: ApiCaller, running_server: str, kilobytes: int, status: int
) -> None:
    body = json.dumps({"payouts": [item(caller, amount_paise=1) for _ in range(1_000)]}).encode()
    assert len(body) > 64 * 1024
    connection = HTTPConnection(running_server.removeprefix("http://"), timeout=60)
    headers = {"Content-Type": "application/json", "X-Merchant-Id": str(caller.merchant.id)}
    with closing(connection):
        connection.request("POST", ADDRESS, body.ljust(kilobytes * 1024), headers)
        response = connection.getresponse()
        body = json.load(response)
    assert response.status == status
    assert len(body["results"]) == 1_000 if status == 200 else body["error"] == "body_too_large"
    assert payouts_of(caller.merchant) == (1_000 if status == 200 else 0)


@pytest.mark.parametrize(
    "payouts",
    [None, "all", 1, True, {}, {"0": {}}, [], [{}] * 1_001],
    ids=["null", "a string", "a number", "true", "an object", "an object like a list", "none", "1,001"],
)
def test_a_body_that_is_not_a_batch_is_refused_as_a_whole(caller: ApiCaller, payouts: object) -> None:
    with no_row_changes():
        response = caller.post(json.dumps({"payouts": payouts}), address=ADDRESS)
        missing = caller.post("{}", address=ADDRESS)
    assert refusal_of(response) == refusal_of(missing) == (400, "validation_error", "payouts")


@pytest.mark.parametrize("merchant_id", ["", A_UUID, "a merchant"])
def test_without_an_active_merchant_it_is_refused_as_a_whole(caller: ApiCaller, merchant_id: str) -> None:
    headers = {"X-Merchant-Id": merchant_id} if merchant_id else {}
    body = json.dumps({"payouts": [item(caller)]})
    with no_row_changes():
        response = caller.client.post(ADDRESS, body, "application/json", headers=headers)
    assert refusal_of(response)[:2] == (400, "validation_error")


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_a_bad_amount_refuses_its_payout_and_no_other(caller: ApiCaller, amount: str) -> None:
    good, bad = item(caller), item(caller, amount_paise="AMOUNT")
    body = json.dumps({"payouts": [bad, good]}).replace('"AMOUNT"', amount)
    refused, created = caller.post(body, address=ADDRESS).json()["results"]
    assert (refused["error"]["error"], refused["error"]["field"]) == ("validation_error", "amount_paise")
    assert created["status"] == "created"
    assert payouts_of(caller.merchant) == 1


@pytest.mark.parametrize("value", [*NOT_UUIDS_IN_A_BODY.values(), None, 1, True, [], {}, [A_UUID]])
@pytest.mark.parametrize("field", ["bank_account_id", "idempotency_key"])
def test_a_bad_id_refuses_its_payout_and_no_other(caller: ApiCaller, field: str, value: object) -> None:
    response = send(caller, item(caller) | {field: value}, item(caller))
    refused, created = response.json()["results"]
    assert (refused["error"]["error"], refused["error"]["field"]) == ("validation_error", field)
    assert created["status"] == "created"


@pytest.mark.parametrize("field", ["amount_paise", "bank_account_id", "idempotency_key"])
def test_no_member_of_a_payout_has_a_default(caller: ApiCaller, field: str) -> None:
    bad = item(caller)
    del bad[field]
    with no_row_changes():
        [refused] = send(caller, bad).json()["results"]
    assert refused["error"]["field"] == field


def test_a_batch_takes_only_post(caller: ApiCaller) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        response = caller.client.generic(method, ADDRESS)
        assert (response.status_code, response["Allow"]) == (405, "OPTIONS, POST")


def test_the_audit_log_names_the_creator_of_each_payout(merchant: Merchant) -> None:
    made = new_key(merchant)
    caller = ApiCaller(client_with(made.secret), merchant)
    response = send(caller, item(caller), item(caller, amount_paise=10**9), item(caller))
    created = [result["payout"]["id"] for result in response.json()["results"] if result["status"] == "created"]
    events = AuditEvent.objects.filter(action="payout.created").order_by("id")
    assert [event.subject_id for event in events] == created
    assert {(event.actor_kind, event.actor_id, event.merchant_id) for event in events} == {
        ("key", str(made.key.id), merchant.id)
    }
    assert {str(event.request_id) for event in events} == {response["X-Request-Id"]}


def test_a_batch_counts_as_a_write_for_every_twenty_payouts(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES = False, "10/hour"
    caller = ApiCaller(client_of(merchant), merchant)
    assert send(caller, *(item(caller) for _ in range(20)))["RateLimit"].startswith('"writes";r=9;')
    response = send(caller, *(item(caller) for _ in range(21)))
    assert response.status_code == 200
    assert response["RateLimit"].startswith('"writes";r=7;')
    with no_row_changes():
        refused = send(caller, *(item(caller) for _ in range(161)))
    assert (refused.status_code, refused.json()["error"]) == (429, "rate_limited")
    assert (
        send(caller, *(item(caller) for _ in range(120))).status_code == 200
    )  # six are left: one was spent on the refusal
    assert payouts_of(merchant) == 161


def test_the_largest_batch_never_counts_more_than_the_quota(merchant: Merchant, settings: Settings) -> None:
    """A larger count could never be let through, however long the caller waits."""
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES = False, "3/hour"
    caller = ApiCaller(client_of(merchant), merchant)
    response = send(caller, *(item(caller, amount_paise=1) for _ in range(1_000)))
    assert response.status_code == 200
    assert response["RateLimit"].startswith('"writes";r=0;')
    assert send(caller, item(caller)).status_code == 429
