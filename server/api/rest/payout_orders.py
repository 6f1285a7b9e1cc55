"""Payout orders in REST. Another merchant's order is one that does not exist."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.access.large_payouts import require_for_paying
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.misspelt import refuse_misspelt, refuse_schedule
from server.api.http.parsing import read_json_object, read_parameter, read_time, read_uuid
from server.errors import InvalidInput
from server.money import format_inr, read_amount
from server.payout_orders import ending, funding, policy
from server.payout_orders.models import FundingPolicy, OrderState, PayoutOrder
from server.payout_orders.ordering import OrderRequest, place_order, read_moment
from server.payouts import details as of_a_payout
from server.payouts import tasks
from server.payouts.details import read_details

from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs

OF_AN_ORDER = (*of_a_payout.OF_AN_ORDER, "expires_at")


@needs(Scope.READ, "state", *PAGE)
def list_orders(call: ApiCall) -> HttpResponse:
    """Newest first."""
    bounds = call.page_bounds()
    state = _read_state(call.request)
    merchant_id = call.readable_merchant_id
    rows = rows_of(PayoutOrder, call.caller).filter(merchant_id=merchant_id)
    if state:
        rows = rows.filter(state=state)
    page = list(rows.order_by("-seq")[bounds])
    if not page:
        existing_merchant(merchant_id, call.caller)
    return json_list(rows.count(), map(order_object, page))


@needs(Scope.PAYOUTS)
def order_payout(call: ApiCall) -> HttpResponse:
    """201; 200 if this key has placed this order before. `payout_id` is there if the money is."""
    key = read_uuid(call.request.META.get("HTTP_IDEMPOTENCY_KEY"), "Idempotency-Key")
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    refuse_misspelt(body, OF_AN_ORDER)
    refuse_schedule(body, OF_AN_ORDER)
    named = body.get("retry_of")
    retry_of = None if named is None else read_uuid(named, "retry_of")
    words = (body.get("reference"), body.get("narration"), body.get("purpose"))
    request = OrderRequest(
        bank_account_id=read_uuid(body.get("bank_account_id"), "bank_account_id"),
        amount_paise=read_amount(body.get("amount_paise"), "amount_paise"),
        idempotency_key=key,
        details=read_details(*words, retry_of, rail=body.get("rail")),
        not_before=_read_moment(body, "not_before"),
        expires_at=_read_moment(body, "expires_at"),
    )
    require_for_paying(call.caller, merchant_id, request.amount_paise)
    ordered = place_order(merchant_id, request)
    if ordered.order.state == OrderState.WAITING:
        if funding.try_to_fund(merchant_id):
            tasks.notify_workers()
        ordered.order.refresh_from_db()
    response = json_response(order_object(ordered.order))
    response.status_code = 200 if ordered.replayed else 201
    return response


@needs(Scope.READ)
def get_order(call: ApiCall, order_id: str) -> HttpResponse:
    return json_response(order_object(_order(call, order_id)))


@needs(Scope.PAYOUTS)
def cancel_order(call: ApiCall, order_id: str) -> HttpResponse:
    """200, also if it was cancelled before; 409 if it has made its payout, or has ended otherwise."""
    order = _order(call, order_id)
    ending.cancel_order(order)
    return json_response({"id": order.id, "state": order.state, "ended_at": order.ended_at})


@needs(Scope.READ)
def get_policy(call: ApiCall) -> HttpResponse:
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    return json_response({"merchant_id": merchant_id, "policy": policy.policy_of(merchant_id)})


@needs(Scope.PAYOUTS)
def set_policy(call: ApiCall) -> HttpResponse:
    """Which of the merchant's waiting orders comes next."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    body = read_json_object(call.request)
    refuse_misspelt(body, ("policy",))
    named = body.get("policy")
    if not isinstance(named, str) or named not in FundingPolicy.values:
        raise InvalidInput(f"policy must be one of: {', '.join(FundingPolicy.values)}.", "policy")
    change = policy.set_policy(merchant_id, FundingPolicy(named))
    return json_response({"merchant_id": merchant_id, "policy": change.row})


def order_object(order: PayoutOrder) -> dict[str, Any]:
    return {
        "id": order.id,
        "merchant_id": order.merchant_id,
        "sequence": order.seq,
        "state": order.state,
        "amount_paise": order.amount_paise,
        "amount_inr": format_inr(order.amount_paise),
        "bank_account_id": order.bank_account_id,
        "idempotency_key": order.idempotency_key,
        "reference": order.reference,
        "narration": order.narration,
        "purpose": order.purpose,
        "retry_of": order.retry_of,
        "rail": order.rail,
        "not_before": order.not_before,
        "expires_at": order.expires_at,
        "payout_id": order.payout_id,
        "refused_because": order.refused_because,
        "created_at": order.created_at,
        "ended_at": order.ended_at,
    }


def _order(call: ApiCall, order_id: str) -> PayoutOrder:
    return rows_of(PayoutOrder, call.caller).get(pk=call.existing(PayoutOrder, order_id, "payout order"))


def _read_moment(body: Mapping[str, object], name: str) -> datetime | None:
    sent = body.get(name)
    return read_moment(None if sent is None else read_time(sent, name), name)


def _read_state(request: HttpRequest) -> OrderState | None:
    named = read_parameter(request, "state")
    if named is None:
        return None
    if named not in OrderState.values:
        raise InvalidInput(f"state must be one of: {', '.join(OrderState.values)}.", "state")
    return OrderState(named)
