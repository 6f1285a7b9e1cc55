"""Refusals on the wire: one table of codes and statuses for REST; GraphQL uses the same codes in capitals."""

import logging
import re
from collections.abc import Callable
from enum import StrEnum
from math import ceil
from time import monotonic
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from psycopg.errors import ReadOnlySqlTransaction
from strawberry.utils.str_converters import to_camel_case

from server.access.callers import Caller, Scope
from server.errors import (
    CodeRefused,
    CodesUnavailable,
    Forbidden,
    IdempotencyConflict,
    IdempotencyKeyForgotten,
    InsufficientFunds,
    InvalidInput,
    InvalidRows,
    NoAccess,
    NotFound,
    NotPossibleNow,
    ProofDue,
    Refusal,
    SecondFactorNeeded,
    SignInRefused,
    TooManyAttempts,
    Unauthenticated,
    Unavailable,
)
from server.text import shortened

SNAKE_CASE = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")

logger = logging.getLogger(__name__)

Render = Callable[[Refusal, str], dict[str, Any]]


class CallKind(StrEnum):
    """The rate limit that a call counts against."""

    READ = "reads"
    WRITE = "writes"


class MethodNotAllowed(Refusal):
    def __init__(self, allowed: list[str], message: str = "") -> None:
        super().__init__(message or f"This address takes {', '.join(allowed)} and nothing else.")
        self.allowed = allowed


class CsrfFailed(Refusal):
    def __init__(self, reason: str) -> None:
        # Django's reason repeats the Origin or the Referer.
        super().__init__(f"A call with a session cookie needs a CSRF token. {shortened(reason)}".strip())


class RequestTimeout(Refusal):
    def __init__(self, seconds: float) -> None:
        super().__init__(f"The body did not arrive within {seconds:g} seconds.")


