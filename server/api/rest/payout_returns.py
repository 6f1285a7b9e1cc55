"""A completed payout's money came back, and an operator records it, in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_day, read_json_object, read_text
from server.money import read_amount
from server.payouts.models import Payout
from server.payouts.returning import ToldReturn, read_code, record_by_hand

from .api_call import ApiCall
from .routing import json_response, needs

MEMBERS = ("amount_paise", "return_reference", "value_on", "reason", "reason_code")


@needs(Scope.OPERATE)
def record_return(call: ApiCall, payout_id: str) -> HttpResponse:
    """201; 200 if this return was recorded before, whoever told it first."""
    payout = rows_of(Payout, call.caller).get(pk=call.existing(Payout, payout_id, "payout"))
    body = read_json_object(call.request)
    refuse_misspelt(body, MEMBERS)
    told = ToldReturn(
        amount_paise=read_amount(body.get("amount_paise"), "amount_paise"),
        reference=read_text(body, "return_reference"),
        reason=read_text(body, "reason"),
        value_on=read_day(body.get("value_on"), "value_on"),
        code=read_code(body.get("reason_code")),
    )
    recorded = record_by_hand(payout, told)
    response = json_response(
        {"payout_id": payout.id, "return_reference": told.reference, "replayed": recorded.replayed}
    )
    response.status_code = 200 if recorded.replayed else 201
    return response
