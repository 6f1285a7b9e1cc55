"""REST verbs: each reads a request strictly, calls one verb of the domain, and renders what comes back."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.errors import InvalidInput, NotFound
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.payouts import creation, tasks
from server.payouts.models import Payout
from server.payouts.states import Status

from . import rates, representations
from .access import authorize, identify
from .errors import MethodNotAllowed, error_response, rest_error
from .reading import read_amount, read_json_object, read_natural, read_parameter, read_uuid
from .scopes import Handler, Verb, needs
from .tenants import (
    existing_merchant,
    listed_merchants,
    merchant_to_read,
    named_merchant,
    paying_merchant,
    refuse_other_merchants,
    rows_of,
)


def endpoint(**verbs: Verb) -> Handler:
    """One address: which method is answered by which verb, and every refusal as the contract's JSON."""
    open_to_all = all(verb.needs is None for verb in verbs.values())
    if "GET" in verbs:
        verbs["HEAD"] = verbs["GET"]
    allowed = sorted({*verbs, "OPTIONS"})

    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        try:
            if not open_to_all:
                rates.count(request, identify(request), rates.kind_of_method(request.method))
            if verb := verbs.get(request.method or ""):
                if verb.needs:
                    authorize(request, verb.needs)
                    refuse_other_merchants(request)
                return verb(request, **arguments)
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
            raise MethodNotAllowed(allowed)
        except Exception as error:
            return error_response(request, error, rest_error)

    vars(view)["verbs"] = verbs
    if not open_to_all:
        vars(view)["counted_as"] = lambda method, _body: rates.kind_of_method(method)
    return view


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
        tasks.nudge()
    return HttpResponse(acceptance.receipt, status=200 if acceptance.replayed else 201, content_type="application/json")


@needs(Scope.READ)
def list_payouts(request: HttpRequest) -> HttpResponse:
    bounds = _bounds(request)
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
    return _list(count, map(representations.payout, page))


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
    return _json(representations.payout(payout))


@needs(Scope.READ)
def get_balance(request: HttpRequest) -> HttpResponse:
    merchant_id = merchant_to_read(request)
    balance = balance_of(merchant_id)
    if not balance.seq:
        existing_merchant(merchant_id, identify(request))
    return _json(representations.balance(merchant_id, balance))


@needs(Scope.READ)
def list_ledger(request: HttpRequest) -> HttpResponse:
    bounds = _bounds(request)
    merchant_id = merchant_to_read(request)
    newest_first = rows_of(LedgerEntry, identify(request)).filter(merchant_id=merchant_id).order_by("-seq")
    page = list(newest_first[bounds])
    # The numbers are dense, so any one of them tells how many there are.
    count = page[0].seq + bounds.start if page else balance_of(existing_merchant(merchant_id, identify(request))).seq
    return _list(count, map(representations.ledger_entry, page))


@needs(Scope.READ)
def list_merchants(request: HttpRequest) -> HttpResponse:
    merchants = listed_merchants(request).prefetch_related("bank_accounts").order_by("created_at", "id")
    return _list(len(merchants), map(representations.merchant, merchants))


def no_such_address(request: HttpRequest, address: str) -> HttpResponse:
    what = "address" if address.endswith("/") else "address without a slash at its end"
    return error_response(request, NotFound(what), rest_error)


def _bounds(request: HttpRequest) -> slice:
    limit = read_natural(request, "limit", default=50, least=1, most=200)
    offset = read_natural(request, "offset", default=0, least=0, most=10**9 - 1)
    return slice(offset, offset + limit)


def _list(count: int, results: Iterable[dict[str, Any]]) -> HttpResponse:
    return _json({"count": count, "results": list(results)})


def _json(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(ENCODER.encode(body), content_type="application/json")


def _plain(value: object) -> str:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            raise TypeError(type(value))


ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False)
