"""GraphQL over HTTP: one document in a strictly read JSON object, by POST alone; a browser's GET gets the playground."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from strawberry.django.context import StrawberryDjangoContext
from strawberry.http import process_result

from server.errors import InvalidInput

from .access import require_access
from .errors import MethodNotAllowed, error_response, graphql_error
from .reading import read_json_object
from .schema import schema

PLAYGROUND = settings.WEB_DIST / "playground.html"


def endpoint(request: HttpRequest) -> HttpResponseBase:
    try:
        if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
            return playground()
        if request.method != "POST":
            raise MethodNotAllowed(["POST"])
        require_access()
        return execute(request, read_json_object(request))
    except Exception as error:
        return error_response(request, error, graphql_error)


def execute(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise InvalidInput("query must be a GraphQL document.", "query")
    if not isinstance(variables, dict | None):
        raise InvalidInput("variables must be an object.", "variables")
    if not isinstance(operation, str | None):
        raise InvalidInput("operationName must be a string.", "operationName")

    response = HttpResponse(content_type="application/json")
    result = schema.execute_sync(
        query,
        variable_values=variables,
        operation_name=operation,
        context_value=StrawberryDjangoContext(request=request, response=response),
    )
    # Nothing was executed: the document or its variables were at fault.
    refused = result.data is None and all(error.path is None for error in result.errors or ())
    return JsonResponse(process_result(result), status=400 if refused else 200)


def playground() -> HttpResponseBase:
    if not PLAYGROUND.is_file():
        return HttpResponse(
            "The playground is not built. Install Node 20 or newer and run `python3 manage.py up` again; "
            "the API at this address works without it.\n",
            status=503,
            content_type="text/plain; charset=utf-8",
        )
    return FileResponse(PLAYGROUND.open("rb"), content_type="text/html; charset=utf-8")

