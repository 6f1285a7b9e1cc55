"""Cancelling payouts, in REST: one, many, and what is left of a batch."""

from typing import Any

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.cancel_items import cancel_each, not_ids
from server.api.auth.tenant_scope import rows_of
from server.api.http import rate_limits
from server.api.http.errors import code_of, note_refusal, rest_error
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object
from server.batches.cancelling import cancel_batch
from server.batches.models import PayoutBatch
from server.errors import Refusal
from server.payouts import tasks
from server.payouts.cancelling import Cancelling, CancelOutcome, cancel, outcome_of, read_remark
from server.payouts.creation import MOST_PAYOUTS
from server.payouts.models import Payout

from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.PAYOUTS)
def cancel_payout(call: ApiCall, payout_id: str) -> HttpResponse:
    """202: it was asked for, and the bank carries it out. 200 if it had been asked for before, with what came of it."""
    payout = rows_of(Payout, call.caller).get(pk=call.existing(Payout, payout_id, "payout"))
    asked = cancel(payout, read_remark(_optional_body(call).get("remark")))
    if asked.is_new:
        tasks.notify_workers()
    response = json_response(_told(asked, call))
    response.status_code = 202 if asked.is_new else 200
    return response


@needs(Scope.PAYOUTS)
def cancel_payouts(call: ApiCall) -> HttpResponse:
    """200 with one result per id, in order: one that is unknown or has ended is refused by itself."""
    merchant_id = call.merchant_id
    body = read_json_object(call.request)
    refuse_misspelt(body, ("payout_ids", "remark"))
    ids = body.get("payout_ids")
    if not isinstance(ids, list):
        raise not_ids()
    if len(ids) <= MOST_PAYOUTS:  # a longer one is refused unread
        rate_limits.count_batch(call.request, call.caller, len(ids))
    results = cancel_each(call.caller, ids, read_remark(body.get("remark")), of=merchant_id)
    for each in results:
        if isinstance(each, Refusal):
            note_refusal(call.request, each)
    return json_response({"results": [_result(each, call) for each in results]})


@needs(Scope.PAYOUTS)
def cancel_payouts_of_batch(call: ApiCall, batch_id: str) -> HttpResponse:
    """200 with what this call did. Sending it again is safe."""
    batch = rows_of(PayoutBatch, call.caller).get(pk=call.existing(PayoutBatch, batch_id, "batch"))
    remark = read_remark(_optional_body(call).get("remark"))
    rate_limits.count_batch(call.request, call.caller, batch.row_count)
    cancelled = cancel_batch(batch, remark)
    if cancelled.requested:
        tasks.notify_workers()
    return json_response({"batch_id": batch.id, **cancelled._asdict()})


def _result(result: Cancelling | Refusal, call: ApiCall) -> dict[str, Any]:
    if isinstance(result, Cancelling):
        return {"status": "requested" if result.is_new else "replayed"} | _told(result, call)
    return {"status": "refused", "error": rest_error(result, code_of(result))}


def _told(asked: Cancelling, call: ApiCall) -> dict[str, Any]:
    """What came of it is for callers who may read."""
    outcome = CancelOutcome.REQUESTED if asked.is_new else outcome_of(asked.payout)
    may_know = asked.is_new or Scope.READ in call.caller.scopes
    return {
        "payout_id": asked.payout.id,
        "requested_at": asked.payout.cancel_requested_at,
        "outcome": outcome.value if outcome and may_know else None,
    }


def _optional_body(call: ApiCall) -> dict[str, Any]:
    return read_json_object(call.request) if call.has_body else {}
