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
from tests.api.conftest import ApiResponse, Caller, no_row_changes, payouts_of, refusal_of, shows_no_account_number
from tests.api.keys import client_of, client_with, new_key
from tests.api.malformed import A_UUID, NOT_AMOUNTS, NOT_UUIDS_IN_A_BODY

ADDRESS = "/api/v1/payouts/batch/"


def item(caller: Caller, key: UUID | str | None = None, **changes: Any) -> dict[str, Any]:
    return caller.body(amount_paise=100, idempotency_key=str(key or uuid4())) | changes


def send(caller: Caller, *payouts: object) -> ApiResponse:
    return caller.post(json.dumps({"payouts": payouts}), address=ADDRESS)


def statuses(answer: ApiResponse) -> list[str]:
    return [result["status"] for result in answer.json()["results"]]


def test_each_is_created_replayed_or_refused_by_itself(caller: Caller) -> None:
    key = uuid4()
    alone = caller.create(key=key, amount_paise=100)
    answer = send(
        caller,
        item(caller, key),
        item(caller, key, amount_paise=101),
        item(caller, amount_paise=99_901),
        item(caller, amount_paise=99_900),
        item(caller, bank_account_id=str(uuid4())),
        "a payout",
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    replayed, conflict, too_much, created, no_account, nothing = answer.json()["results"]
    assert replayed == {"status": "replayed", "payout": alone.json()}
    assert conflict == {
        "status": "refused",
        "error": {
            "error": "idempotency_conflict",
            "message": "This idempotency key was already used with another amount or bank account.",
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
    assert shows_no_account_number(answer)


def test_the_receipts_are_the_text_that_the_keys_replay(caller: Caller) -> None:
    keys = [uuid4() for _ in range(3)]
    answer = send(caller, *(item(caller, key) for key in keys))
    receipts = [caller.create(key=key, amount_paise=100) for key in keys]
    assert {receipt.status_code for receipt in receipts} == {200}
    texts = ", ".join(f'{{"status": "created", "payout": {receipt.content.decode()}}}' for receipt in receipts)
    assert answer.content.decode() == f'{{"results": [{texts}]}}'


def test_the_same_batch_again_is_replayed(caller: Caller) -> None:
    payroll = [item(caller) for _ in range(20)]
    first = send(caller, *payroll)
    with no_row_changes():
        again = send(caller, *payroll)
    assert again.content == first.content.replace(b'"created", "payout"', b'"replayed", "payout"')


def test_a_payroll_of_1000_is_one_call(caller: Caller) -> None:
    answer = send(caller, *(item(caller, amount_paise=7) for _ in range(1_000)))
    assert statuses(answer) == ["created"] * 1_000
    assert payouts_of(caller.merchant) == 1_000


@pytest.mark.parametrize(("kilobytes", "status"), [(512, 200), (513, 413)])
def test_the_server_takes_it_in_where_other_bodies_are_too_large(
    caller: Caller, running_server: str, kilobytes: int, status: int
) -> None:
    body = json.dumps({"payouts": [item(caller, amount_paise=1) for _ in range(1_000)]}).encode()
    assert len(body) > 64 * 1024
    connection = HTTPConnection(running_server.removeprefix("http://"), timeout=60)
    headers = {"Content-Type": "application/json", "X-Merchant-Id": str(caller.merchant.id)}
    with closing(connection):
        connection.request("POST", ADDRESS, body.ljust(kilobytes * 1024), headers)
        answer = connection.getresponse()
        told = json.load(answer)
    assert answer.status == status
    assert len(told["results"]) == 1_000 if status == 200 else told["error"] == "body_too_large"
    assert payouts_of(caller.merchant) == (1_000 if status == 200 else 0)


@pytest.mark.parametrize(
    "payouts",
    [None, "all", 1, True, {}, {"0": {}}, [], [{}] * 1_001],
    ids=["null", "a string", "a number", "true", "an object", "an object like a list", "none", "1,001"],
)
def test_what_is_no_batch_is_refused_as_a_whole(caller: Caller, payouts: object) -> None:
    with no_row_changes():
        answer = caller.post(json.dumps({"payouts": payouts}), address=ADDRESS)
        missing = caller.post("{}", address=ADDRESS)
    assert refusal_of(answer) == refusal_of(missing) == (400, "validation_error", "payouts")


@pytest.mark.parametrize("merchant_id", ["", A_UUID, "a merchant"])
def test_without_an_active_merchant_it_is_refused_as_a_whole(caller: Caller, merchant_id: str) -> None:
    headers = {"X-Merchant-Id": merchant_id} if merchant_id else {}
    body = json.dumps({"payouts": [item(caller)]})
    with no_row_changes():
        answer = caller.client.post(ADDRESS, body, "application/json", headers=headers)
    assert refusal_of(answer)[:2] == (400, "validation_error")


@pytest.mark.parametrize("amount", NOT_AMOUNTS)
def test_an_amount_that_is_none_refuses_its_payout_and_no_other(caller: Caller, amount: str) -> None:
    good, bad = item(caller), item(caller, amount_paise="AMOUNT")
    body = json.dumps({"payouts": [bad, good]}).replace('"AMOUNT"', amount)
    refused, created = caller.post(body, address=ADDRESS).json()["results"]
    assert (refused["error"]["error"], refused["error"]["field"]) == ("validation_error", "amount_paise")
    assert created["status"] == "created"
    assert payouts_of(caller.merchant) == 1


@pytest.mark.parametrize("value", [*NOT_UUIDS_IN_A_BODY.values(), None, 1, True, [], {}, [A_UUID]])
@pytest.mark.parametrize("field", ["bank_account_id", "idempotency_key"])
def test_an_id_that_is_none_refuses_its_payout_and_no_other(caller: Caller, field: str, value: object) -> None:
    answer = send(caller, item(caller) | {field: value}, item(caller))
    refused, created = answer.json()["results"]
    assert (refused["error"]["error"], refused["error"]["field"]) == ("validation_error", field)
    assert created["status"] == "created"


@pytest.mark.parametrize("field", ["amount_paise", "bank_account_id", "idempotency_key"])
def test_no_member_of_a_payout_has_a_default(caller: Caller, field: str) -> None:
    bad = item(caller)
    del bad[field]
    with no_row_changes():
        [refused] = send(caller, bad).json()["results"]
    assert refused["error"]["field"] == field


def test_a_batch_is_made_and_not_read(caller: Caller) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        answer = caller.client.generic(method, ADDRESS)
        assert (answer.status_code, answer["Allow"]) == (405, "OPTIONS, POST")


def test_the_trail_says_who_made_each(merchant: Merchant) -> None:
    made = new_key(merchant)
    caller = Caller(client_with(made.secret), merchant)
    answer = send(caller, item(caller), item(caller, amount_paise=10**9), item(caller))
    created = [result["payout"]["id"] for result in answer.json()["results"] if result["status"] == "created"]
    events = AuditEvent.objects.filter(action="payout.created").order_by("id")
    assert [event.subject_id for event in events] == created
    assert {(event.actor_kind, event.actor_id, event.merchant_id) for event in events} == {
        ("key", str(made.key.id), merchant.id)
    }
    assert {str(event.request_id) for event in events} == {answer["X-Request-Id"]}


def test_a_batch_counts_as_a_write_for_every_twenty_payouts(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES = False, "10/hour"
    caller = Caller(client_of(merchant), merchant)
    assert send(caller, *(item(caller) for _ in range(20)))["RateLimit"].startswith('"writes";r=9;')
    answer = send(caller, *(item(caller) for _ in range(21)))
    assert answer.status_code == 200
    assert answer["RateLimit"].startswith('"writes";r=7;')
    with no_row_changes():
        refused = send(caller, *(item(caller) for _ in range(161)))
    assert (refused.status_code, refused.json()["error"]) == (429, "rate_limited")
    assert (
        send(caller, *(item(caller) for _ in range(120))).status_code == 200
    )  # six are left; one went for the refusal
    assert payouts_of(merchant) == 161


def test_the_largest_batch_never_counts_more_than_there_is(merchant: Merchant, settings: Settings) -> None:
    """Else no waiting would ever let it through."""
    settings.PAYOUT_OPEN_ACCESS, settings.PAYOUT_RATE_LIMIT_WRITES = False, "3/hour"
    caller = Caller(client_of(merchant), merchant)
    answer = send(caller, *(item(caller, amount_paise=1) for _ in range(1_000)))
    assert answer.status_code == 200
    assert answer["RateLimit"].startswith('"writes";r=0;')
    assert send(caller, item(caller)).status_code == 429
