"""GraphQL over HTTP: one document in a strictly read JSON object, by POST, or a query in the address, by GET. A browser
gets the playground."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from graphql import ExecutionResult

from server.access.callers import Caller
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import refuse_other_merchants
from server.api.http import rate_limits
from server.api.http.errors import (
    RETRY_SOON,
    CallKind,
    MethodNotAllowed,
    RateLimited,
    error_response,
    graphql_error,
)
from server.api.http.pages import playground
from server.api.http.parsing import read_json_object
from server.api.http.url_kinds import asks_by_get, is_for_the_playground
from server.errors import InvalidInput, Refusal

from .context import RequestContext
from .documents_by_get import read_query_string
from .errors import cause_of, public_error
from .schema import schema

METHODS = ["GET", "HEAD", "OPTIONS", "POST"]


class GraphQLEndpoint:
    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if is_for_the_playground(request):
                return playground(request)
            caller = identify(request)
            refuse_other_merchants(request, caller)
            context = RequestContext(request, caller)
            if request.method == "POST":
                return response_of(request, execute(read_body(request, caller), context))
            rate_limits.count(request, caller, CallKind.READ)
            if request.method in {"GET", "HEAD"}:
                return response_of(request, execute(read_query_string(request), context, reads_only=True))
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


def read_body(request: HttpRequest, caller: Caller) -> dict[str, Any]:
    """The body, after counting the call as a read or a write by its document. An unreadable body counts as a read."""
    try:
        body = read_json_object(request, larger_with=b"createPayouts")  # its variables are a whole payroll
    except Refusal:
        rate_limits.count(request, caller, CallKind.READ)
        raise
    rate_limits.count(request, caller, rate_limits.kind_of_document(body.get("query")))
    return body


def execute(body: dict[str, Any], context: RequestContext, *, reads_only: bool = False) -> ExecutionResult:
    """Raises InvalidInput, and MethodNotAllowed for anything but a query if `reads_only`."""
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise InvalidInput("query must be a GraphQL document.", "query")
    if not isinstance(variables, dict | None):
        raise InvalidInput("variables must be an object.", "variables")
    if not isinstance(operation, str | None):
        raise InvalidInput("operationName must be a string.", "operationName")
    if not isinstance(body.get("extensions"), dict | None):
        raise InvalidInput("extensions must be an object.", "extensions")
    return schema.run(query, variables, operation, context, reads_only=reads_only)


def response_of(request: HttpRequest, result: ExecutionResult) -> HttpResponse:
    """200 once anything was executed, else 400. If the only outcome is that the engine is unavailable, 503 as in REST,
    so that proxies and clients that know only HTTP retry."""
    body: dict[str, Any] = {}
    if result.errors:
        if isinstance(refusal := cause_of(result.errors[0]), RateLimited):
            raise refusal  # a batch is counted only once its length is known
        body["errors"] = [public_error(error, request.headers["X-Request-Id"]).formatted for error in result.errors]
        codes = {error["extensions"]["code"] for error in body["errors"]}
        if result.data is None and all(error.path is None for error in result.errors):
            # Nothing was executed: the document or its variables were at fault.
            return _json(body, 500 if "INTERNAL_ERROR" in codes else 400)
        if codes == {"UNAVAILABLE"} and not any(value is not None for value in (result.data or {}).values()):
            return _json(body | {"data": result.data}, 503, RETRY_SOON)
    return _json(body | {"data": result.data})


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(json.dumps(body), status=status, headers=headers, content_type="application/json")
