"""The request log in REST."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant
from server.api.http.error_help import HELP
from server.api.http.parsing import read_natural, read_parameter, read_uuid
from server.errors import InvalidInput
from server.request_log.models import Outcome
from server.request_log.reading import Entry, asked_by, entries

from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.READ, "request_id", "key_id", "outcome", "limit", "before")
def list_requests(call: ApiCall) -> HttpResponse:
    """Newest first. `next_before` is the `before` of the next page; null on the last one."""
    limit = read_natural(call.request, "limit", default=50, least=1, most=200)
    asked = asked_by(
        call.merchant_id and existing_merchant(call.merchant_id, call.caller),
        request_id=_id(call, "request_id"),
        key_id=_id(call, "key_id"),
        outcome=_outcome(call),
    )
    found = entries(asked, limit + 1, _id(call, "before"))
    shown = found[:limit]
    return json_response(
        {"results": [_json(entry) for entry in shown], "next_before": shown[-1].place if found[limit:] else None}
    )


def _id(call: ApiCall, name: str) -> UUID | None:
    value = read_parameter(call.request, name)
    return None if value is None else read_uuid(value, name)


def _outcome(call: ApiCall) -> Outcome | None:
    value = read_parameter(call.request, "outcome")
    if value is not None and value not in list(Outcome):
        raise InvalidInput(f"outcome must be one of {', '.join(Outcome)}.", "outcome")
    return None if value is None else Outcome(value)


def _json(entry: Entry) -> dict[str, Any]:
    explanation = HELP.get(entry.error_code)
    key = {"id": entry.actor_id, "name": entry.key_name or entry.actor_name, "prefix": entry.key_prefix}
    return {
        "request_id": entry.request_id,
        "at": entry.at,
        "duration_ms": entry.duration_ms,
        "caller": entry.actor_name,
        "key": key if entry.actor_kind == "key" else None,
        "method": entry.method or None,
        "path": entry.path or None,
        "operation": entry.operation or None,
        "http_status": entry.http_status,
        "outcome": entry.outcome,
        "error": entry.error_code or None,
        "message": entry.message or None,
        "explanation": explanation._asdict() if explanation else None,
        "idempotency_key": entry.idempotency_key,
        "payout_id": entry.payout_id,
        "payouts": entry.payouts,
    }
