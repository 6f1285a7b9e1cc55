"""`POST /api/v1/payouts/batch/`: a payroll in one call."""

import json

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.http import rate_limits
from server.api.http.batch_items import create_batch, not_a_batch
from server.api.http.errors import code_of, note_refusal, rest_error
from server.api.http.misspelt import refuse_schedule
from server.api.http.parsing import read_json_object, read_uuid
from server.errors import InvalidInput, Refusal
from server.money import read_amount
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest
from server.payouts.idempotency import Acceptance

from .api_call import ApiCall
from .given_details import read_given
from .idempotency import accepted, read_is_retry
from .routing import needs


@needs(Scope.PAYOUTS)
def create_payouts(call: ApiCall) -> HttpResponse:
    """200 with one result per payout, in order: a faulty one is refused by itself. 400 if the body is not a batch."""
    merchant_id = call.paying_merchant_id
    is_retry = read_is_retry(call.request)
    body = read_json_object(call.request)
    refuse_schedule(body)
    items = body.get("payouts")
    if not isinstance(items, list):
        raise not_a_batch()
    if len(items) <= MOST_PAYOUTS:  # a longer one is refused unread
        rate_limits.count_batch(call.request, call.caller, len(items))
    results = create_batch(call.caller, merchant_id, items, _read_item, is_retry=is_retry)
    for result in results:
        if isinstance(result, Refusal):
            note_refusal(call.request, result)
    return accepted(f'{{"results": [{", ".join(map(_render, results))}]}}')


def _read_item(item: object) -> PayoutRequest:
    if not isinstance(item, dict):
        raise InvalidInput("Each of the payouts must be an object.")
    return PayoutRequest(
        bank_account_id=read_uuid(item.get("bank_account_id"), "bank_account_id"),
        amount_paise=read_amount(item.get("amount_paise"), "amount_paise"),
        idempotency_key=read_uuid(item.get("idempotency_key"), "idempotency_key"),
        details=read_given(item),
    )


def _render(result: Acceptance | Refusal) -> str:
    if isinstance(result, Acceptance):
        # The receipt's own text, so that the key alone is later answered with the same bytes.
        status = "replayed" if result.replayed else "created"
        return f'{{"status": "{status}", "payout": {result.receipt}}}'
    return json.dumps({"status": "refused", "error": rest_error(result, code_of(result))}, ensure_ascii=False)
