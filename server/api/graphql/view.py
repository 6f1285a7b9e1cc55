"""GraphQL over HTTP: one document in a strictly read JSON object, by POST alone. A browser gets the playground."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from graphql import ExecutionResult

from server.access.callers import Caller
from server.api.auth.identity import identify
from server.api.auth.tenant_scope import refuse_other_merchants
from server.api.http import rate_limits
from server.api.http.errors import (
    RETRY_SOON,
    Kind,
    MethodNotAllowed,
    RateLimited,
    behind,
    error_response,
    graphql_error,
    spoken,
)
from server.api.http.pages import playground
from server.api.http.parsing import read_json_object
from server.api.http.url_kinds import is_for_the_playground
from server.errors import InvalidInput, Refusal

from .schema import schema


@dataclass(frozen=True)
class RequestContext:
    """What resolvers know of the call that they are part of. `existing`: merchants that are known to be there."""

    request: HttpRequest
    existing: set[UUID] = field(default_factory=set)


def endpoint(request: HttpRequest) -> HttpResponse:
    try:
        if is_for_the_playground(request):
            return playground(request)
        caller = identify(request)
        refuse_other_merchants(request)
        if request.method != "POST":
            rate_limits.count(request, caller, Kind.READ)
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": "OPTIONS, POST"})
            raise MethodNotAllowed(["OPTIONS", "POST"])
        return answer(request, execute(request, read(request, caller)))
    except Exception as error:
        return error_response(request, error, graphql_error)


def read(request: HttpRequest, caller: Caller) -> dict[str, Any]:
    """The body, counted by what it asks for. One that cannot be read is counted too."""
    try:
        body = read_json_object(request, larger_with=b"createPayouts")  # its variables are a payroll
    except Refusal:
        rate_limits.count(request, caller, Kind.READ)
        raise
    rate_limits.count(request, caller, rate_limits.kind_of_document(body.get("query")))
    return body


def counted_as(method: str, body: bytes) -> Kind | None:
    """As `read` will count it, of a call that it can read; None for what is not known before it is looked at."""
    try:
        return rate_limits.kind_of_document(json.loads(body)["query"]) if method == "POST" else None
    except (ValueError, RecursionError, TypeError, LookupError):
        return None


vars(endpoint)["counted_as"] = counted_as


def execute(request: HttpRequest, body: dict[str, Any]) -> ExecutionResult:
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise InvalidInput("query must be a GraphQL document.", "query")
    if not isinstance(variables, dict | None):
        raise InvalidInput("variables must be an object.", "variables")
    if not isinstance(operation, str | None):
        raise InvalidInput("operationName must be a string.", "operationName")
    return schema.answer(query, variables, operation, RequestContext(request))


def answer(request: HttpRequest, result: ExecutionResult) -> HttpResponse:
    """200 once something was executed. Not executed, 400; and where nothing came of it but that the engine is not
    available, 503 as in REST, so that proxies and clients that know only HTTP try again."""
    body: dict[str, Any] = {}
    if result.errors:
        if isinstance(refusal := behind(result.errors[0]), RateLimited):
            raise refusal  # of a batch, which is counted once its length is known
        body["errors"] = [spoken(error, request.headers["X-Request-Id"]).formatted for error in result.errors]
        codes = {error["extensions"]["code"] for error in body["errors"]}
        if result.data is None and all(error.path is None for error in result.errors):
            # Nothing was executed: the document or its variables were at fault.
            return _json(body, 500 if "INTERNAL_ERROR" in codes else 400)
        if codes == {"UNAVAILABLE"} and not any(value is not None for value in (result.data or {}).values()):
            return _json(body | {"data": result.data}, 503, RETRY_SOON)
    return _json(body | {"data": result.data})


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(json.dumps(body), status=status, headers=headers, content_type="application/json")
