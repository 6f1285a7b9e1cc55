"""GraphQL over HTTP: one document in a strictly read JSON object, by POST alone. A browser gets the playground."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult

from server.errors import InvalidInput

from .access import identify
from .addresses import is_for_the_playground
from .errors import MethodNotAllowed, error_response, graphql_error, spoken
from .limits import Call
from .pages import playground
from .reading import read_json_object
from .schema import schema
from .tenants import refuse_other_merchants


def endpoint(request: HttpRequest) -> HttpResponse:
    try:
        if is_for_the_playground(request):
            return playground(request)
        identify(request)
        refuse_other_merchants(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": "OPTIONS, POST"})
        if request.method != "POST":
            raise MethodNotAllowed(["OPTIONS", "POST"])
        return answer(request, execute(request, read_json_object(request)))
    except Exception as error:
        return error_response(request, error, graphql_error)


def execute(request: HttpRequest, body: dict[str, Any]) -> ExecutionResult:
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise InvalidInput("query must be a GraphQL document.", "query")
    if not isinstance(variables, dict | None):
        raise InvalidInput("variables must be an object.", "variables")
    if not isinstance(operation, str | None):
        raise InvalidInput("operationName must be a string.", "operationName")
    try:
        return schema.execute_sync(
            query,
            variable_values=variables,
            operation_name=operation,
            context_value=Call(request=request, response=HttpResponse(), operation_name=operation),
        )
    except CannotGetOperationTypeError:
        raise InvalidInput("The document has no operation of this name.", "operationName") from None


def answer(request: HttpRequest, result: ExecutionResult) -> JsonResponse:
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [spoken(error, request.headers["X-Request-Id"]).formatted for error in result.errors]
        if result.data is None and all(error.path is None for error in result.errors):
            # Nothing was executed: the document or its variables were at fault.
            internal = any(error["extensions"]["code"] == "INTERNAL_ERROR" for error in body["errors"])
            return JsonResponse(body, status=500 if internal else 400)
    return JsonResponse(body | {"data": result.data})