class BodyTooLarge(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(f"The body is larger than {most} bytes.")


class UnsupportedMediaType(Refusal):
    def __init__(
        self, message: str = "The body must be JSON in UTF-8, sent as Content-Type: application/json."
    ) -> None:
        super().__init__(message)


class RateLimited(Refusal):
    """After `seconds` there is room for the call that was refused, after `seconds_for_one` for the cheapest."""

    def __init__(
        self, kind: CallKind, rate: str, seconds: float, *, cost: int = 1, seconds_for_one: float | None = None
    ) -> None:
        self.kind, self.rate = kind, rate
        self.retry_after_seconds = max(1, ceil(seconds))
        self._over_at = monotonic() + (seconds if seconds_for_one is None else seconds_for_one)
        counted = f" This call counts as {cost}." if cost > 1 else ""
        wait = f"Wait {self.retry_after_seconds} s."
        super().__init__(f"Too many {kind}: {rate.replace('/', ' per ')} are allowed.{counted} {wait}")

    def is_over(self) -> bool:
        """True once there is room for the cheapest call."""
        return monotonic() >= self._over_at

    def anew(self) -> "RateLimited":
        """The same refusal of a call whose cost is not known yet, with the wait that is left by now."""
        return RateLimited(self.kind, self.rate, self._over_at - monotonic())


class TooManyStreams(Refusal):
    retry_after_seconds = 10

    def __init__(self, most: int) -> None:
        super().__init__(
            f"At most {most} streams and waiting calls of one caller are open at once, and this server has a limit for "
            "all callers. Close others, or share one."
        )


class CostAboveLimit(Refusal):
    """A call that no wait makes possible: it costs more than the whole limit."""

    def __init__(self, kind: CallKind, rate: str, cost: int) -> None:
        allowed = rate.replace("/", " per ")
        super().__init__(f"This call counts as {cost} {kind}, and no more than {allowed} are allowed: ask for less.")


class TimedOut(Refusal):
    def __init__(self) -> None:
        super().__init__("The query took too long, and this part of it was not begun. Ask for less at once.")


class InternalError(Refusal):
    def __init__(self) -> None:
        super().__init__("Something went wrong on our side. The X-Request-Id of this answer tells us what.")


WIRE: dict[type[Refusal], tuple[str, int]] = {
    InvalidInput: ("validation_error", 400),
    InvalidRows: ("validation_error", 400),
    CostAboveLimit: ("cost_above_limit", 400),
    Unauthenticated: ("unauthenticated", 401),
    InsufficientFunds: ("insufficient_funds", 402),
    SignInRefused: ("sign_in_refused", 403),
    CodeRefused: ("code_refused", 403),
    ProofDue: ("proof_due", 403),
    SecondFactorNeeded: ("second_factor_needed", 403),
    NoAccess: ("no_access", 403),
    CsrfFailed: ("csrf_failed", 403),
    Forbidden: ("forbidden", 403),
    NotFound: ("not_found", 404),
    MethodNotAllowed: ("method_not_allowed", 405),
    RequestTimeout: ("request_timeout", 408),
    IdempotencyConflict: ("idempotency_conflict", 409),
    NotPossibleNow: ("not_possible_now", 409),
    IdempotencyKeyForgotten: ("idempotency_key_forgotten", 409),
    BodyTooLarge: ("body_too_large", 413),
    UnsupportedMediaType: ("unsupported_media_type", 415),
    RateLimited: ("rate_limited", 429),
    TooManyAttempts: ("too_many_attempts", 429),
    TooManyStreams: ("too_many_streams", 429),
    InternalError: ("internal_error", 500),
    TimedOut: ("timeout", 503),
    Unavailable: ("unavailable", 503),
    CodesUnavailable: ("codes_unavailable", 503),
}

# A key of the WSGI environment: the refusal that the call was answered with, for the request log.
REFUSED = "payout.refused"
RETRY_SOON = {"Retry-After": "1"}  # seconds


def code_of(refusal: Refusal) -> str:
    return WIRE[type(refusal)][0]


def note_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """The first one stands in the request log."""
    request.META.setdefault(REFUSED, refusal)


def as_told(refusal: Refusal, caller: Caller) -> Refusal:
    """The refusal, as this caller may see it: one without `read` learns nothing that is stored."""
    return refusal if Scope.READ in caller.scopes else refusal.without_state()


def as_refusal(error: Exception, request_id: str) -> Refusal:
    """Any exception as a refusal that callers may see. Its details go to the log, under the request's id."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, SuspiciousOperation):
        return InvalidInput("The request is malformed.")
    # A read-only server is a standby, or was the primary until a moment ago.
    if isinstance(error, OperationalError | InterfaceError) or isinstance(error.__cause__, ReadOnlySqlTransaction):
        # Includes a failed COMMIT: its outcome is unknown, and only the idempotency key makes a retry safe.
        logger.warning("request %s: the database did not answer: %s", request_id, error)
        return Unavailable()
    logger.error("request %s failed", request_id, exc_info=error)
    return InternalError()


def error_response(request: HttpRequest, error: Exception, render: Render) -> JsonResponse:
    """The response for an exception; `render` gives the body its API's form."""
    refusal = as_refusal(error, request.META.get("HTTP_X_REQUEST_ID", ""))
    note_refusal(request, refusal)
    code, status = WIRE[type(refusal)]
    response = JsonResponse(render(refusal, code), status=status, json_dumps_params={"ensure_ascii": False})
    match refusal:
        case MethodNotAllowed(allowed=allowed):
            response["Allow"] = ", ".join(allowed)
        case Unauthenticated():
            response["WWW-Authenticate"] = "Bearer"
        case (
            RateLimited(retry_after_seconds=seconds)
            | TooManyAttempts(retry_after_seconds=seconds)
            | TooManyStreams(retry_after_seconds=seconds)
        ):
            response["Retry-After"] = str(seconds)
        case Unavailable() | TimedOut():
            response["Retry-After"] = RETRY_SOON["Retry-After"]
    return response


def rest_error(refusal: Refusal, code: str) -> dict[str, Any]:
    body: dict[str, Any] = {"error": code, "message": refusal.message}
    match refusal:
        case InvalidRows(field=str(field), faults=faults):
            body |= {"field": field, "rows": [fault._asdict() for fault in faults]}
        case InvalidInput(field=str(field)):
            body["field"] = field
        case InsufficientFunds(available_paise=int(available_paise)):
            body["available_paise"] = available_paise
        case NotPossibleNow(status=str(status)):
            body["status"] = status
        case ProofDue(by=by):
            body["by"] = by
        case IdempotencyKeyForgotten(payout_ids=payout_ids):
            body["payout_ids"] = [str(payout_id) for payout_id in payout_ids]
    return body


def graphql_error(refusal: Refusal, code: str) -> dict[str, Any]:
    """The body for a call that was refused before its document was executed. It stands here because the middleware,
    which knows no GraphQL, needs it too."""
    return {"errors": [{"message": graphql_message(refusal), "extensions": graphql_extensions(refusal, code)}]}


def graphql_message(refusal: Refusal) -> str:
    """The message with every input named as GraphQL spells it. The product's refusals name inputs in snake case, as
    REST does, and have that form for nothing else."""
    if isinstance(refusal, InvalidInput):
        return SNAKE_CASE.sub(lambda found: to_camel_case(found[0]), refusal.message)
    return refusal.message


def graphql_extensions(refusal: Refusal, code: str) -> dict[str, str]:
    extensions = {"code": "BAD_USER_INPUT" if code == "validation_error" else code.upper()}
    if isinstance(refusal, InvalidInput) and refusal.field:
        extensions["field"] = to_camel_case(refusal.field)
    if isinstance(refusal, ProofDue):
        extensions["by"] = refusal.by.upper()
    return extensions
