"""Why a balance is what it is, in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_natural, read_parameter, read_time
from server.expected_receipts.coverage import expected_by
from server.ledger.explaining import explain_balance
from server.money import MAX_PAISE
from server.payout_orders.promised import promised_by
from server.payouts.explaining import OF_EXPLANATIONS
from server.payouts.holding import holds_of, shortfall_of
from server.payouts.models import Payout

from . import ledger_serializers
from .api_call import ApiCall
from .routing import json_response, needs

USUAL, MOST = 50, 200


@needs(Scope.READ, "at", "at_sequence", "about_paise", "limit", "after")
def get_explanation(call: ApiCall) -> HttpResponse:
    """Now, at a time or after an entry, with a page of the payouts that hold money."""
    request = call.request
    named = read_parameter(request, "at")
    at = None if named is None else read_time(named, "at")
    sequence = read_natural(request, "at_sequence", default=-1, least=0, most=MAX_PAISE)
    about = read_natural(request, "about_paise", default=0, least=1, most=MAX_PAISE)
    limit = read_natural(request, "limit", default=USUAL, least=1, most=MOST)
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    explained = explain_balance(merchant_id, at=at, sequence=None if sequence < 0 else sequence)
    page = holds_of(merchant_id, explained, limit, read_parameter(request, "after"))
    payouts = (
        rows_of(Payout, call.caller).only(*OF_EXPLANATIONS).in_bulk([hold.payout_id for hold in page.holds])
        if page.holds
        else {}
    )
    short = shortfall_of(explained, about, page.holds).short_by_paise if about else None
    expected = expected_by(merchant_id, explained, short) if short else None
    told = ledger_serializers.balance_explanation(merchant_id, explained, page, payouts) | {
        "promised_paise": promised_by(merchant_id, explained.as_of),
        "short_by_paise": short,
        "expected_by": expected and expected.isoformat(),
    }
    return json_response(told)
