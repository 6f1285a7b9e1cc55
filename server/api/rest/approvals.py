"""Approving and rejecting payouts and batches in REST, for people: a session, never a key."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object
from server.approvals import deciding
from server.approvals.models import Approval, ApprovalGate
from server.batches.models import PayoutBatch
from server.errors import InvalidInput
from server.payouts import tasks
from server.payouts.models import Payout

from . import serializers
from .api_call import ApiCall
from .routing import json_response, needs

APPROVE, REJECT = Approval.Decision.APPROVE, Approval.Decision.REJECT


@needs(Scope.APPROVALS)
def approve_payout(call: ApiCall, payout_id: str) -> HttpResponse:
    """200 with how far the payout's approval has come."""
    return _decide(call, payout_id, APPROVE)


@needs(Scope.APPROVALS)
def reject_payout(call: ApiCall, payout_id: str) -> HttpResponse:
    return _decide(call, payout_id, REJECT)


@needs(Scope.APPROVALS)
def approve_batch(call: ApiCall, batch_id: str) -> HttpResponse:
    """200 with what this call did: every payout of the batch that waited for this person."""
    return _decide_batch(call, batch_id, APPROVE)


@needs(Scope.APPROVALS)
def reject_batch(call: ApiCall, batch_id: str) -> HttpResponse:
    return _decide_batch(call, batch_id, REJECT)


def _decide(call: ApiCall, payout_id: str, decision: Approval.Decision) -> HttpResponse:
    payout = rows_of(Payout, call.caller).get(pk=call.existing(Payout, payout_id, "payout"))
    body = _body(call, ("remark", "subject"))
    subject = body.get("subject")
    if not isinstance(subject, str | None):
        raise InvalidInput("subject must be a string.", "subject")
    decided = deciding.decide(call.caller, payout, decision, remark=body.get("remark"), subject=subject)
    tasks.notify_workers()
    gate = rows_of(ApprovalGate, call.caller).get(pk=decided.id)
    return json_response({"payout_id": decided.id, "decision": decision, "approval": serializers.approval_of(gate)})


def _decide_batch(call: ApiCall, batch_id: str, decision: Approval.Decision) -> HttpResponse:
    batch = rows_of(PayoutBatch, call.caller).get(pk=call.existing(PayoutBatch, batch_id, "batch"))
    remark = _body(call, ("remark",)).get("remark")
    decided = deciding.decide_batch(call.caller, batch.merchant_id, batch.id, decision, remark=remark)
    tasks.notify_workers()
    return json_response({"batch_id": batch.id, "decision": decision, **decided._asdict()})


def _body(call: ApiCall, known: tuple[str, ...]) -> dict[str, object]:
    body = read_json_object(call.request) if call.has_body else {}
    refuse_misspelt(body, known)
    return body
