"""One address of REST: its verbs by method, the scope that each needs, its limits, and every refusal as JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.identity import authorize, identify
from server.api.auth.tenant_scope import refuse_other_merchants
from server.api.http import rate_limits
from server.api.http.errors import MethodNotAllowed, error_response, rest_error
from server.api.http.parsing import read_natural
from server.errors import NotFound

Handler = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Verb:
    """The handler of one method. `needs` None: open to all."""

    needs: Scope | None
    handler: Handler

    def __call__(self, request: HttpRequest, **arguments: str) -> HttpResponse:
        return self.handler(request, **arguments)


def needs(scope: Scope | None) -> Callable[[Handler], Verb]:
    return lambda handler: Verb(scope, handler)


def endpoint(**verbs: Verb) -> Handler:
    """One address: which method is answered by which verb, and every refusal as the contract's JSON."""
    open_to_all = all(verb.needs is None for verb in verbs.values())
    if "GET" in verbs:
        verbs["HEAD"] = verbs["GET"]
    allowed = sorted({*verbs, "OPTIONS"})

    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        try:
            if not open_to_all:
                rate_limits.count(request, identify(request), rate_limits.kind_of_method(request.method))
            if verb := verbs.get(request.method or ""):
                if verb.needs:
                    authorize(request, verb.needs)
                    refuse_other_merchants(request)
                return verb(request, **arguments)
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
            raise MethodNotAllowed(allowed)
        except Exception as error:
            return error_response(request, error, rest_error)

    vars(view)["verbs"] = verbs
    if not open_to_all:
        vars(view)["counted_as"] = lambda method, _body: rate_limits.kind_of_method(method)
    return view


def no_such_address(request: HttpRequest, address: str) -> HttpResponse:
    what = "address" if address.endswith("/") else "address without a slash at its end"
    return error_response(request, NotFound(what), rest_error)


def json_list(count: int, results: Iterable[dict[str, Any]]) -> HttpResponse:
    return json_response({"count": count, "results": list(results)})


def json_response(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(ENCODER.encode(body), content_type="application/json")


def _plain(value: object) -> str:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            raise TypeError(type(value))


ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False)


def page_bounds(request: HttpRequest) -> slice:
    """`limit` and `offset` as a slice. Raises InvalidInput."""
    limit = read_natural(request, "limit", default=50, least=1, most=200)
    offset = read_natural(request, "offset", default=0, least=0, most=10**9 - 1)
    return slice(offset, offset + limit)
