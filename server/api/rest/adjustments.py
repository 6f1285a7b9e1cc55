"""Adjustments in REST, for operators: one proposes a correction, another approves or rejects it."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.access.operators import acting_operator
from server.adjustments import deciding, proposing
from server.adjustments.models import Adjustment, Direction, State
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_json_object, read_parameter, read_text, read_uuid
from server.errors import InvalidInput
from server.merchants.changes import Change
from server.money import read_amount

from . import operator_serializers
from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs


@needs(Scope.OPERATE)
def propose_adjustment(call: ApiCall) -> HttpResponse:
    """201; 200 if this key proposed the same before."""
    acting_operator()  # before the input is judged: who may not act learns that, and nothing else
    key = read_uuid(call.request.META.get("HTTP_IDEMPOTENCY_KEY"), "Idempotency-Key")
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    direction = body.get("direction")
    if direction not in Direction.values:
        raise InvalidInput(f"direction must be one of {', '.join(Direction.values)}.", "direction")
    proposal = proposing.propose_adjustment(
        merchant_id=merchant_id,
        direction=Direction(direction),
        amount_paise=read_amount(body.get("amount_paise"), "amount_paise"),
        reason=read_text(body, "reason"),
        idempotency_key=key,
    )
    response = json_response(operator_serializers.adjustment(proposal.adjustment))
    response.status_code = 200 if proposal.replayed else 201
    return response


@needs(Scope.OPERATE, "status", *PAGE)
def list_adjustments(call: ApiCall) -> HttpResponse:
    """One merchant's, if one is named; else every merchant's."""
    bounds = call.page_bounds()
    status = read_parameter(call.request, "status")
    if status is not None and status not in State.values:
        raise InvalidInput(f"status must be one of {', '.join(State.values)}.", "status")
    rows = rows_of(Adjustment, call.caller)
    if call.merchant_id:
        rows = rows.filter(merchant_id=existing_merchant(call.merchant_id, call.caller))
    if status is not None:
        rows = rows.filter(status=status)
    return json_list(rows.count(), map(operator_serializers.adjustment, rows.order_by("-created_at", "-id")[bounds]))


@needs(Scope.OPERATE)
def get_adjustment(call: ApiCall, adjustment_id: str) -> HttpResponse:
    found = call.existing(Adjustment, adjustment_id, "adjustment")
    return json_response(operator_serializers.adjustment(rows_of(Adjustment, call.caller).get(pk=found)))


@needs(Scope.OPERATE)
def approve_adjustment(call: ApiCall, adjustment_id: str) -> HttpResponse:
    return _decided(deciding.approve_adjustment(call.existing(Adjustment, adjustment_id, "adjustment")))


@needs(Scope.OPERATE)
def reject_adjustment(call: ApiCall, adjustment_id: str) -> HttpResponse:
    return _decided(deciding.reject_adjustment(call.existing(Adjustment, adjustment_id, "adjustment")))


def _decided(change: Change[Adjustment]) -> HttpResponse:
    return json_response({"changed": change.changed, "adjustment": operator_serializers.adjustment(change.row)})
