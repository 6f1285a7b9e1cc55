"""What every request passes through, whichever API it is for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.views import csrf

from server import tenancy
from server.errors import InvalidInput, NotFound, Refusal
from server.ids import new_id
from server.trail.origins import Origin, beginning

from . import rates
from .addresses import is_graphql, is_rest, is_session
from .errors import CsrfFailed, InternalError, error_response, graphql_error, rest_error

Handler = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: Handler) -> Handler:
    """Names every request, for the log, the trail and the caller. Always ours: a caller's own id could forge lines."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = new_id()
        request.META["HTTP_X_REQUEST_ID"] = str(name)
        with beginning(Origin(request_id=name)):
            response = get_response(request)
        response["X-Request-Id"] = request.META["HTTP_X_REQUEST_ID"]
        return response

    return middleware


def sight_ends(get_response: Handler) -> Handler:
    """What `identify` let this thread see ends with the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            return get_response(request)
        finally:
            tenancy.forget()

    return middleware


def api_answers(get_response: Handler) -> Handler:
    """At an API's address nothing is stored by caches, and what Django itself refuses (a bad Host, a fault in a
    middleware, its pages with a traceback while DEBUG is on) is JSON too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        render = graphql_error if is_graphql(request) else rest_error if is_rest(request) else None
        if render is None:
            return response
        if response.status_code >= 400 and response.headers.get("Content-Type") != "application/json":
            ours = error_response(request, _refusal_of(response.status_code), render)
            # Into the same response: it carries the headers that others have set, such as CORS.
            response.content, response.status_code = ours.content, ours.status_code
            response["Content-Type"] = "application/json"
        response["Cache-Control"] = "no-store"
        rates.tell(request, response)
        return response

    return middleware


def _refusal_of(status: int) -> Refusal:
    if status == 404:
        return NotFound("address")
    return InvalidInput("The request is malformed.") if status < 500 else InternalError()


class CsrfForSessions(CsrfViewMiddleware):
    """A call that carries no session cookie cannot be a forged one, and needs no token; but signing in does, or a
    stranger's page could sign a reader in as somebody else."""

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        needs_token = request.path.startswith("/admin/") or is_session(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not needs_token:
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The same members at both APIs' addresses; in GraphQL also as its clients read errors."""
    if is_rest(request):
        return error_response(request, CsrfFailed(reason), rest_error)
    if is_graphql(request):
        return error_response(
            request,
            CsrfFailed(reason),
            lambda refusal, code: rest_error(refusal, code) | graphql_error(refusal, code),
        )
    return csrf.csrf_failure(request, reason)
