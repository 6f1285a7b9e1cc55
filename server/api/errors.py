"""What each refusal becomes on the wire: one table for REST; GraphQL uses the same codes in capitals."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse

from server.errors import (
    IdempotencyConflict,
    InsufficientFunds,
    InvalidInput,
    NotFound,
    Refusal,
    Unauthenticated,
    Unavailable,
)

logger = logging.getLogger(__name__)

Render = Callable[[Refusal, str], dict[str, Any]]


class MethodNotAllowed(Refusal):
    def __init__(self, allowed: list[str]) -> None:
        super().__init__(f"This address takes {' and '.join(allowed)}.")
        self.allowed = allowed


class BodyTooLarge(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(f"The body is larger than {most} bytes.")


class UnsupportedMediaType(Refusal):
    def __init__(self) -> None:
        super().__init__("The body must be JSON in UTF-8, sent as Content-Type: application/json.")


class InternalError(Refusal):
    def __init__(self) -> None:
        super().__init__("Something went wrong on our side. The X-Request-Id of this answer tells us what.")


WIRE: dict[type[Refusal], tuple[str, int]] = {
    InvalidInput: ("validation_error", 400),
    Unauthenticated: ("unauthenticated", 401),
    InsufficientFunds: ("insufficient_funds", 402),
    NotFound: ("not_found", 404),
    MethodNotAllowed: ("method_not_allowed", 405),
    IdempotencyConflict: ("idempotency_conflict", 409),
    BodyTooLarge: ("body_too_large", 413),
    UnsupportedMediaType: ("unsupported_media_type", 415),
    InternalError: ("internal_error", 500),
    Unavailable: ("unavailable", 503),
}


def code_of(refusal: Refusal) -> str:
    return WIRE[type(refusal)][0]


def as_refusal(error: Exception, request_id: str) -> Refusal:
    """Any exception as something that may be told. What only we should know goes to the log, under the request's id."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, OperationalError | InterfaceError):
        # Also when COMMIT failed: then the outcome is unknown, and only the idempotency key makes a retry safe.
        logger.warning("request %s: the database did not answer: %s", request_id, error)
        return Unavailable()
    logger.error("request %s failed", request_id, exc_info=error)
    return InternalError()


def error_response(request: HttpRequest, error: Exception, render: Render) -> JsonResponse:
    """The refusal as an answer; `render` gives the body its API's form."""
    refusal = as_refusal(error, request.headers.get("X-Request-Id", ""))
    code, status = WIRE[type(refusal)]
    response = JsonResponse(render(refusal, code), status=status, json_dumps_params={"ensure_ascii": False})
    match refusal:
        case MethodNotAllowed(allowed=allowed):
            response["Allow"] = ", ".join(allowed)
        case Unauthenticated():
            response["WWW-Authenticate"] = "Bearer"
        case Unavailable():
            response["Retry-After"] = "1"
    return response


def rest_error(refusal: Refusal, code: str) -> dict[str, Any]:
    body: dict[str, Any] = {"error": code, "message": refusal.message}
    match refusal:
        case InvalidInput(field=str(field)):
            body["field"] = field
        case InsufficientFunds(available_paise=available_paise):
            body["available_paise"] = available_paise
    return body


def graphql_error(refusal: Refusal, code: str) -> dict[str, Any]:
    return {"errors": [{"message": refusal.message, "extensions": {"code": graphql_code(code)}}]}


def graphql_code(code: str) -> str:
    return "BAD_USER_INPUT" if code == "validation_error" else code.upper()
