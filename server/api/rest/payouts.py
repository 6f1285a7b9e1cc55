"""Payouts in REST: each verb reads a request strictly, calls one verb of the domain, and renders what comes back."""

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import (
    existing_merchant,
    merchant_to_read,
    named_merchant,
    paying_merchant,
    rows_of,
)
from server.api.http.parsing import read_amount, read_json_object, read_parameter, read_uuid
from server.api.rest.routing import json_list, json_response, needs, page_bounds
from server.errors import InvalidInput, NotFound
from server.payouts import creation, tasks
from server.payouts.models import Payout
from server.payouts.states import Status

from . import serializers


@needs(Scope.PAYOUTS)
def create_payout(request: HttpRequest) -> HttpResponse:
    """201 with the receipt; 200 with the same bytes when the key and the body were accepted before."""
    key = read_uuid(request.META.get("HTTP_IDEMPOTENCY_KEY"), "Idempotency-Key")
    merchant_id = paying_merchant(request)
    body = read_json_object(request)
    acceptance = creation.create_payout(
        merchant_id=merchant_id,
        bank_account_id=read_uuid(body.get("bank_account_id"), "bank_account_id"),
        amount_paise=read_amount(body.get("amount_paise"), "amount_paise"),
        idempotency_key=key,
    )
    if not acceptance.replayed:
        tasks.notify_workers()
    return HttpResponse(acceptance.receipt, status=200 if acceptance.replayed else 201, content_type="application/json")


@needs(Scope.READ)
def list_payouts(request: HttpRequest) -> HttpResponse:
    bounds = page_bounds(request)
    status = read_parameter(request, "status")
    if status is not None and status not in Status.values:
        raise InvalidInput(f"status must be one of {', '.join(Status.values)}.", "status")
    merchant_id = merchant_to_read(request)
    payouts = rows_of(Payout, identify(request)).filter(merchant_id=merchant_id)
    if status is not None:
        payouts = payouts.filter(status=status)
    page = list(payouts.select_related("bank_account").order_by("-created_at", "-id")[bounds])
    if not page:
        existing_merchant(merchant_id, identify(request))
    shows_the_end = len(page) < bounds.stop - bounds.start and (page or bounds.start == 0)
    count = bounds.start + len(page) if shows_the_end else payouts.count()
    return json_list(count, map(serializers.payout, page))


@needs(Scope.READ)
def get_payout(request: HttpRequest, payout_id: str) -> HttpResponse:
    merchant_id = named_merchant(request)
    try:
        payouts = rows_of(Payout, identify(request)).filter(id=read_uuid(payout_id, "id"))
    except InvalidInput:
        raise NotFound("payout") from None
    if merchant_id:
        payouts = payouts.filter(merchant_id=merchant_id)
    payout = payouts.select_related("bank_account").first()
    if payout is None:
        raise NotFound("payout")
    return json_response(serializers.payout(payout))
