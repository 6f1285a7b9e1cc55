"""One GraphQL call, as its resolvers see it."""

from dataclasses import dataclass, field
from uuid import UUID

import strawberry
from django.http import HttpRequest

from server.access.callers import Caller


@dataclass(frozen=True)
class RequestContext:
    """`existing` holds merchants that this call has already found to exist, so that no field looks them up again."""

    request: HttpRequest
    caller: Caller
    existing: set[UUID] = field(default_factory=set)


Info = strawberry.Info[RequestContext, None]
