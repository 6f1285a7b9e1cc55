"""The scope that each field of Query and Mutation needs, declared beside it. The server does not start without one.

A caller without `read` is told by a mutation what it has sent, the row's id, and the fields that are declared beside
the scope. A document that asks for more is refused before the mutation runs, so that a refusal changes nothing.
"""

from collections.abc import Callable, Collection
from typing import Any

from graphql import OperationType
from strawberry import UNSET
from strawberry.extensions import FieldExtension
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from server.access.callers import Scope
from server.api.auth.identity import authorize

from .context import Info
from .runtime.selections import leads_on, tells_more_than

# For `tells`: the row is new and the caller's own, or the scope itself lets its callers read such rows.
EVERY_FIELD = None


class Needs(FieldExtension):
    """Refuses callers that lack the scope, or ask for what they may not read, before the field's resolver runs."""

    def __init__(self, scope: Scope, tells: Collection[str] | None = ()) -> None:
        self.scope, self.tells = scope, tells

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        caller = info.context.caller
        authorize(caller, self.scope)
        if Scope.READ not in caller.scopes and self._asks_for_more(info, arguments.get("input")):
            authorize(caller, Scope.READ)
        return next_(source, info, **arguments)

    def _asks_for_more(self, info: Info, sent: object) -> bool:
        if info.operation.operation is not OperationType.MUTATION:
            return leads_on(info._raw_info)
        told = self.tells if self.tells is EVERY_FIELD else {*self.tells, *_names_of(sent)}
        return tells_more_than(told, info._raw_info)


def _names_of(sent: object) -> list[str]:
    """The fields of an input that were given a value, as GraphQL spells them."""
    return [to_camel_case(name) for name, value in vars(sent).items() if value not in (None, UNSET)]


def needing(scope: Scope, *, tells: Collection[str] | None = ()) -> list[FieldExtension]:
    """`tells`: the fields of a mutation's row that callers without `read` may see, besides its id and what they sent;
    EVERY_FIELD for all that is no other row's."""
    return [Needs(scope, tells)]


def scopes_of(*types: type) -> dict[str, Scope]:
    """The scope of each field of these types, by the field's name. Raises TypeError for a field that declares none."""
    declared = {}
    for field in (field for each in types for field in get_object_definition(each, strict=True).fields):
        found = [extension.scope for extension in field.extensions if isinstance(extension, Needs)]
        if len(found) != 1:
            raise TypeError(f"{field.python_name} declares no scope: extensions=[Needs(Scope.…)]")
        declared[field.python_name] = found[0]
    return declared
