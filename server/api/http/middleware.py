"""Middleware: one layer for every request, and layers that only browsers' requests pass through."""

from collections.abc import Callable
from time import monotonic
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
from server.observability import requests_under_way

from . import rate_limits, request_log
from .cookies import drop_ambiguous
from .errors import CsrfFailed, InternalError, RateLimited, Render, error_response, graphql_error, rest_error
from .lengths import LENGTH_UNKNOWN
from .media_types import JSON, answer_in_the_accepted_type
from .security_headers import guard
from .url_kinds import is_api, is_graphql, is_graphql_endpoint, is_rest, is_session, is_sign_in

GetResponse = Callable[[HttpRequest], HttpResponse]


def every_response(get_response: GetResponse) -> GetResponse:
    """The request id, the tenant binding's end, the APIs' common headers and the security headers.

    One layer for all of it, because a layer costs about as much as its work.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = monotonic()
        # For the log, the audit log and the caller. Never the caller's own id, which could forge log lines.
        request_id = new_id()
        request.META["HTTP_X_REQUEST_ID"] = text = str(request_id)
        if "HTTP_COOKIE" in request.META:
            drop_ambiguous(request)
        requests_under_way.begin(request.method, request.path, text, request.META.get("REMOTE_ADDR", ""))
        with in_context(AuditContext(request_id=request_id)):
            try:
                response = get_response(request)
            finally:
                row_security.reset()  # `identify` bound this thread to the caller's rows
                requests_under_way.end()
        if render := graphql_error if is_graphql(request) else rest_error if is_rest(request) else None:
            _finish_api_response(request, response, render)
            request_log.note(request, response, request_id, monotonic() - begun)
        guard(response)
        response["X-Request-Id"] = text
        return response

    return middleware


def _finish_api_response(request: HttpRequest, response: HttpResponse, render: Render) -> None:
    """Keeps caches from storing it, and turns Django's own refusals (a bad Host, a fault in a middleware, traceback
    pages while DEBUG is on) into JSON."""
    if response.status_code >= 400 and response.headers.get("Content-Type") != JSON:
        ours = error_response(request, _refusal_of(response.status_code), render)
        # The same response object, as it has headers that other layers set, such as CORS's.
        response.content, response.status_code = ours.content, ours.status_code
        response["Content-Type"] = JSON
    if is_graphql_endpoint(request):
        answer_in_the_accepted_type(request, response)
    if request.META.get(LENGTH_UNKNOWN):
        del response["Content-Length"]
    elif response.status_code != 204:
        response["Content-Length"] = str(len(response.content))  # also for HEAD: the length of GET's body
    response["Cache-Control"] = "no-store"
    rate_limits.add_headers(request, response)


def _refusal_of(status: int) -> Refusal:
    if status == 404:
        return NotFound("address")
    return InvalidInput("The request is malformed.") if status < 500 else InternalError()


def for_browsers(middleware: type[Any]) -> type[Any]:
    """The middleware, skipped for programs' API calls: they come from no page and have no session."""

    def is_skipped(request: HttpRequest) -> bool:
        sent = request.META
        return "HTTP_COOKIE" not in sent and "HTTP_ORIGIN" not in sent and is_api(request)

    return _unless(is_skipped, middleware)


def for_pages(middleware: type[Any]) -> type[Any]:
    """The middleware, skipped for all API calls, even from a page: they return neither pages nor files, and
    `server/access/users.py` finds their user with a query of its own."""
    return _unless(is_api, middleware)


def _unless(is_skipped: Callable[[HttpRequest], bool], middleware: type[Any]) -> type[Any]:
    def __call__(self: Any, request: HttpRequest) -> HttpResponse:  # noqa: N807
        if is_skipped(request):
            response: HttpResponse = self.get_response(request)
        else:
            response = middleware.__call__(self, request)
        return response

    return type(middleware.__name__, (middleware,), {"__call__": __call__})


Cors = for_browsers(CorsMiddleware)
StaticFiles = for_pages(WhiteNoiseMiddleware)
Common = for_pages(CommonMiddleware)
Sessions = for_pages(SessionMiddleware)
Authentication = for_pages(AuthenticationMiddleware)
Messages = for_pages(MessageMiddleware)


def count_sign_ins(get_response: GetResponse) -> GetResponse:
    """At the door, and so for every way to sign in. Who goes on after the 429 is held back by the ASGI server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_sign_in(request.method, request.path):
            try:
                rate_limits.count_sign_in(request)
            except RateLimited as refusal:
                return error_response(request, refusal, rest_error)
        return get_response(request)

    return middleware


def known_host(get_response: GetResponse) -> GetResponse:
    """Raises DisallowedHost, also for requests that skip `Common`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.get_host()
        return get_response(request)

    return middleware


@for_browsers
class CsrfForSessions(CsrfViewMiddleware):
    """A call without a session cookie cannot be forged and needs no token. Signing in does need one, or a stranger's
    page could sign its visitor in as somebody else."""

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        needs_token = request.path.startswith("/admin/") or is_session(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not needs_token:
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The same members for both APIs; for GraphQL also the `errors` that its clients read. It counts like a call of
    a stranger's, as nobody has asked yet who it is; a sign-in was counted at the door."""
    if not is_sign_in(request.method, request.path):
        try:
            rate_limits.count_stranger(request)
        except RateLimited as refusal:
            return error_response(request, refusal, graphql_error if is_graphql(request) else rest_error)
    if is_rest(request):
        return error_response(request, CsrfFailed(reason), rest_error)
    if is_graphql(request):
        return error_response(
            request,
            CsrfFailed(reason),
            lambda refusal, code: rest_error(refusal, code) | graphql_error(refusal, code),
        )
    return csrf.csrf_failure(request, reason)
