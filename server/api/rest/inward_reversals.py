"""A payment from abroad was recalled, and an operator takes it back, in REST."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object, read_text
from server.inward_payments.models import InwardPayment
from server.inward_payments.reversals import InwardReversal
from server.inward_payments.reversing import reverse_payment
from server.money import read_amount

from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.OPERATE)
def reverse(call: ApiCall, inward_id: str) -> HttpResponse:
    """201; 200 if it was taken back before by the same amount."""
    payment = rows_of(InwardPayment, call.caller).get(pk=call.existing(InwardPayment, inward_id, "inward payment"))
    body = read_json_object(call.request)
    refuse_misspelt(body, ("amount_paise", "reason"))
    amount_paise = read_amount(body.get("amount_paise"), "amount_paise")
    done = reverse_payment(payment, amount_paise, read_text(body, "reason"))
    response = json_response({"inward_payment_id": payment.id, "amount_paise": amount_paise, "replayed": done.replayed})
    response.status_code = 200 if done.replayed else 201
    return response


def reversal_object(payment: InwardPayment) -> dict[str, Any] | None:
    """None: it was not taken back."""
    try:
        reversal: InwardReversal = payment.reversal
    except InwardReversal.DoesNotExist:
        return None
    return {
        "at": reversal.reversed_at,
        "amount_paise": reversal.amount_paise,
        "entry_id": reversal.entry_id,
        "reason": reversal.reason,
    }
