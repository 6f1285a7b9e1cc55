"""Expected receipts in REST. Another merchant's receipt is one that does not exist."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_day, read_json_object, read_parameter, read_text, read_uuid
from server.errors import InvalidInput
from server.expected_receipts import receipts
from server.expected_receipts.models import ExpectedReceipt, ReceiptState, in_state
from server.expected_receipts.receipts import ReceiptFacts

from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs

MEMBERS = ("at_least_paise", "at_most_paise", "due_on", "payer", "reference")


@needs(Scope.READ, "state", *PAGE)
def list_receipts(call: ApiCall) -> HttpResponse:
    """Last said first."""
    bounds = call.page_bounds()
    state = read_parameter(call.request, "state")
    if state is not None and state not in ReceiptState.values:
        raise InvalidInput(f"state must be one of: {', '.join(ReceiptState.values)}.", "state")
    merchant_id = call.readable_merchant_id
    rows = rows_of(ExpectedReceipt, call.caller).filter(merchant_id=merchant_id)
    if state:
        rows = in_state(rows, ReceiptState(state))
    page = list(rows.select_related("end__entry").order_by("-created_at", "-id")[bounds])
    if not page:
        existing_merchant(merchant_id, call.caller)
    return json_list(rows.count(), map(receipt_object, page))


@needs(Scope.PAYOUTS)
def expect(call: ApiCall) -> HttpResponse:
    """201; 200 if this key has said so before. What has become of it is for readers: it is not in the answer."""
    key = read_uuid(call.request.META.get("HTTP_IDEMPOTENCY_KEY"), "Idempotency-Key")
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    refuse_misspelt(body, MEMBERS)
    facts = ReceiptFacts(
        at_least_paise=body.get("at_least_paise"),  # type: ignore[arg-type] # judged by the verb
        at_most_paise=body.get("at_most_paise"),  # type: ignore[arg-type]
        due_on=read_day(body.get("due_on"), "due_on"),
        payer=None if body.get("payer") is None else read_text(body, "payer"),
        reference=None if body.get("reference") is None else read_text(body, "reference"),
    )
    expected = receipts.expect_receipt(merchant_id, facts, key)
    response = json_response(said_object(expected.receipt))
    response.status_code = 200 if expected.replayed else 201
    return response


@needs(Scope.READ)
def get_receipt(call: ApiCall, receipt_id: str) -> HttpResponse:
    return json_response(receipt_object(_receipt(call, receipt_id)))


@needs(Scope.PAYOUTS)
def cancel(call: ApiCall, receipt_id: str) -> HttpResponse:
    """200, also if it was cancelled before; 409 if its payment has come."""
    receipt = _receipt(call, receipt_id)
    end, _ = receipts.cancel_receipt(receipt)
    return json_response({"id": receipt.id, "cancelled_at": end.ended_at})


def said_object(receipt: ExpectedReceipt) -> dict[str, Any]:
    return {
        "id": receipt.id,
        "merchant_id": receipt.merchant_id,
        "idempotency_key": receipt.idempotency_key,
        "payer": receipt.payer,
        "reference": receipt.reference,
        "at_least_paise": receipt.at_least_paise,
        "at_most_paise": receipt.at_most_paise,
        "due_on": receipt.due_on.isoformat(),
        "created_at": receipt.created_at,
    }


def receipt_object(receipt: ExpectedReceipt) -> dict[str, Any]:
    end = getattr(receipt, "end", None)
    entry = end and end.entry
    return said_object(receipt) | {
        "state": receipt.state,
        "ended_at": end and end.ended_at,
        "received_paise": entry and entry.amount_paise,
        "payment_id": entry and entry.id,
    }


def _receipt(call: ApiCall, receipt_id: str) -> ExpectedReceipt:
    rows = rows_of(ExpectedReceipt, call.caller).select_related("end__entry")
    return rows.get(pk=call.existing(ExpectedReceipt, receipt_id, "expected receipt"))
