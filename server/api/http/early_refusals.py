"""Responses for requests that the ASGI server (`server/asgi/`) refused, in the form of the API they were sent to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .errors import error_response, graphql_error, rest_error
from .url_kinds import is_graphql

GetResponse = Callable[[HttpRequest], HttpResponse]

EARLY_REFUSAL = "payout.refusal"  # its key in the WSGI environment


def refuse_early(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        refusal = request.META.get(EARLY_REFUSAL)
        if refusal is None:
            return get_response(request)
        return error_response(request, refusal, graphql_error if is_graphql(request) else rest_error)

    return middleware
