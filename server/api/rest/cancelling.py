"""Cancelling payouts, in REST."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_json_object
from server.payouts import tasks
from server.payouts.cancelling import CancelOutcome, cancel, outcome_of, read_remark
from server.payouts.models import Payout

from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.PAYOUTS)
def cancel_payout(call: ApiCall, payout_id: str) -> HttpResponse:
    """202: it was asked for, and the bank carries it out. 200 if it had been asked for before, with what came of it."""
    payout = rows_of(Payout, call.caller).get(pk=call.existing(Payout, payout_id, "payout"))
    body = read_json_object(call.request) if call.request.META.get("CONTENT_LENGTH") not in {None, "", "0"} else {}
    asked = cancel(payout, read_remark(body.get("remark")))
    if asked.is_new:
        tasks.notify_workers()
    # What came of it is for callers who may read.
    outcome = CancelOutcome.REQUESTED if asked.is_new else outcome_of(asked.payout)
    may_know = asked.is_new or Scope.READ in call.caller.scopes
    response = json_response(
        {
            "payout_id": asked.payout.id,
            "requested_at": asked.payout.cancel_requested_at,
            "outcome": outcome.value if outcome and may_know else None,
        }
    )
    response.status_code = 202 if asked.is_new else 200
    return response
