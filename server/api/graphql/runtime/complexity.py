"""Size limits of a GraphQL document, measured before anything is executed.

How many objects a field may return is read from the schema: a connection says so by its `first`, any other list of
objects by the `usual_length` declared beside it. The server does not start with a list that declares none.
"""

from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    get_named_type,
    get_nullable_type,
    is_composite_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from ..pagination import DEFAULT_FIRST, MOST_FIRST

MOST_TOKENS, MOST_DEPTH, MOST_ALIASES = 1000, 10, 30
# Objects that a document may request. Depth and aliases multiply, and the product would cost seconds of a thread that
# no database timeout ends.
MOST_OBJECTS = 10_000
USUAL_LENGTH = "usual_length"
CONNECTION_FIELDS = {"edges", "pageInfo"}

Parent = GraphQLCompositeType | None  # None below a field that the schema does not have


def usual_length(objects: int) -> dict[str, int]:
    """The `metadata` of a field that returns a list: how many objects the measurement assumes it to have."""
    return {USUAL_LENGTH: objects}


def require_lengths(schema: GraphQLSchema) -> None:
    """Raises TypeError for a field that may return many objects without telling the measurement how many."""
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or kind.name.startswith("__"):
            continue
        for name, field in kind.fields.items():
            if _is_connection(field):
                if "first" not in field.args:
                    raise TypeError(f"{kind.name}.{name} returns a connection and takes no `first`")
            elif _is_list(field) and not _is_edges(kind, name) and _declared_length(field) is None:
                raise TypeError(f"{kind.name}.{name} returns a list of objects: metadata=usual_length(…)")


@dataclass(frozen=True)
class Size:
    """A selection's size, with every fragment expanded. `fields` counts those executed at its top level,
    `nodes` the objects returned."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    nodes: int = 0


class DocumentSize(ValidationRule):
    """Also refuses a second mutation in one document: one of the two could fail, and the caller would not know which
    to retry.

    Strawberry's own limiters walk a fragment once per spread: 2ⁿ steps for n fragments that each spread the next one
    twice. This rule measures each fragment once.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._fragments: dict[str, Size] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        size = self._measure(node.selection_set, self.context.schema.get_root_type(node.operation))
        if size.depth > MOST_DEPTH:
            self._refuse(f"The document is deeper than {MOST_DEPTH} fields.", node)
        if size.aliases > MOST_ALIASES:
            self._refuse(f"The document has more than {MOST_ALIASES} aliases.", node)
        if size.nodes > MOST_OBJECTS:
            self._refuse(f"The document asks for more than {MOST_OBJECTS} objects at once: ask for less.", node)
        if node.operation is OperationType.MUTATION and size.fields > 1:
            self._refuse("Send one mutation per document.", node)

    def _refuse(self, message: str, node: OperationDefinitionNode) -> None:
        self.report_error(GraphQLError(message, node))

    def _measure(self, selections: SelectionSetNode | None, parent: Parent) -> Size:
        if selections is None:
            return Size()
        sizes = [self._measure_selection(selection, parent) for selection in selections.selections]
        return Size(
            depth=max(size.depth for size in sizes),
            aliases=sum(size.aliases for size in sizes),
            fields=sum(size.fields for size in sizes),
            nodes=sum(size.nodes for size in sizes),
        )

    def _measure_selection(self, selection: SelectionNode, parent: Parent) -> Size:
        match selection:
            case FieldNode(name=name, alias=alias):
                field = _field_of(parent, name.value)
                inner = self._measure(
                    selection.selection_set, _composite(get_named_type(field.type)) if field else None
                )
                # graphql-core has a rule of its own for introspection, whose standard query is deep.
                depth = 0 if name.value.startswith("__") else inner.depth
                length = _length(field, selection) if field else 1
                nodes = length * (1 + inner.nodes) if selection.selection_set else 0
                return Size(depth + 1, inner.aliases + bool(alias), fields=1, nodes=nodes)
            case InlineFragmentNode(type_condition=condition):
                return self._measure(selection.selection_set, self._type_named(condition) if condition else parent)
            case FragmentSpreadNode(name=name):
                return self._measure_fragment(name.value)
        raise TypeError(selection)

    def _measure_fragment(self, name: str) -> Size:
        if name not in self._fragments:
            self._fragments[name] = Size()  # ends a cycle, which another rule refuses
            if fragment := self.context.get_fragment(name):
                parent = self._type_named(fragment.type_condition)
                self._fragments[name] = self._measure(fragment.selection_set, parent)
        return self._fragments[name]

    def _type_named(self, node: NamedTypeNode) -> Parent:
        return _composite(self.context.schema.get_type(node.name.value))


def _composite(kind: object) -> Parent:
    return kind if is_composite_type(kind) else None


def _field_of(parent: Parent, name: str) -> GraphQLField | None:
    return parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None


def _is_list(field: GraphQLField) -> bool:
    return isinstance(get_nullable_type(field.type), GraphQLList) and is_composite_type(get_named_type(field.type))


def _is_connection(field: GraphQLField) -> bool:
    kind = get_named_type(field.type)
    return isinstance(kind, GraphQLObjectType) and kind.fields.keys() >= CONNECTION_FIELDS


def _is_edges(kind: GraphQLObjectType | GraphQLInterfaceType, name: str) -> bool:
    """A connection's edges are as many as its `first`, so they are counted there."""
    return name == "edges" and kind.fields.keys() >= CONNECTION_FIELDS


def _declared_length(field: GraphQLField) -> int | None:
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    length: int | None = definition.metadata.get(USUAL_LENGTH) if definition else None
    return length


def _length(field: GraphQLField, node: FieldNode) -> int:
    """How many objects the field returns at most, or usually."""
    if not _is_connection(field):
        return _declared_length(field) or 1
    for argument in node.arguments or ():
        if argument.name.value == "first":
            # A value out of range is refused later. Its digits, however many, must not be converted here.
            digits = argument.value.value if isinstance(argument.value, IntValueNode) else ""
            return int(digits) if digits.isdigit() and len(digits) < 4 else MOST_FIRST
    return DEFAULT_FIRST
