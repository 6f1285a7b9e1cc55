"""A merchant's cooling-off delay in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object
from server.cooling_off.setting import hours_of, set_cooling_off
from server.errors import InvalidInput
from server.merchants.models import Merchant

from .api_call import ApiCall
from .routing import json_response, needs

HOURS = "cooling_off_hours"


@needs(Scope.READ)
def show_delay(call: ApiCall, merchant_id: str) -> HttpResponse:
    return json_response({HOURS: hours_of(call.existing(Merchant, merchant_id, "merchant"))})


@needs(Scope.OPERATE)
def set_delay(call: ApiCall, merchant_id: str) -> HttpResponse:
    found = call.existing(Merchant, merchant_id, "merchant")
    body = read_json_object(call.request)
    refuse_misspelt(body, (HOURS,))
    if HOURS not in body:
        raise InvalidInput(f"{HOURS} is missing.", HOURS)
    change = set_cooling_off(found, hours=body[HOURS])
    return json_response({"changed": change.changed, HOURS: change.row.hours})
