"""A payout made through one API is replayed and refused by the other."""

import json
from uuid import uuid4

import pytest
from django.db import connection

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.payouts.lifecycle import settle_due
from tests.conftest import account_of, guards_off

from .conftest import ApiCaller, no_row_changes, payouts_of

AS_ACCEPTED = """
mutation ($input: CreatePayoutInput!) {
  createPayout(input: $input) {
    ... on CreatePayoutSuccess {
      replayed
      payout {
        id status attemptCount failureReason bankReferenceId processingStartedAt completedAt failedAt
        createdAt updatedAt amountPaise idempotencyKey merchant { id } bankAccount { id accountNumberMasked }
        ledgerEntries { id entryType amountPaise payout { status attemptCount } }
      }
    }
  }
}
"""


BATCH = """
mutation ($input: CreatePayoutsInput!) {
  createPayouts(input: $input) {
    ... on CreatePayoutsSuccess {
      results { ... on CreatePayoutSuccess { replayed } ... on ValidationError { message field } }
    }
  }
}
"""


def inputs(caller: ApiCaller, script: str = Script.PAYS) -> dict[str, object]:
    account = account_of(caller.merchant, script)
    ids = {"merchantId": str(caller.merchant.id), "bankAccountId": str(account.id)}
    return ids | {"amountPaise": 10_000, "idempotencyKey": str(uuid4())}


def test_a_payout_made_through_graphql_is_replayed_by_rest(caller: ApiCaller) -> None:
    key = uuid4()
    made = caller.create_by_graphql(key).json()["data"]["createPayout"]
    assert (made["__typename"], made["replayed"]) == ("CreatePayoutSuccess", False)
    with no_row_changes():
        replay = caller.create(key=key)
    assert (replay.status_code, replay.json()["id"]) == (200, made["payout"]["id"])
    assert caller.create(key=key).content == replay.content
    assert payouts_of(caller.merchant) == 1


def test_receipts_of_both_apis_are_alike(caller: ApiCaller) -> None:
    by_rest, key = caller.create(), uuid4()
    caller.create_by_graphql(key)
    by_graphql = caller.create(key=key)
    assert list(by_rest.json()) == list(by_graphql.json())
    theirs = {"id", "idempotency_key", "created_at"}
    assert {name: value for name, value in by_rest.json().items() if name not in theirs} == {
        name: value for name, value in by_graphql.json().items() if name not in theirs
    }


def test_a_payout_made_through_rest_is_replayed_by_graphql(caller: ApiCaller) -> None:
    key = uuid4()
    made = caller.create(key=key)
    with no_row_changes():
        replay = caller.create_by_graphql(key).json()["data"]["createPayout"]
    assert (replay["replayed"], replay["payout"]["id"]) == (True, made.json()["id"])
    settle_due(SimulatedBank())
    with no_row_changes():
        caller.create_by_graphql(key)
        assert caller.create(key=key).content == made.content


def test_a_key_used_on_one_api_conflicts_on_the_other(caller: ApiCaller) -> None:
    by_rest, by_graphql = uuid4(), uuid4()
    caller.create(key=by_rest)
    caller.create_by_graphql(by_graphql)
    with no_row_changes():
        assert caller.create(key=by_graphql, amount_paise=9_999).status_code == 409
        refused = caller.create_by_graphql(by_rest, amountPaise=9_999).json()["data"]["createPayout"]
    assert refused == {
        "__typename": "IdempotencyConflict",
        "message": "This idempotency key was already used with another amount, bank account or details.",
    }


def test_money_held_by_one_api_cannot_be_spent_by_the_other(caller: ApiCaller) -> None:
    caller.create(amount_paise=70_000)
    with no_row_changes():
        refused = caller.create_by_graphql(amountPaise=30_001).json()["data"]["createPayout"]
    assert refused == {
        "__typename": "InsufficientFunds",
        "message": "The available balance is too small for this payout.",
        "availablePaise": 30_000,
    }


def test_a_suspended_merchants_batch_replays_what_it_made_and_refuses_the_rest(caller: ApiCaller) -> None:
    key = uuid4()
    receipt = caller.create(key=key).json()
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE merchants SET is_active = false")
    batch = [caller.body(idempotency_key=str(one)) for one in (key, uuid4())]
    named = [{"bankAccountId": str(caller.account.id), "amountPaise": 10_000, "idempotencyKey": str(key)}]
    named.append(named[0] | {"idempotencyKey": str(uuid4())})
    refusal = {"message": "This merchant is suspended: it can't make new payouts.", "field": "merchant_id"}
    with no_row_changes():
        by_rest = caller.post(json.dumps({"payouts": batch}), address="/api/v1/payouts/batch/")
        only_new = caller.post(json.dumps({"payouts": batch[1:]}), address="/api/v1/payouts/batch/")
        given = {"merchantId": str(caller.merchant.id), "payouts": named}
        by_graphql = caller.ask(BATCH, input=given).json()["data"]["createPayouts"]
    assert (by_rest.status_code, by_rest.json()["results"]) == (
        200,
        [
            {"status": "replayed", "payout": receipt},
            {"status": "refused", "error": {"error": "validation_error"} | refusal},
        ],
    )
    assert (only_new.status_code, only_new.json()) == (400, {"error": "validation_error"} | refusal)
    assert by_graphql["results"] == [{"replayed": True}, refusal | {"field": "merchantId"}]


@pytest.mark.parametrize("script", [Script.PAYS, Script.ACCOUNT_CLOSED, Script.REFUSES_TWICE_THEN_PAYS])
def test_a_replay_shows_the_payout_as_it_was_accepted(caller: ApiCaller, script: str) -> None:
    request = inputs(caller, script)
    first = caller.ask(AS_ACCEPTED, input=request).json()["data"]["createPayout"]
    payout = first["payout"]
    assert (payout["status"], payout["attemptCount"], first["replayed"]) == ("PENDING", 0, False)
    [hold] = payout["ledgerEntries"]
    assert (hold["entryType"], hold["amountPaise"]) == ("PAYOUT_HOLD", -10_000)
    assert hold["payout"] == {"status": "PENDING", "attemptCount": 0}
    assert payout["updatedAt"] == payout["createdAt"]
    settle_due(SimulatedBank())
    assert caller.get(f"payouts/{payout['id']}/").json()["attempt_count"] == 1
    with no_row_changes():
        again = caller.ask(AS_ACCEPTED, input=request).json()["data"]["createPayout"]
    assert again == first | {"replayed": True}
