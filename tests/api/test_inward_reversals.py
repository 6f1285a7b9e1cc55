"""A recalled payment from abroad through both APIs."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.inward_payments.reversals import InwardReversal
from server.ledger.balance import balance_of
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes
from tests.api.keys import client_of
from tests.api.tenants import UNKNOWN
from tests.conftest import pay
from tests.support import counting
from tests.support.inward import facts, inward_payment, reversed_payment

NET = facts().net_paise
REVERSE = """mutation ($input: ReverseInwardPaymentInput!) { r: reverseInwardPayment(input: $input) { __typename
    ... on ReverseInwardPaymentSuccess { replayed inwardPayment { id reversed { at amountPaise reason
        entry { id entryType amountPaise } inwardPayment { id } } } }
    ... on InsufficientFunds { message availablePaise }
    ... on ValidationError { message field } } }"""
LEDGER = """query ($m: ID!) { ledger(merchantId: $m) { edges { node {
    entryType inwardReversal { inwardPayment { id } } inwardPayment { reversed { amountPaise } } } } } }"""


def reverse(caller: ApiCaller, payment_id: object, paise: int = 500, **changes: Any) -> Any:
    given = {"inwardPaymentId": str(payment_id), "amountPaise": paise, "reason": "Recalled"} | changes
    return caller.ask(REVERSE, input=given).json()["data"]["r"]


def in_rest(caller: ApiCaller, payment_id: object, **changes: Any) -> ApiResponse:
    sent = {"amount_paise": 500, "reason": "Recalled"} | changes
    return caller.post(json.dumps(sent), address=f"/api/v1/inward_payments/{payment_id}/reversal/")


def test_what_one_api_takes_back_the_other_replays_and_both_show(caller: ApiCaller) -> None:
    payment = inward_payment(caller.merchant)
    made = in_rest(caller, payment.id)
    told = {"inward_payment_id": str(payment.id), "amount_paise": 500, "replayed": False}
    assert (made.status_code, made.json()) == (201, told)
    row = InwardReversal.objects.get()
    with no_row_changes():
        again = in_rest(caller, payment.id, reason="In other words")
        said = reverse(caller, payment.id)
    assert (again.status_code, again.json()) == (200, told | {"replayed": True})
    assert (said["__typename"], said["replayed"]) == ("ReverseInwardPaymentSuccess", True)
    assert said["inwardPayment"] == {
        "id": str(payment.id),
        "reversed": {
            "at": row.reversed_at.isoformat(),
            "amountPaise": 500,
            "reason": "Recalled",
            "entry": {"id": str(row.entry_id), "entryType": "PAYMENT_REVERSED", "amountPaise": -500},
            "inwardPayment": {"id": str(payment.id)},
        },
    }
    shown = caller.get(f"inward_payments/{payment.id}/").json()["reversed"]
    assert shown == {
        "at": row.reversed_at.isoformat(),
        "amount_paise": 500,
        "entry_id": str(row.entry_id),
        "reason": "Recalled",
    }
    assert caller.get("inward_payments/").json()["results"][0]["reversed"] == shown


def test_the_ledger_leads_both_ways(caller: ApiCaller) -> None:
    payment = reversed_payment(caller.merchant, 500).inward_payment
    edges = caller.ask(LEDGER, m=str(caller.merchant.id)).json()["data"]["ledger"]["edges"]
    back, received, *others = [edge["node"] for edge in edges]
    assert (back["entryType"], back["inwardReversal"]) == (
        "PAYMENT_REVERSED",
        {"inwardPayment": {"id": str(payment.id)}},
    )
    assert received["inwardPayment"] == {"reversed": {"amountPaise": 500}}
    assert all(each["inwardReversal"] is None and each["inwardPayment"] is None for each in others)


def test_what_is_not_available_is_told_by_both(caller: ApiCaller) -> None:
    payment = inward_payment(caller.merchant)
    pay(caller.merchant, balance_of(caller.merchant.id).available_paise - 499)
    said = reverse(caller, payment.id)
    assert (said["__typename"], said["availablePaise"]) == ("InsufficientFunds", 499)
    refused = in_rest(caller, payment.id)
    assert (refused.status_code, refused.json()["error"]) == (402, "insufficient_funds")
    assert refused.json()["message"] == said["message"] == "The available balance is too small for this recall."
    assert not InwardReversal.objects.exists()


BAD: list[tuple[dict[str, Any], str]] = [
    ({"amountPaise": NET + 1}, "amountPaise"),
    ({"amountPaise": 0}, "amountPaise"),
    ({"reason": " "}, "reason"),
    ({"reason": "x" * 301}, "reason"),
    ({"inwardPaymentId": str(UNKNOWN)}, "inwardPaymentId"),
    ({"inwardPaymentId": "none"}, "inwardPaymentId"),
]


@pytest.mark.parametrize(("change", "field"), BAD, ids=range(6))
def test_bad_input_is_told_with_its_field_and_changes_nothing(
    caller: ApiCaller, change: dict[str, Any], field: str
) -> None:
    payment = inward_payment(caller.merchant)
    with no_row_changes():
        said = reverse(caller, payment.id, **change)
    assert (said["__typename"], said["field"]) == ("ValidationError", field)


@pytest.mark.parametrize("change", [{"amount_paise": "500"}, {"amount_paise": None}, {"reason": 5}, {"amountPaise": 5}])
def test_rest_refuses_what_is_no_recall(caller: ApiCaller, change: dict[str, Any]) -> None:
    payment = inward_payment(caller.merchant)
    with no_row_changes():
        refused = in_rest(caller, payment.id, **change)
    assert (refused.status_code, refused.json()["error"]) == (400, "validation_error")


def test_a_merchant_does_not_take_its_own_payments_back(caller: ApiCaller, settings: Settings) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    payment = inward_payment(caller.merchant)
    theirs = ApiCaller(client_of(caller.merchant, Scope.READ, Scope.PAYOUTS), caller.merchant)
    with no_row_changes():
        assert in_rest(theirs, payment.id).status_code == 403
        errors = graphql(theirs.client, REVERSE, input={"inwardPaymentId": "x", "amountPaise": 5, "reason": "x"})
    assert errors.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_list_takes_as_many_statements_for_many_as_for_one(caller: ApiCaller) -> None:
    def statements() -> int:
        with counting.round_trips() as counted:
            caller.ask(LEDGER, m=str(caller.merchant.id))
            caller.get("inward_payments/")
        return len(counted.statements)

    reversed_payment(caller.merchant)
    statements()
    few = statements()
    for _ in range(3):
        reversed_payment(caller.merchant)
    assert statements() == few
