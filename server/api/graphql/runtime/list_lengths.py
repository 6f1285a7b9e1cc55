"""How many objects a field returns, and what they cost: declared beside the field, read by the measurement.

A connection says its length by its `first`. Any other list of objects declares a `usual_length`, or the argument that
says its length (`length_by`). The server does not start with a list that declares none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    NullValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

DEFAULT_FIRST, MOST_FIRST = 50, 200  # of a connection
LENGTH, ALSO_COSTS = "length", "also_costs"  # in a field's `metadata`
CONNECTION_FIELDS = {"edges", "pageInfo"}

Variables = Mapping[str, object]


@dataclass(frozen=True)
class Length:
    """The list has `usual` objects, or as many as `argument` says, at most `most`. Each costs as much as `weight`
    others."""

    usual: int
    argument: str | None = None
    most: int = 0
    weight: int = 1

    def of(self, node: FieldNode, variables: Variables | None) -> int:
        """How many objects this field asks for. `variables` None: whatever they are, so the most."""
        for argument in node.arguments or ():
            if argument.name.value == self.argument:
                match argument.value:
                    case NullValueNode():
                        return self.usual
                    case IntValueNode(value=digits):
                        # A value out of range is refused later. Its digits, however many, must not be converted here.
                        return int(digits) if digits.isdigit() and len(digits) < 4 else self.most
                    case VariableNode(name=name) if variables is not None:
                        return self._in_range(variables.get(name.value))
                return self.most
        return self.usual

    def variables_of(self, node: FieldNode) -> list[str]:
        """The variables that say how many objects this field asks for: one or none."""
        return [
            argument.value.name.value
            for argument in (node.arguments if self.argument else None) or ()
            if argument.name.value == self.argument and isinstance(argument.value, VariableNode)
        ]

    def _in_range(self, value: object) -> int:
        if value is None:
            return self.usual
        return value if type(value) is int and 0 <= value <= self.most else self.most


ONE = Length(1)
PAGE = Length(DEFAULT_FIRST, "first", MOST_FIRST)


def usual_length(objects: int, *, weight: int = 1) -> dict[str, Any]:
    """The `metadata` of a field that returns a list: how many objects the measurement assumes it to have. With the
    weight 0 they cost nothing, since something else counts them."""
    return {LENGTH: Length(objects, weight=weight)}


def length_by(argument: str, *, usual: int, most: int, weight: int = 1) -> dict[str, Any]:
    """The `metadata` of a field that returns as many objects as an argument says."""
    return {LENGTH: Length(usual, argument, most, weight)}


def also_costs(objects: int) -> dict[str, Any]:
    """The `metadata` of a field whose own work costs as much as so many objects."""
    return {ALSO_COSTS: objects}


def require_lengths(schema: GraphQLSchema) -> None:
    """Raises TypeError for a field that may return many objects without telling the measurement how many."""
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or kind.name.startswith("__"):
            continue
        for name, field in kind.fields.items():
            if is_connection(field):
                if "first" not in field.args:
                    raise TypeError(f"{kind.name}.{name} returns a connection and takes no `first`")
            elif _is_list(field) and not _is_edges(kind, name) and LENGTH not in _metadata(field):
                raise TypeError(f"{kind.name}.{name} returns a list of objects: metadata=usual_length(…)")


def length_of(field: GraphQLField | None) -> Length:
    if field is None:
        return ONE
    length: Length | None = _metadata(field).get(LENGTH)
    return length or (PAGE if is_connection(field) else ONE)


def own_cost(field: GraphQLField | None) -> int:
    cost: int = _metadata(field).get(ALSO_COSTS, 0) if field else 0
    return cost


def is_connection(field: GraphQLField) -> bool:
    kind = get_named_type(field.type)
    return isinstance(kind, GraphQLObjectType) and kind.fields.keys() >= CONNECTION_FIELDS


def _metadata(field: GraphQLField) -> Mapping[Any, Any]:
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return definition.metadata if definition else {}


def _is_list(field: GraphQLField) -> bool:
    return isinstance(get_nullable_type(field.type), GraphQLList) and is_composite_type(get_named_type(field.type))


def _is_edges(kind: GraphQLObjectType | GraphQLInterfaceType, name: str) -> bool:
    """A connection's edges are as many as its `first`, so they are counted there."""
    return name == "edges" and kind.fields.keys() >= CONNECTION_FIELDS
