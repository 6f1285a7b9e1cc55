"""What stands in the request log about a call (ADR 33): never a body, a query string or a header but the idempotency
key; what a caller wrote elsewhere is masked as in the log.

Recorded are the calls of keys and users that were refused or failed, and those that changed something. A read that
succeeds is not; nor is a creation, which the audit log has: it must not cost another row.
"""

import re
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from server.access.callers import Caller
from server.errors import Refusal
from server.observability.log_redaction import in_one_line, mask
from server.request_log.models import LoggedRequest, Outcome
from server.request_log.writer import writer

from .errors import REFUSED, WIRE
from .parsing import UUID_FORM
from .url_kinds import is_graphql

# Keys of the WSGI environment: who calls, and a GraphQL call's document, chosen operation and variables.
CALLER, DOCUMENT = "payout.caller", "payout.document"
READS = {"GET", "HEAD", "OPTIONS"}
CREATIONS = {"/api/v1/payouts/", "/api/v1/payouts/batch/"}
CREATING_FIELDS = {"createPayout", "createPayouts", "payPayoutBatch"}
MERCHANT_IN_PATH = re.compile(r"/merchants/([0-9a-f-]{36})/", re.IGNORECASE)
# A log masks numbers that stand alone. Here a caller may have written one into a name.
LONG_NUMBER = re.compile(rf"(?P<id>{UUID_FORM.pattern})|\d{{9,}}")
LONGEST = {"path": 200, "operation": 100, "message": 300}


class Operation(Protocol):
    """A GraphQL document."""

    def is_mutation(self, operation: str | None) -> bool: ...
    def fields_of(self, operation: str | None) -> list[str]: ...


Sent = tuple[Operation, str | None, dict[str, Any]]


def note(request: HttpRequest, response: HttpResponse, request_id: UUID, seconds: float) -> None:
    """Call it once the response is made."""
    sent = request.META
    caller: Caller | None = sent.get(CALLER)
    if caller is None or not writer.is_on:
        return
    refusal: Refusal | None = sent.get(REFUSED)
    document: Sent | None = sent.get(DOCUMENT)
    changes = _changes(request, document)
    if refusal is None and response.status_code < 400:
        if not changes or _only_creates(request, document):
            return
    elif caller.kind == "person" and not changes:  # the dashboard asks every few seconds
        return
    code, status = WIRE[type(refusal)] if refusal else ("", response.status_code)
    writer.note(
        LoggedRequest(
            id=request_id,
            at=datetime.now(UTC),
            duration_ms=round(seconds * 1000),
            merchant_id=caller.merchant_id or _named_merchant(request, document),
            actor_kind=caller.kind,
            actor_id=caller.id,
            actor_name=caller.name,
            method=(request.method or "")[:10],
            path=_shown(request.path, "path"),
            operation=_shown(_operation_name(document), "operation"),
            http_status=response.status_code,
            outcome=Outcome.SUCCEEDED if status < 400 else Outcome.REFUSED if status < 500 else Outcome.FAILED,
            error_code=code,
            message=_shown(refusal.message if refusal else "", "message"),
            idempotency_key=_uuid(sent.get("HTTP_IDEMPOTENCY_KEY") or _variable(document, "idempotencyKey")),
        )
    )


def _changes(request: HttpRequest, document: Sent | None) -> bool:
    if is_graphql(request):
        return document is not None and document[0].is_mutation(document[1])
    return request.method not in READS


def _only_creates(request: HttpRequest, document: Sent | None) -> bool:
    if document:
        return CREATING_FIELDS.issuperset(document[0].fields_of(document[1]))
    return request.path in CREATIONS


def _operation_name(document: Sent | None) -> str:
    """As the caller calls it, or else the fields that it asks for."""
    if document is None:
        return ""
    return document[1] or ", ".join(document[0].fields_of(document[1]))


def _named_merchant(request: HttpRequest, document: Sent | None) -> UUID | None:
    """Of a caller of all merchants. It need not exist."""
    in_path = MERCHANT_IN_PATH.search(request.path)
    named = request.META.get("HTTP_X_MERCHANT_ID") or _in_query(request) or (in_path and in_path[1])
    return _uuid(named or _variable(document, "merchantId"))


def _in_query(request: HttpRequest) -> str | None:
    try:
        return request.GET.get("merchant_id")
    except SuspiciousOperation:  # more parameters than are read
        return None


def _variable(document: Sent | None, name: str) -> object:
    variables = document[2] if document else {}
    inner = variables.get("input")
    return variables.get(name) or (inner.get(name) if isinstance(inner, dict) else None)


def _uuid(value: object) -> UUID | None:
    return UUID(value) if isinstance(value, str) and UUID_FORM.fullmatch(value) else None


def _shown(text: str, field: str) -> str:
    shown = LONG_NUMBER.sub(lambda found: found["id"] or f"…{found[0][-4:]}", mask(in_one_line(text)))
    return shown[: LONGEST[field]]
