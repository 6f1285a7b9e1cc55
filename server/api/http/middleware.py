"""What every request passes through, and what only those of browsers do."""

from collections.abc import Callable
from typing import Any

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.views import csrf
from whitenoise.middleware import WhiteNoiseMiddleware

from server.audit_log.context import AuditContext, in_context
from server.database import row_security
from server.errors import InvalidInput, NotFound, Refusal
from server.ids import new_id

from . import rate_limits
from .errors import CsrfFailed, InternalError, Render, error_response, graphql_error, rest_error
from .security_headers import guard
from .url_kinds import is_graphql, is_of_programs, is_rest, is_session

GetResponse = Callable[[HttpRequest], HttpResponse]


def every_answer(get_response: GetResponse) -> GetResponse:
    """What holds of every request, whoever answers it. One layer: each costs as much as what it does."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Names it, for the log, the trail and the caller. Always ours: a caller's own id could forge lines.
        name = new_id()
        request.META["HTTP_X_REQUEST_ID"] = text = str(name)
        with in_context(AuditContext(request_id=name)):
            try:
                response = get_response(request)
            finally:
                row_security.reset()  # what `identify` let this thread see ends with the request
        if render := graphql_error if is_graphql(request) else rest_error if is_rest(request) else None:
            _answer_as_an_api(request, response, render)
        guard(response)
        response["X-Request-Id"] = text
        return response

    return middleware


def _answer_as_an_api(request: HttpRequest, response: HttpResponse, render: Render) -> None:
    """Nothing is stored by caches, and what Django itself refuses (a bad Host, a fault in a middleware, its pages with
    a traceback while DEBUG is on) is JSON too."""
    if response.status_code >= 400 and response.headers.get("Content-Type") != "application/json":
        ours = error_response(request, _refusal_of(response.status_code), render)
        # Into the same response: it carries the headers that others have set, such as CORS.
        response.content, response.status_code = ours.content, ours.status_code
        response["Content-Type"] = "application/json"
    if response.status_code != 204:
        response["Content-Length"] = str(len(response.content))  # HEAD tells it too, of the body that GET has
    response["Cache-Control"] = "no-store"
    rate_limits.tell(request, response)


def _refusal_of(status: int) -> Refusal:
    if status == 404:
        return NotFound("address")
    return InvalidInput("The request is malformed.") if status < 500 else InternalError()


def for_browsers(middleware: type[Any]) -> type[Any]:
    """It is passed by where a program calls an API: that comes from no page and has no session."""

    def is_passed_by(request: HttpRequest) -> bool:
        sent = request.META
        return "HTTP_COOKIE" not in sent and "HTTP_ORIGIN" not in sent and is_of_programs(request)

    return _where_not(is_passed_by, middleware)


def for_pages(middleware: type[Any]) -> type[Any]:
    """It is passed by where an API is called, be it by a page: neither a page nor a file is its answer, and who signed
    in is found out by a question of its own (`server/access/users.py`)."""
    return _where_not(is_of_programs, middleware)


def _where_not(is_passed_by: Callable[[HttpRequest], bool], middleware: type[Any]) -> type[Any]:
    def __call__(self: Any, request: HttpRequest) -> HttpResponse:  # noqa: N807
        if is_passed_by(request):
            answer: HttpResponse = self.get_response(request)
        else:
            answer = middleware.__call__(self, request)
        return answer

    return type(middleware.__name__, (middleware,), {"__call__": __call__})


Cors = for_browsers(CorsMiddleware)
StaticFiles = for_pages(WhiteNoiseMiddleware)
Common = for_pages(CommonMiddleware)
Sessions = for_pages(SessionMiddleware)
People = for_pages(AuthenticationMiddleware)
Messages = for_pages(MessageMiddleware)


def known_host(get_response: GetResponse) -> GetResponse:
    """Raises DisallowedHost, also where `Common` is passed by."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.get_host()
        return get_response(request)

    return middleware


@for_browsers
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
