"""What each verb needs, declared beside it. The server does not start with a verb that declares nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from strawberry.extensions import FieldExtension
from strawberry.types import Info, get_object_definition

from server.access.callers import Scope

from .access import authorize
from .selections import leads_on

Handler = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Verb:
    """Of REST. `needs` None: open to all."""

    needs: Scope | None
    handler: Handler

    def __call__(self, request: HttpRequest, **arguments: str) -> HttpResponse:
        return self.handler(request, **arguments)


def needs(scope: Scope | None) -> Callable[[Handler], Verb]:
    return lambda handler: Verb(scope, handler)


class Needs(FieldExtension):
    """Of a question or a verb of GraphQL."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        caller = authorize(info.context.request, self.scope)
        if Scope.READ not in caller.scopes and leads_on(info._raw_info):
            # Before anything is done: what was made may be shown to whoever made it, what else there is may not.
            authorize(info.context.request, Scope.READ)
        return next_(source, info, **arguments)


def needing(scope: Scope) -> list[FieldExtension]:
    return [Needs(scope)]


def scopes_of(*types: type) -> dict[str, Scope]:
    """What each field of these needs, by its name. TypeError for a field that does not say."""
    declared = {}
    for field in (field for each in types for field in get_object_definition(each, strict=True).fields):
        found = [extension.scope for extension in field.extensions if isinstance(extension, Needs)]
        if len(found) != 1:
            raise TypeError(f"{field.python_name} declares no scope: extensions=[Needs(Scope.…)]")
        declared[field.python_name] = found[0]
    return declared
