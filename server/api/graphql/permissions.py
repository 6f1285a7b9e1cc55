"""The scope that each field of Query and Mutation needs, declared beside it. The server does not start without one."""

from collections.abc import Callable
from typing import Any

from strawberry.extensions import FieldExtension
from strawberry.types import get_object_definition

from server.access.callers import Scope
from server.api.auth.identity import authorize

from .context import Info
from .runtime.selections import leads_on, shows_earlier_payouts


class Needs(FieldExtension):
    """Refuses callers that lack the scope before the field's resolver runs."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        caller = info.context.caller
        authorize(caller, self.scope)
        if Scope.READ not in caller.scopes and (leads_on(info._raw_info) or shows_earlier_payouts(info._raw_info)):
            # A caller without `read` may see what it has just created, and nothing else. Refused before the mutation
            # runs, so that a refusal changes nothing.
            authorize(caller, Scope.READ)
        return next_(source, info, **arguments)


def needing(scope: Scope) -> list[FieldExtension]:
    return [Needs(scope)]


def scopes_of(*types: type) -> dict[str, Scope]:
    """The scope of each field of these types, by the field's name. Raises TypeError for a field that declares none."""
    declared = {}
    for field in (field for each in types for field in get_object_definition(each, strict=True).fields):
        found = [extension.scope for extension in field.extensions if isinstance(extension, Needs)]
        if len(found) != 1:
            raise TypeError(f"{field.python_name} declares no scope: extensions=[Needs(Scope.…)]")
        declared[field.python_name] = found[0]
    return declared
