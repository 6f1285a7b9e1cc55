"""POST /api/v1/payouts/ and its responses, to the byte."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pytest_django import DjangoAssertNumQueries

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, no_row_changes, payouts_of, shows_no_account_number
from tests.conftest import account_of


def test_the_receipt_of_a_payout_has_these_members_in_this_order(caller: ApiCaller) -> None:
    key = uuid4()
    response = caller.create(key=key, amount_paise=50_000)
    payout = Payout.objects.get(merchant=caller.merchant)
    assert response.status_code == 201
    assert response["Content-Type"] == "application/json"
    assert list(response.json().items()) == [
        ("id", str(payout.id)),
        ("status", "pending"),
        ("amount_paise", 50_000),
        ("amount_inr", "₹500.00"),
        ("bank_account_id", str(caller.account.id)),
        (
            "bank_account",
            {"id": str(caller.account.id), "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"},
        ),
        ("idempotency_key", str(key)),
        ("created_at", payout.created_at.isoformat()),
    ]
    assert list(response.json()["bank_account"]) == ["id", "account_number_masked", "ifsc_code"]
    assert datetime.fromisoformat(response.json()["created_at"]).utcoffset() is not None
    assert shows_no_account_number(response)


def test_the_rupee_sign_is_utf_8_and_not_an_escape(caller: ApiCaller) -> None:
    assert '"₹100.00"'.encode() in caller.create().content


def test_a_replay_is_the_first_response_to_the_byte(caller: ApiCaller) -> None:
    key = uuid4()
    first = caller.create(key=key)
    with no_row_changes():
        again = caller.create(key=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert again["Content-Type"] == first["Content-Type"]


def test_a_replay_is_the_first_response_whatever_the_payout_became(caller: ApiCaller) -> None:
    for script, status in ((Script.PAYS, "completed"), (Script.ACCOUNT_CLOSED, "failed")):
        key, account = uuid4(), account_of(caller.merchant, script)
        first = caller.create(key=key, bank_account_id=str(account.id))
        settle_due(SimulatedBank())
        assert caller.get(f"payouts/{first.json()['id']}/").json()["status"] == status
        with no_row_changes():
            again = caller.create(key=key, bank_account_id=str(account.id))
        assert (again.status_code, again.content) == (200, first.content)
        assert again.json()["status"] == "pending"


def test_a_body_formatted_differently_is_the_same_request(caller: ApiCaller) -> None:
    key = uuid4()
    first = caller.create(key=key)
    body = f'\n{{"bank_account_id":"{str(caller.account.id).upper()}",\t"amount_paise" : 10000, "more": [1]}}\n'
    again = caller.post(body, key=key)
    assert (again.status_code, again.content) == (200, first.content)


def test_a_payout_above_the_balance_is_refused(caller: ApiCaller) -> None:
    caller.create(amount_paise=40_000)
    with no_row_changes():
        response = caller.create(amount_paise=60_001)
    assert response.status_code == 402
    assert response.json() == {
        "error": "insufficient_funds",
        "message": "The available balance is too small for this payout.",
        "available_paise": 60_000,
    }


def test_a_key_that_stands_for_another_amount_or_account_is_a_conflict(caller: ApiCaller) -> None:
    key, other = uuid4(), account_of(caller.merchant, "4242")
    caller.create(key=key)
    for changes in ({"amount_paise": 10_001}, {"bank_account_id": str(other.id)}):
        with no_row_changes():
            response = caller.create(key=key, **changes)
        assert (response.status_code, response.json()["error"]) == (409, "idempotency_conflict")
        assert list(response.json()) == ["error", "message"]


def test_a_key_belongs_to_its_merchant(caller: ApiCaller, stranger: ApiCaller) -> None:
    key = uuid4()
    ours, theirs = caller.create(key=key), stranger.create(key=key)
    assert (ours.status_code, theirs.status_code) == (201, 201)
    assert ours.json()["id"] != theirs.json()["id"]
    assert (payouts_of(caller.merchant), payouts_of(stranger.merchant)) == (1, 1)


def test_every_creation_takes_one_statement_whatever_its_outcome(
    caller: ApiCaller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key = uuid4()
    requests: list[tuple[dict[str, Any], int]] = [
        ({"key": key}, 201),
        ({"key": key}, 200),
        ({"key": key, "amount_paise": 1}, 409),
        ({"amount_paise": 10**9}, 402),
        ({"bank_account_id": str(uuid4())}, 400),
    ]
    for request, status in requests:
        with django_assert_num_queries(1):
            assert caller.create(**request).status_code == status


def test_refusals_carry_no_account_number(caller: ApiCaller) -> None:
    number = caller.account.account_number
    for body in (caller.body(bank_account_id=number), {number: number}, caller.body(amount_paise=number)):
        response = caller.post(json.dumps(body))
        assert response.status_code == 400
        assert shows_no_account_number(response)


def test_the_receipts_id_finds_the_payout(caller: ApiCaller) -> None:
    payout_id = caller.create().json()["id"]
    assert UUID(caller.get(f"payouts/{payout_id}/").json()["id"]) == UUID(payout_id)
