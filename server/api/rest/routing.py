"""One REST address: its verbs by method, the scope that each needs, its rate limit, and every refusal as JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from server.access.callers import Caller, Scope
from server.api.auth.identity import authorize, identify
from server.api.http import rate_limits
from server.api.http.errors import CallKind, MethodNotAllowed, as_told, error_response, rest_error
from server.errors import NotFound, Refusal

from .api_call import ApiCall
from .query_parameters import OF_EVERY_CALLER, refuse_unknown_parameters

Handler = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Verb:
    """One method's handler. It gets an ApiCall, or the HttpRequest if `needs` is None (everybody may call); then the
    address's parameters, by name. `query` names the query parameters that it reads."""

    needs: Scope | None
    handler: Handler
    query: frozenset[str] = frozenset()


def needs(scope: Scope | None, *query: str) -> Callable[[Handler], Verb]:
    """Declares a verb's scope and its query parameters; `merchant_id` is one of every verb with a scope."""
    known = frozenset((*query, OF_EVERY_CALLER) if scope else query)
    return lambda handler: Verb(scope, handler, known)


class Endpoint:
    """The view of one address. If all of its verbs are open to everybody, its calls are neither authenticated nor
    counted against a rate limit."""

    def __init__(self, **verbs: Verb) -> None:
        self.is_open = all(verb.needs is None for verb in verbs.values())
        self.verbs = verbs | ({"HEAD": verbs["GET"]} if "GET" in verbs else {})
        self.allowed = sorted({*self.verbs, "OPTIONS"})

    def __call__(self, request: HttpRequest, **parameters: str) -> HttpResponse:
        try:
            caller = None if self.is_open else self._admit(request)
            if verb := self.verbs.get(request.method or ""):
                return self._call(verb, request, caller, parameters)
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed)})
            raise MethodNotAllowed(self.allowed)
        except Exception as error:
            return error_response(request, error, rest_error)

    def counted_as(self, method: str, _body: bytes, _query_string: str) -> CallKind | None:
        """The rate limit that a call counts against. The ASGI server asks before the call reaches a thread."""
        return None if self.is_open else rate_limits.kind_of_method(method)

    def _admit(self, request: HttpRequest) -> Caller:
        caller = identify(request)
        rate_limits.count(request, caller, rate_limits.kind_of_method(request.method))
        return caller

    def _call(
        self, verb: Verb, request: HttpRequest, caller: Caller | None, parameters: dict[str, str]
    ) -> HttpResponse:
        if caller is None or verb.needs is None:
            refuse_unknown_parameters(request, verb.query)
            return verb.handler(request, **parameters)
        authorize(caller, verb.needs)
        call = ApiCall(request, caller)
        call.refuse_other_merchants()
        refuse_unknown_parameters(request, verb.query)
        try:
            return verb.handler(call, **parameters)
        except Refusal as refusal:
            raise as_told(refusal, caller) from refusal


def no_such_address(request: HttpRequest, address: str) -> HttpResponse:
    missing = "address" if address.endswith("/") else "address without a slash at its end"
    return error_response(request, NotFound(missing), rest_error)


def json_list(count: int, results: Iterable[dict[str, Any]]) -> HttpResponse:
    return json_response({"count": count, "results": list(results)})


def json_response(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(ENCODER.encode(body), content_type="application/json")


def _encodable(value: object) -> str:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            raise TypeError(type(value))


ENCODER = json.JSONEncoder(default=_encodable, ensure_ascii=False)
