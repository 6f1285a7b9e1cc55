"""Balances and the ledger in REST."""

from datetime import date, timedelta

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_day, read_parameter
from server.errors import InvalidInput
from server.fees.reading import fee_payout_column
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.ledger.periods import EARLIEST, LATEST, Bucket, balance_by_period, today

from . import ledger_serializers
from .api_call import PAGE, ApiCall
from .routing import json_list, json_response, needs

USUAL_DAYS = timedelta(days=29)  # before the last one


@needs(Scope.READ)
def get_balance(call: ApiCall) -> HttpResponse:
    merchant_id = call.readable_merchant_id
    balance = balance_of(merchant_id)
    if not balance.seq:
        existing_merchant(merchant_id, call.caller)
    return json_response(ledger_serializers.balance(merchant_id, balance))


@needs(Scope.READ, "from", "to", "bucket")
def get_balance_history(call: ApiCall) -> HttpResponse:
    last = _read_day(call, "to") or today()
    first = _read_day(call, "from") or min(max(last, EARLIEST + USUAL_DAYS) - USUAL_DAYS, LATEST)
    bucket = _read_bucket(call)
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    periods = balance_by_period(merchant_id, first, last, bucket)
    return json_list(len(periods), map(ledger_serializers.balance_period, periods))


def _read_day(call: ApiCall, name: str) -> date | None:
    named = read_parameter(call.request, name)
    return None if named is None else read_day(named, name)


def _read_bucket(call: ApiCall) -> Bucket:
    named = read_parameter(call.request, "bucket")
    try:
        return Bucket.DAY if named is None else Bucket(named)
    except ValueError:
        raise InvalidInput(f"bucket must be one of {', '.join(each.value for each in Bucket)}.", "bucket") from None


@needs(Scope.READ, *PAGE)
def list_ledger(call: ApiCall) -> HttpResponse:
    bounds = call.page_bounds()
    merchant_id = call.readable_merchant_id
    newest_first = rows_of(LedgerEntry, call.caller).filter(merchant_id=merchant_id).order_by("-seq")
    page = list(newest_first.select_related("payout_return").annotate(fee_payout=fee_payout_column())[bounds])
    # Sequence numbers have no gaps, so any entry's number and place in the list give the length of the list.
    count = page[0].seq + bounds.start if page else balance_of(existing_merchant(merchant_id, call.caller)).seq
    return json_list(count, map(ledger_serializers.ledger_entry, page))
