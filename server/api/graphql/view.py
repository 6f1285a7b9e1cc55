"""GraphQL over HTTP: one document in a strictly read JSON object, by POST, or a query in the address, by GET. A browser
gets the playground."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from graphql import ExecutionResult

from server.access.callers import Caller
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import refuse_other_merchants
from server.api.http import rate_limits, sse
from server.api.http.errors import (
    RETRY_SOON,
    BodyTooLarge,
    CallKind,
    MethodNotAllowed,
    error_response,
    graphql_error,
)
from server.api.http.following import EVENT_STREAM, FOLLOW, Stream
from server.api.http.pages import playground
from server.api.http.parsing import read_json_object
from server.api.http.sse import Form
from server.api.http.url_kinds import asks_by_get, is_for_the_playground
from server.errors import InvalidInput
from server.events.reading import Event

from .context import RequestContext
from .documents_by_get import read_query_string
from .errors import public_error
from .runtime.document_cache import document_of
from .schema import schema

# The fields that take a thousand payouts.
LARGER = ("createPayouts", "createPayoutBatch", "previewPayouts")
COMPLETE = b"event: complete\ndata: \n\n"
METHODS = ["GET", "HEAD", "OPTIONS", "POST"]


class GraphQLEndpoint:
    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if is_for_the_playground(request):
                return playground(request)
            caller = identify(request)
            refuse_other_merchants(request, caller)
            if request.method == "POST":
                return answer(request, caller, read_body)
            if request.method in {"GET", "HEAD"}:
                return answer(request, caller, read_query_string, reads_only=True)
            rate_limits.count(request, caller, CallKind.READ)
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
            raise MethodNotAllowed(METHODS)
        except Exception as error:
            return error_response(request, error, graphql_error)

    def counted_as(self, method: str, body: bytes, query_string: str) -> CallKind | None:
        """The rate limit that a readable call counts against, or None if that needs a closer look."""
        if method in {"GET", "HEAD"}:
            return CallKind.READ if asks_by_get(query_string) else None
        try:
            return rate_limits.kind_of_document(json.loads(body)["query"]) if method == "POST" else None
        except (ValueError, RecursionError, TypeError, LookupError):
            return None


class Bill:
    """Counts a call once, as a read or a write by its document, however far it gets: what cannot be read or parsed
    costs one call."""

    def __init__(self, request: HttpRequest, caller: Caller) -> None:
        self._request, self._caller = request, caller
        self.kind, self.is_paid = CallKind.READ, False

    def pay(self, cost: int = 1) -> None:
        """Raises RateLimited or CostAboveLimit."""
        self.is_paid = True
        self._request.META[rate_limits.COST] = cost
        rate_limits.count(self._request, self._caller, self.kind, cost)


def answer(
    request: HttpRequest,
    caller: Caller,
    read: Callable[[HttpRequest], dict[str, Any]],
    *,
    reads_only: bool = False,
) -> HttpResponse:
    """Raises Refusal."""
    bill = Bill(request, caller)
    try:
        body = read(request)
        if not reads_only:
            bill.kind = rate_limits.kind_of_document(body.get("query"))
        result = execute(body, RequestContext(request, caller), bill, reads_only=reads_only)
    finally:
        if not bill.is_paid:
            bill.pay()
    if isinstance(stream := request.META.get(FOLLOW), Stream) and not result.errors:
        request.META[FOLLOW] = replace(stream, form=form_of(body, RequestContext(request, caller)))
        return HttpResponse(content_type=EVENT_STREAM)
    request.META.pop(FOLLOW, None)
    return response_of(request, result)


def form_of(body: dict[str, Any], context: RequestContext) -> Form:
    """A subscription's stream, as GraphQL over SSE has it: distinct connections, without ids."""
    document = document_of(schema._schema, body["query"], introspection=settings.PAYOUT_PLAYGROUND).parsed

    def block(event: Event) -> bytes:
        given = (body.get("variables"), body.get("operationName"))
        result = schema.execute_document(document, *given, context, root=event)
        told: dict[str, Any] = {"data": result.data}
        if result.errors:
            told["errors"] = [public_error(error, context.request).formatted for error in result.errors]
        return f"event: next\ndata: {json.dumps(told)}\n\n".encode()

    return Form(block, place=lambda _: sse.HEARTBEAT, opening=b"", heartbeat=sse.HEARTBEAT, end=COMPLETE)


def read_body(request: HttpRequest) -> dict[str, Any]:
    """Only a payroll's variables may make it larger than a document may be. Raises InvalidInput or BodyTooLarge."""
    body = read_json_object(request, larger_with=tuple(map(str.encode, LARGER)))
    usual = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    if int(request.META.get("CONTENT_LENGTH") or 0) > usual:
        others = {name: value for name, value in body.items() if name != "variables"}
        bytes_of_others = len(json.dumps(others, ensure_ascii=False).encode())
        if not any(word in str(body.get("query")) for word in LARGER) or bytes_of_others > usual:
            raise BodyTooLarge(usual)
    return body


def execute(body: dict[str, Any], context: RequestContext, bill: Bill, *, reads_only: bool = False) -> ExecutionResult:
    """Raises Refusal, such as MethodNotAllowed for anything but a query if `reads_only`."""
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise InvalidInput("query must be a GraphQL document.", "query")
    if not isinstance(variables, dict | None):
        raise InvalidInput("variables must be an object.", "variables")
    if not isinstance(operation, str | None):
        raise InvalidInput("operationName must be a string.", "operationName")
    if not isinstance(body.get("extensions"), dict | None):
        raise InvalidInput("extensions must be an object.", "extensions")
    return schema.run(query, variables, operation, context, spend=bill.pay, reads_only=reads_only)


def response_of(request: HttpRequest, result: ExecutionResult) -> HttpResponse:
    """200 once anything was executed, else 400. If the only outcome is that the engine is unavailable, 503 as in REST,
    so that proxies and clients that know only HTTP retry."""
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [public_error(error, request).formatted for error in result.errors]
        codes = {error["extensions"]["code"] for error in body["errors"]}
        if result.data is None and all(error.path is None for error in result.errors):
            # Nothing was executed: the document or its variables were at fault.
            return _json(body, 500 if "INTERNAL_ERROR" in codes else 400)
        if codes <= {"UNAVAILABLE", "TIMEOUT"} and not any(value is not None for value in (result.data or {}).values()):
            return _json(body | {"data": result.data}, 503, RETRY_SOON)
    return _json(body | {"data": result.data})


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(json.dumps(body), status=status, headers=headers, content_type="application/json")
