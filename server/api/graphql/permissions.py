"""The scope that each field of Query and Mutation needs, declared beside it. The server does not start without one."""

from collections.abc import Callable
from typing import Any

from strawberry.extensions import FieldExtension
from strawberry.types import Info, get_object_definition

from server.access.callers import Scope
from server.api.auth.identity import authorize
from server.api.graphql.runtime.selections import leads_on


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
