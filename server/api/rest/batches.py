"""`POST /api/v1/payouts/batch/`: a payroll in one call."""

import json
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import paying_merchant
from server.api.http.batch_items import carry_out, no_batch
from server.api.http.errors import code_of, rest_error
from server.api.http.parsing import read_amount, read_json_object, read_uuid
from server.api.rest.routing import needs
from server.errors import InvalidInput, Refusal
from server.payouts.creation import PayoutRequest
from server.payouts.idempotency import Acceptance

Item = TypeVar("Item")


@needs(Scope.PAYOUTS)
def create_payouts(request: HttpRequest) -> HttpResponse:
    """200 with a result for each payout, in order. 400 is for what is no batch at all: a payout that is at fault is
    refused by itself."""
    merchant_id = paying_merchant(request)
    items = read_json_object(request).get("payouts")
    if not isinstance(items, list):
        raise no_batch()
    results = carry_out(request, identify(request), merchant_id, items, _read)
    return HttpResponse(f'{{"results": [{", ".join(map(_say, results))}]}}', content_type="application/json")


def _read(item: object) -> PayoutRequest:
    if not isinstance(item, dict):
        raise InvalidInput("Each of the payouts must be an object.")
    return PayoutRequest(
        bank_account_id=read_uuid(item.get("bank_account_id"), "bank_account_id"),
        amount_paise=read_amount(item.get("amount_paise"), "amount_paise"),
        idempotency_key=read_uuid(item.get("idempotency_key"), "idempotency_key"),
    )


def _say(result: Acceptance | Refusal) -> str:
    if isinstance(result, Acceptance):
        # The receipt as the text that it is: to the byte what the key alone would be answered with.
        status = "replayed" if result.replayed else "created"
        return f'{{"status": "{status}", "payout": {result.receipt}}}'
    return json.dumps({"status": "refused", "error": rest_error(result, code_of(result))}, ensure_ascii=False)
