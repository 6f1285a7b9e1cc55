"""Merchants in REST."""

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import (
    listed_merchants,
)
from server.api.rest.routing import json_list, needs

from . import serializers


@needs(Scope.READ)
def list_merchants(request: HttpRequest) -> HttpResponse:
    merchants = listed_merchants(request).prefetch_related("bank_accounts").order_by("created_at", "id")
    return json_list(len(merchants), map(serializers.merchant, merchants))
