"""Refusals in GraphQL: members of a mutation's result union where it has one for them, else entries of `errors`."""

# ruff: noqa: ARG002 - Strawberry fixes the parameters of an exception handler

from typing import Any

import strawberry
from django.http import HttpRequest
from graphql import GraphQLError
from strawberry.types import Info
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from server.api.http.errors import as_refusal, as_told, code_of, graphql_extensions, graphql_message, note_refusal
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput, Refusal
from server.text import shortened

from .scalars import Paise


@strawberry.type(name="InsufficientFunds")
class InsufficientFundsProblem:
    message: str
    available_paise: Paise


@strawberry.type(name="IdempotencyConflict")
class IdempotencyConflictProblem:
    message: str


@strawberry.type(name="ValidationError")
class ValidationProblem:
    message: str
    field: str | None


def as_problem(refusal: Refusal) -> InsufficientFundsProblem | IdempotencyConflictProblem | ValidationProblem:
    """The union member for a refusal. Raises the refusal itself if no union has a member for it."""
    match refusal:
        case InsufficientFunds(message=message, available_paise=available_paise):
            # None for a caller without `read`, whose document does not ask for it (permissions.py).
            return InsufficientFundsProblem(message=message, available_paise=available_paise)  # type: ignore[arg-type]
        case IdempotencyConflict(message=message):
            return IdempotencyConflictProblem(message=message)
        case InvalidInput(field=field):
            return ValidationProblem(message=graphql_message(refusal), field=to_camel_case(field) if field else None)
    raise refusal


def told(refusal: Refusal, info: Info) -> Any:
    """The union member, as this caller may see it. The request log has it too."""
    refusal = as_told(refusal, info.context.caller)
    note_refusal(info.context.request, refusal)
    return as_problem(refusal)


class InsufficientFundsHandler(strawberry.ExceptionHandler[InsufficientFunds, InsufficientFundsProblem]):
    def handle(self, exception: InsufficientFunds, *, field: StrawberryField, info: Info) -> Any:
        return told(exception, info)


class IdempotencyConflictHandler(strawberry.ExceptionHandler[IdempotencyConflict, IdempotencyConflictProblem]):
    def handle(self, exception: IdempotencyConflict, *, field: StrawberryField, info: Info) -> Any:
        return told(exception, info)


class InvalidInputHandler(strawberry.ExceptionHandler[InvalidInput, ValidationProblem]):
    def handle(self, exception: InvalidInput, *, field: StrawberryField, info: Info) -> Any:
        return told(exception, info)


EXCEPTION_HANDLERS: list[strawberry.ExceptionHandler[Any, Any]] = [
    InsufficientFundsHandler(),
    IdempotencyConflictHandler(),
    InvalidInputHandler(),
]


def public_error(error: GraphQLError, request: HttpRequest) -> GraphQLError:
    """An execution's error in the form that callers may read: a refusal keeps its message, any other exception loses
    it."""
    cause = cause_of(error)
    if cause is None:  # graphql-core's own message about the document or its variables
        error.extensions = {"code": "BAD_USER_INPUT"}
        error.message = shortened(error.message)
        note_refusal(request, InvalidInput(error.message))
        return error
    if error.path is None and (error.nodes or isinstance(cause, RecursionError)):
        # Nothing was executed yet: Python gave up on a value of thousands of digits or brackets.
        cause = InvalidInput("The document has a value that cannot be read.")
    request_id = request.headers["X-Request-Id"]
    refusal = as_refusal(cause, request_id)
    note_refusal(request, refusal)
    extensions = {**graphql_extensions(refusal, code_of(refusal)), "requestId": request_id}
    return GraphQLError(graphql_message(refusal), nodes=error.nodes, path=error.path, extensions=extensions)


def cause_of(error: GraphQLError) -> Exception | None:
    """The exception that a resolver raised, or None for an error of graphql-core's own."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause
