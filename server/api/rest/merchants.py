"""Merchants in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import listed_merchants
from server.errors import NotFound

from . import serializers
from .api_call import ApiCall
from .routing import json_list, needs


@needs(Scope.READ)
def list_merchants(call: ApiCall) -> HttpResponse:
    """All of them, or the one that the call names."""
    merchants = listed_merchants(call.caller).prefetch_related("bank_accounts").order_by("created_at", "id")
    if call.merchant_id:
        merchants = merchants.filter(id=call.merchant_id)
        if not merchants:
            raise NotFound("merchant")
    return json_list(len(merchants), map(serializers.merchant, merchants))
