"""A balance and the ledger in REST."""

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import (
    existing_merchant,
    merchant_to_read,
    rows_of,
)
from server.api.rest.routing import json_list, json_response, needs, page_bounds
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry

from . import serializers


@needs(Scope.READ)
def get_balance(request: HttpRequest) -> HttpResponse:
    merchant_id = merchant_to_read(request)
    balance = balance_of(merchant_id)
    if not balance.seq:
        existing_merchant(merchant_id, identify(request))
    return json_response(serializers.balance(merchant_id, balance))


@needs(Scope.READ)
def list_ledger(request: HttpRequest) -> HttpResponse:
    bounds = page_bounds(request)
    merchant_id = merchant_to_read(request)
    newest_first = rows_of(LedgerEntry, identify(request)).filter(merchant_id=merchant_id).order_by("-seq")
    page = list(newest_first[bounds])
    # The numbers are dense, so any one of them tells how many there are.
    count = page[0].seq + bounds.start if page else balance_of(existing_merchant(merchant_id, identify(request))).seq
    return json_list(count, map(serializers.ledger_entry, page))
