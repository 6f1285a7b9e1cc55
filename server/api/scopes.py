"""What each verb needs, declared beside it. The server does not start with a verb that declares nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode
from strawberry.extensions import FieldExtension
from strawberry.types import Info, get_object_definition

from server.access.callers import Scope

from .access import authorize

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


def leads_on(info: GraphQLResolveInfo[Any]) -> bool:
    """Whether a selection goes beyond what the verb made (and, as in its receipt, the account of a payout)."""
    edges = _fields(info, _fields(info, info.field_nodes))
    accounts = [edge for edge in edges if edge.name.value == "bankAccount"]
    return any(e.selection_set and e.name.value != "bankAccount" for e in edges) or any(
        inner.selection_set for inner in _fields(info, accounts)
    )


def _fields(info: GraphQLResolveInfo[Any], parents: list[FieldNode]) -> list[FieldNode]:
    """One level down. Each fragment once: Strawberry's `selected_fields` expands n of them 2^n times."""
    found, seen = [], set()
    todo = [parent.selection_set for parent in parents if parent.selection_set]
    while todo:
        for node in todo.pop().selections:
            match node:
                case FieldNode():
                    found.append(node)
                case InlineFragmentNode():
                    todo.append(node.selection_set)
                case FragmentSpreadNode(name=name) if name.value not in seen:
                    seen.add(name.value)
                    todo.append(info.fragments[name.value].selection_set)
    return found


def scopes_of(*types: type) -> dict[str, Scope]:
    """What each field of these needs, by its name. TypeError for a field that does not say."""
    declared = {}
    for field in (field for each in types for field in get_object_definition(each, strict=True).fields):
        found = [extension.scope for extension in field.extensions if isinstance(extension, Needs)]
        if len(found) != 1:
            raise TypeError(f"{field.python_name} declares no scope: extensions=[Needs(Scope.…)]")
        declared[field.python_name] = found[0]
    return declared
