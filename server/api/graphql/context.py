"""One GraphQL call, as its resolvers see it."""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

import strawberry
from django.http import HttpRequest

from server.access.callers import Caller
from server.access.operators import acting_user_id


@dataclass(frozen=True)
class RequestContext:
    """`existing` holds merchants that this call has already found to exist, so that no field looks them up again."""

    request: HttpRequest
    caller: Caller
    existing: set[UUID] = field(default_factory=set)

    @cached_property
    def user_id(self) -> int | None:
        """Of the person, or of the key's maker. None for open access and for a key without a user."""
        return acting_user_id()


Info = strawberry.Info[RequestContext, None]
