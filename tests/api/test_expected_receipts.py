"""Both APIs say, list and cancel expected receipts; bad input changes nothing."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from server.access.callers import Scope
from server.expected_receipts.models import ExpectedReceipt, ReceiptEnd
from server.ledger.models import LedgerEntry
from server.ledger.periods import today
from server.payments.receiving import record_payment
from tests.support.receipts import due, expected

from .conftest import ApiCaller
from .keys import client_of

ADDRESS = "/api/v1/expected_receipts/"
FIELDS = "id payer reference atLeastPaise atMostPaise dueOn state endedAt payment { amountPaise reference }"
EXPECT = f"""mutation ($input: ExpectReceiptInput!) {{ r: expectReceipt(input: $input) {{
    ... on ExpectReceiptSuccess {{ replayed expectedReceipt {{ {FIELDS} }} }}
    ... on IdempotencyConflict {{ message }} ... on ValidationError {{ message field }} }} }}"""
CANCEL = """mutation ($id: ID!) { r: cancelExpectedReceipt(input: {id: $id}) {
    ... on CancelExpectedReceiptSuccess { changed expectedReceipt { id state } }
    ... on ValidationError { message field } } }"""
LIST = f"""query ($m: ID!, $state: ExpectedReceiptState) {{ expectedReceipts(merchantId: $m, state: $state) {{
    totalCount edges {{ node {{ {FIELDS} }} }} }} }}"""


def body(**changes: Any) -> dict[str, Any]:
    return {"at_least_paise": 700, "at_most_paise": 800, "due_on": today().isoformat()} | changes


def post(caller: ApiCaller, sent: object, address: str = ADDRESS, key: str | None = None) -> Any:
    headers = {"X-Merchant-Id": str(caller.merchant.id), "Idempotency-Key": key or str(uuid4())}
    return caller.client.post(address, json.dumps(sent), "application/json", headers=headers)


def expect(caller: ApiCaller, **given: Any) -> Any:
    required = {"atLeastPaise": 700, "atMostPaise": 800, "dueOn": today().isoformat(), "idempotencyKey": str(uuid4())}
    return caller.ask(EXPECT, input={"merchantId": str(caller.merchant.id)} | required | given).json()["data"]["r"]


def listed(caller: ApiCaller, **variables: Any) -> Any:
    return caller.ask(LIST, m=str(caller.merchant.id), **variables).json()["data"]["expectedReceipts"]


def test_graphql_says_lists_and_cancels(caller: ApiCaller) -> None:
    key = str(uuid4())
    made = expect(caller, payer="Kaveri", reference="INV-1", idempotencyKey=key)
    said = {"payer": "Kaveri", "reference": "INV-1", "atLeastPaise": 700, "atMostPaise": 800, "endedAt": None}
    assert made["expectedReceipt"] == said | {
        "id": str(ExpectedReceipt.objects.get().id),
        "dueOn": today().isoformat(),
        "state": "AWAITED",
        "payment": None,
    }
    assert expect(caller, payer="Kaveri", reference="INV-1", idempotencyKey=key)["replayed"] is True
    assert "other facts" in expect(caller, payer="Kaveri", idempotencyKey=key)["message"]
    record_payment(merchant_id=caller.merchant.id, amount_paise=750, reference="inv-1")
    [came] = [edge["node"] for edge in listed(caller, state="RECEIVED")["edges"]]
    assert (came["payment"], came["state"]) == ({"amountPaise": 750, "reference": "inv-1"}, "RECEIVED")
    assert came["endedAt"] == ReceiptEnd.objects.get().ended_at.isoformat()
    other = expect(caller)["expectedReceipt"]
    cancelled = caller.ask(CANCEL, id=other["id"]).json()["data"]["r"]
    assert cancelled == {"changed": True, "expectedReceipt": {"id": other["id"], "state": "CANCELLED"}}
    assert caller.ask(CANCEL, id=other["id"]).json()["data"]["r"]["changed"] is False
    refusal = caller.ask(CANCEL, id=came["id"]).json()["data"]["r"]
    assert (refusal["field"], "has satisfied" in refusal["message"]) == ("id", True)
    assert [edge["node"]["id"] for edge in listed(caller)["edges"]] == [other["id"], came["id"]]
    for unknown in (str(uuid4()), "x"):
        assert caller.ask(CANCEL, id=unknown).json()["data"]["r"]["field"] == "id"


def test_rest_says_lists_reads_and_cancels(caller: ApiCaller) -> None:
    key = str(uuid4())
    made = post(caller, body(reference="INV-1"), key=key)
    assert (made.status_code, made.json()["reference"], "state" in made.json()) == (201, "INV-1", False)
    again = post(caller, body(reference="INV-1"), key=key)
    assert (again.status_code, again.content) == (200, made.content)
    conflict = post(caller, body(), key=key)
    assert (conflict.status_code, conflict.json()["error"]) == (409, "idempotency_conflict")
    late = expected(caller.merchant, 900)
    due(late, today() - timedelta(days=1))
    entry = record_payment(merchant_id=caller.merchant.id, amount_paise=750, reference="INV-1").entry
    address = f"expected_receipts/{made.json()['id']}/"
    came = made.json() | {"state": "received", "received_paise": 750, "payment_id": str(entry.id)}
    assert caller.get(address).json() == came | {"ended_at": ReceiptEnd.objects.get().ended_at.isoformat()}
    states = {state: caller.get("expected_receipts/", state=state).json()["count"] for state in ("late", "awaited")}
    assert (states, caller.get("expected_receipts/").json()["count"]) == ({"late": 1, "awaited": 0}, 2)
    refused = post(caller, {}, f"/api/v1/{address}cancel/")
    assert (refused.status_code, refused.json()["error"], refused.json()["status"]) == (
        409,
        "not_possible_now",
        "received",
    )
    cancelled = [post(caller, {}, f"{ADDRESS}{late.id}/cancel/") for _ in range(2)]
    assert cancelled[0].content == cancelled[1].content
    assert set(cancelled[0].json()) == {"id", "cancelled_at"}
    assert post(caller, {}, f"{ADDRESS}{uuid4()}/cancel/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"at_least_paise": 0}, "at_least_paise"),
        ({"at_least_paise": 1.0}, "at_least_paise"),
        ({"at_least_paise": None}, "at_least_paise"),
        ({"at_most_paise": True}, "at_most_paise"),
        ({"at_most_paise": "800"}, "at_most_paise"),
        ({"at_most_paise": 2**53}, "at_most_paise"),
        ({"at_most_paise": 699}, "at_most_paise"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"due_on": "9999-12-31"}, "due_on"),
        ({"due_on": "20300101"}, "due_on"),
        ({"due_on": None}, "due_on"),
        ({"dueOn": "2030-01-01"}, "due_on"),
        ({"payer": ""}, "payer"),
        ({"payer": "x" * 141}, "payer"),
        ({"payer": 5}, "payer"),
        ({"reference": "a\nb"}, "reference"),
        ({"reference": "x" * 101}, "reference"),
    ],
)
def test_bad_input_is_refused_by_its_name_and_changes_nothing(
    caller: ApiCaller, changes: dict[str, Any], field: str
) -> None:
    refused = post(caller, body(**changes))
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert not ExpectedReceipt.objects.exists()


def test_a_key_is_needed_and_a_state_is_known(caller: ApiCaller) -> None:
    assert post(caller, body(), key="x").json()["field"] == "Idempotency-Key"
    assert caller.get("expected_receipts/", state="lost").json()["field"] == "state"


def test_whoever_may_not_read_learns_nothing_of_what_came(caller: ApiCaller) -> None:
    receipt = expected(caller.merchant)
    record_payment(merchant_id=caller.merchant.id, amount_paise=700, reference="INV-1")
    assert LedgerEntry.objects.filter(reference="INV-1").exists()
    payer = ApiCaller(client_of(caller.merchant, Scope.PAYOUTS), caller.merchant)
    refused = post(payer, {}, f"{ADDRESS}{receipt.id}/cancel/")
    assert refused.json() == {"error": "not_possible_now", "message": "This is not possible now."}
    assert payer.ask(CANCEL.replace(" state", ""), id=str(receipt.id)).json()["data"]["r"] == {
        "message": "This is not possible now.",
        "field": "id",
    }
