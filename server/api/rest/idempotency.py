"""Idempotency on REST's wire: `Idempotency-Retry` of a request, `Idempotency-Window` of a response."""

from django.http import HttpRequest, HttpResponse

from server.errors import InvalidInput
from server.payouts.idempotency import window_seconds

RETRY = {None: False, "false": False, "true": True}


def read_is_retry(request: HttpRequest) -> bool:
    """True if the caller says that it has sent this before. Raises InvalidInput for any other word."""
    said = request.META.get("HTTP_IDEMPOTENCY_RETRY")
    if said not in RETRY:
        raise InvalidInput("Idempotency-Retry must be true or false.", "Idempotency-Retry")
    return RETRY[said]


def accepted(text: str, status: int = 200) -> HttpResponse:
    """`text` is JSON already. Its keys replay it for `Idempotency-Window` seconds after their payouts' creation."""
    response = HttpResponse(text, status=status, content_type="application/json")
    response["Idempotency-Window"] = str(window_seconds())
    return response
