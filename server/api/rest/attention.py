"""What needs an operator, over all merchants, in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.payouts.attention import attention, attention_count
from server.payouts.models import Payout

from . import operator_serializers, serializers
from .api_call import PAGE, ApiCall
from .routing import json_list, needs


@needs(Scope.OPERATE, *PAGE)
def list_attention(call: ApiCall) -> HttpResponse:
    """One merchant's, if one is named; else every merchant's. Oldest first."""
    bounds = call.page_bounds()
    merchant_id = call.merchant_id and existing_merchant(call.merchant_id, call.caller)
    items = attention(bounds.stop - bounds.start, offset=bounds.start, merchant_id=merchant_id)
    rows = serializers.with_what_is_shown(rows_of(Payout, call.caller)).select_related("merchant")
    payouts = rows.in_bulk([item.payout_id for item in items])
    return json_list(
        attention_count(None, merchant_id=merchant_id),
        [
            operator_serializers.attention_item(item, payouts[item.payout_id])
            for item in items
            if item.payout_id in payouts
        ],
    )
