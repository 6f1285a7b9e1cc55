"""A program's own name for a payout is its lock for ever: no second payout has it, whatever its key."""

import json
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client

from server.access.callers import Scope
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.merchants.models import Merchant
from server.payouts.creation import create_payout
from server.payouts.details import GivenDetails, PayoutDetails
from server.payouts.idempotency import purge_expired
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, no_row_changes, refusal_of
from tests.api.keys import client_with, new_key
from tests.conftest import account_of, pay
from tests.payouts.test_idempotency import expire

NAMED = GivenDetails(client_reference="run-2026-11/0001")
CREATE = """mutation ($input: CreatePayoutInput!) { createPayout(input: $input) { __typename
  ... on CreatePayoutSuccess { replayed payout { id clientReference } }
  ... on IdempotencyConflict { message }
  ... on ValidationError { message field } } }"""


def test_the_second_payout_of_a_name_is_refused_and_told_the_first(caller: ApiCaller) -> None:
    key = uuid4()
    made = caller.create(key=key, client_reference="run-7/1")
    assert made.status_code == 201
    with no_row_changes():
        assert caller.create(key=key, client_reference="run-7/1").content == made.content
        assert caller.create(key=key, client_reference="run-7/2").status_code == 409
        refused = caller.create(client_reference="run-7/1")
        by_graphql = caller.create_by_graphql(clientReference="run-7/1").json()["data"]["createPayout"]
    assert refusal_of(refused)[::2] == (400, "client_reference")
    assert refused.json()["message"] == (
        f"Payout {made.json()['id']} has this client reference. Each payout has another one, for ever."
    )
    assert (by_graphql["__typename"], by_graphql["field"]) == ("ValidationError", "clientReference")
    assert caller.get(f"payouts/{made.json()['id']}/").json()["client_reference"] == "run-7/1"


def test_through_graphql_it_is_told_and_replayed(caller: ApiCaller) -> None:
    asked = caller.graphql_input(100) | {"clientReference": "run-8/1"}
    made, again = (caller.ask(CREATE, input=asked).json()["data"]["createPayout"] for _ in range(2))
    assert made["payout"]["clientReference"] == "run-8/1"
    assert again == made | {"replayed": True}


@pytest.mark.parametrize("script", [Script.PAYS, Script.ACCOUNT_CLOSED])
def test_it_outlives_the_payout_and_its_key(caller: ApiCaller, script: str) -> None:
    first = pay(caller.merchant, 100, script, details=NAMED)
    settle_due(SimulatedBank())
    expire(first.idempotency_key)
    assert purge_expired() == 1
    with pytest.raises(InvalidInput, match=str(first.id)):
        pay(caller.merchant, 100, script, key=first.idempotency_key, details=NAMED)
    assert Payout.objects.count() == 1


def test_another_merchant_may_have_the_same_name(caller: ApiCaller, new_merchant: Any) -> None:
    first, second = pay(caller.merchant, details=NAMED), pay(new_merchant(), details=NAMED)
    assert first.id != second.id


def test_in_one_call_the_first_of_a_name_is_made(caller: ApiCaller) -> None:
    item = {"amount_paise": 100, "bank_account_id": str(caller.account.id)}
    names = ["a", "b", "a", None, None]
    items = [item | {"idempotency_key": str(uuid4()), "client_reference": name} for name in names]
    results = caller.post(json.dumps({"payouts": items}), address="/api/v1/payouts/batch/").json()["results"]
    assert [each["status"] for each in results] == ["created", "created", "refused", "created", "created"]
    assert results[2]["error"]["field"] == "client_reference"
    assert results[0]["payout"]["id"] in results[2]["error"]["message"]


def test_a_name_whose_payout_was_refused_is_free(caller: ApiCaller) -> None:
    assert caller.create(amount_paise=99_999_999, client_reference="x").status_code == 402
    assert caller.create(client_reference="x").status_code == 201


def test_of_two_at_once_one_is_made(merchant: Merchant) -> None:
    account = account_of(merchant)
    together = Barrier(2)
    answers: list[object] = []

    def make() -> None:
        together.wait(30)
        try:
            made = create_payout(
                merchant_id=merchant.id,
                bank_account_id=account.id,
                amount_paise=100,
                idempotency_key=uuid4(),
                details=NAMED,
            )
            answers.append(made.payout_id)
        except InvalidInput as refusal:
            answers.append(refusal.field)
        finally:
            connections.close_all()

    threads = [Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(str, answers), key=len) == ["client_reference", str(Payout.objects.get().id)]


@pytest.mark.parametrize("name", [7, True, [], "x" * 41, "a\nb"])
def test_a_faulty_name_changes_nothing(caller: ApiCaller, name: object) -> None:
    with no_row_changes():
        assert refusal_of(caller.create(client_reference=name))[::2] == (400, "client_reference")


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_an_empty_name_is_none(caller: ApiCaller, nothing: str | None) -> None:
    for _ in range(2):
        assert caller.create(client_reference=nothing).status_code == 201
    assert not PayoutDetails.objects.exists()


def test_where_no_payout_is_named_the_member_is_refused_not_ignored(caller: ApiCaller) -> None:
    order = {"amount_paise": 100, "bank_account_id": str(caller.account.id), "client_reference": "x"}
    with no_row_changes():
        refused = caller.post(json.dumps(order), address="/api/v1/payout_orders/")
        assert refusal_of(refused)[::2] == (400, "client_reference")
        assert refusal_of(caller.create(clientReference="x"))[::2] == (400, "client_reference")


def test_a_key_that_may_only_pay_is_not_told_the_other_payout(caller: ApiCaller, client: Client) -> None:
    made = caller.create(client_reference="x").json()["id"]
    payer = client_with(new_key(caller.merchant, Scope.PAYOUTS).secret)
    body = {"amount_paise": 100, "bank_account_id": str(caller.account.id), "client_reference": "x"}
    headers = {"Idempotency-Key": str(uuid4())}
    answer = payer.post("/api/v1/payouts/", body, content_type="application/json", headers=headers)
    assert answer.json()["message"] == "Another payout has this client reference."
    assert made not in answer.content.decode()


@pytest.mark.usefixtures("as_the_owner")
def test_the_constraint_alone_refuses_a_second(merchant: Merchant) -> None:
    pay(merchant, details=NAMED)
    second = pay(merchant)
    with connection.cursor() as cursor, pytest.raises(Exception, match="client_reference_once") as refused:
        cursor.execute(
            "INSERT INTO payout_details (payout_id, merchant_id, client_reference) VALUES (%s, %s, %s)",
            [second.id, merchant.id, NAMED.client_reference],
        )
    assert isinstance(refused.value.__cause__, psycopg.errors.UniqueViolation)
