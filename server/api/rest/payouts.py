"""Payouts in REST: each verb parses its call strictly, runs one domain command or query, and renders the result."""

from uuid import UUID

from django.http import HttpResponse

from server.access.callers import Scope
from server.access.large_payouts import require_for_paying
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_json_object, read_natural, read_uuid
from server.database.planning import planned_by_values
from server.database.ways import put_together
from server.errors import InvalidInput, NotFound
from server.money import read_amount
from server.payouts import creation, tasks
from server.payouts.finding import utr_forms
from server.payouts.models import Payout
from server.payouts.searching import totals_of, ways_to

from . import serializers
from .api_call import PAGE, ApiCall
from .given_details import read_given
from .idempotency import accepted, read_is_retry
from .payout_filter import FILTER, read_filter, read_order
from .routing import json_list, json_response, needs


@needs(Scope.PAYOUTS)
def create_payout(call: ApiCall) -> HttpResponse:
    """201 with the receipt; 200 with the same bytes if this key and body were accepted before."""
    key = read_uuid(call.request.META.get("HTTP_IDEMPOTENCY_KEY"), "Idempotency-Key")
    is_retry = read_is_retry(call.request)
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    amount_paise = read_amount(body.get("amount_paise"), "amount_paise")
    require_for_paying(call.caller, merchant_id, amount_paise)
    acceptance = creation.create_payout(
        merchant_id=merchant_id,
        bank_account_id=read_uuid(body.get("bank_account_id"), "bank_account_id"),
        amount_paise=amount_paise,
        idempotency_key=key,
        details=read_given(body),
        is_retry=is_retry,
    )
    if not acceptance.replayed:
        tasks.notify_workers()
    return accepted(acceptance.receipt, status=200 if acceptance.replayed else 201)


@needs(Scope.READ, "sort", *FILTER, *PAGE)
def list_payouts(call: ApiCall) -> HttpResponse:
    bounds = call.page_bounds()
    order = read_order(call.request)
    wanted = read_filter(call.request)
    merchant_id = call.readable_merchant_id
    ways = ways_to(rows_of(Payout, call.caller), merchant_id, wanted)
    payouts = put_together([way.order_by(*order) for way in ways], bounds.stop)
    with planned_by_values():
        page = list(serializers.with_what_is_shown(payouts)[bounds])
    if not page:
        existing_merchant(merchant_id, call.caller)
    reaches_the_end = len(page) < bounds.stop - bounds.start and (page or bounds.start == 0)
    count = bounds.start + len(page) if reaches_the_end else totals_of(ways, None).count
    return json_list(count, map(serializers.payout, page))


@needs(Scope.READ, "at_most", *FILTER)
def get_payout_totals(call: ApiCall) -> HttpResponse:
    """How many payouts pass the filter, and the sum of their amounts."""
    at_most = read_natural(call.request, "at_most", default=0, least=1, most=10**9 - 1) or None
    wanted = read_filter(call.request)
    merchant_id = call.readable_merchant_id
    totals = totals_of(ways_to(rows_of(Payout, call.caller), merchant_id, wanted), at_most)
    if not totals.count:
        existing_merchant(merchant_id, call.caller)
    return json_response(serializers.payout_totals(totals))


@needs(Scope.READ)
def get_payout(call: ApiCall, payout_id: str) -> HttpResponse:
    merchant_id = call.merchant_id
    try:
        id_sent = read_uuid(payout_id, "id")
    except InvalidInput:
        raise NotFound("payout") from None
    return _one_payout(call, merchant_id, id=id_sent)


@needs(Scope.READ)
def get_payout_by_utr(call: ApiCall, utr: str) -> HttpResponse:
    return _one_payout(call, call.merchant_id, bank_reference_id__in=utr_forms(utr))


def _one_payout(call: ApiCall, merchant_id: UUID | None, **which: object) -> HttpResponse:
    """The newest of any merchant that the caller may see, or of the one that is named."""
    payouts = rows_of(Payout, call.caller).filter(**which)
    if merchant_id:
        payouts = payouts.filter(merchant_id=merchant_id)
    payout = serializers.with_what_is_shown(payouts).order_by("-created_at", "-id").first()
    if payout is None:
        raise NotFound("payout")
    return json_response(serializers.payout(payout))
