"""Balances and the ledger in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry

from . import serializers
from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs


@needs(Scope.READ)
def get_balance(call: ApiCall) -> HttpResponse:
    merchant_id = call.readable_merchant_id
    balance = balance_of(merchant_id)
    if not balance.seq:
        existing_merchant(merchant_id, call.caller)
    return json_response(serializers.balance(merchant_id, balance))


@needs(Scope.READ, *PAGE)
def list_ledger(call: ApiCall) -> HttpResponse:
    bounds = call.page_bounds()
    merchant_id = call.readable_merchant_id
    newest_first = rows_of(LedgerEntry, call.caller).filter(merchant_id=merchant_id).order_by("-seq")
    page = list(newest_first[bounds])
    # Sequence numbers have no gaps, so any entry's number and place in the list give the length of the list.
    count = page[0].seq + bounds.start if page else balance_of(existing_merchant(merchant_id, call.caller)).seq
    return json_list(count, map(serializers.ledger_entry, page))
