"""What every request passes through, whichever API it is for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from server.ids import new_id


def request_id(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Names every request, for the log and for the caller. Always ours: a caller's own id could forge log lines."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META["HTTP_X_REQUEST_ID"] = str(new_id())
        response = get_response(request)
        response["X-Request-Id"] = request.META["HTTP_X_REQUEST_ID"]
        return response

    return middleware


class CsrfForSessions(CsrfViewMiddleware):
    """A call that carries no session cookie cannot be a forged one, and needs no token."""

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseBase | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.path.startswith("/admin/"):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)
