"""Size limits of a GraphQL document, measured before graphql-core validates it.

graphql-core compares the fields of one name pair by pair, and reports each of a hundred faults with its place. Whatever
would make that expensive is refused here, by walks that take a millisecond or two for the largest document.
"""

from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)

from .list_lengths import Variables, is_connection, length_of, own_cost
from .same_names import MOST_ALIKE, first_of_too_many

MOST_TOKENS, MOST_DEPTH, MOST_ALIASES = 1000, 10, 30
# Each error names its place, for which graphql-core counts all line ends before it.
MOST_LINES, MOST_ERRORS = 2000, 20
# An alias is repeated for every object of a list.
LONGEST_ALIAS = 100
# Objects that a document may request. Depth and aliases multiply, and the product would cost seconds of a thread that
# no database timeout ends.
MOST_OBJECTS = 10_000

# The cost of a field of Query or Mutation, in objects: it has a statement or two of its own.
ROOT_COSTS = 25
INTROSPECTION_COSTS = {"__schema": 2000, "__type": 100}

Parent = GraphQLCompositeType | None  # None below a field that the schema does not have


class Size(NamedTuple):
    """A selection's size, with every fragment expanded. `fields` counts those executed at its top level, `nodes` the
    objects returned, `cost` the same with each field's weight (`list_lengths.py`), and `once` what a connection costs
    however long it is."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    nodes: int = 0
    cost: int = 0
    once: int = 0


def refusals_of(measurement: "Measurement", document: DocumentNode) -> list[GraphQLError]:
    """Why the document is too large, whatever its variables are. Also refuses a second mutation in one document: one of
    the two could fail, and the caller would not know which to retry."""
    if repeated := first_of_too_many(document, measurement.fragments):
        # Found by the cheapest of the walks, in the document that would cost most.
        message = f"The document repeats a field more than {MOST_ALIKE} times: ask for it once, or under aliases."
        return [GraphQLError(message, repeated)]
    refusals = [
        GraphQLError(message, operation)
        for operation in document.definitions
        if isinstance(operation, OperationDefinitionNode)
        for message in _faults_of(operation, measurement.of(operation))
    ]
    if measurement.long_alias:
        message = f"An alias is longer than {LONGEST_ALIAS} characters."
        refusals.append(GraphQLError(message, measurement.long_alias))
    return refusals


def _faults_of(operation: OperationDefinitionNode, size: Size) -> list[str]:
    faults = []
    if size.depth > MOST_DEPTH:
        faults.append(f"The document is deeper than {MOST_DEPTH} fields.")
    if size.aliases > MOST_ALIASES:
        faults.append(f"The document has more than {MOST_ALIASES} aliases.")
    if size.nodes > MOST_OBJECTS:
        faults.append(f"The document asks for more than {MOST_OBJECTS} objects at once: ask for less.")
    if operation.operation is OperationType.MUTATION and size.fields > 1:
        faults.append("Send one mutation per document.")
    return faults


class Measurement:
    """Strawberry's own limiters walk a fragment once per spread: 2ⁿ steps for n fragments that each spread the next one
    twice. This one measures each fragment once. `variables` None: whatever they are, so the most."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Variables | None = None) -> None:
        self._schema, self._variables = schema, variables
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self.long_alias: FieldNode | None = None
        self.length_variables: set[str] = set()
        self._sizes: dict[str, Size] = {}

    def of(self, operation: OperationDefinitionNode) -> Size:
        size = self._measure(operation.selection_set, self._schema.get_root_type(operation.operation))
        return size._replace(cost=size.cost + size.once + ROOT_COSTS * size.fields)

    def _measure(self, selections: SelectionSetNode | None, parent: Parent) -> Size:
        if selections is None:
            return Size()
        depth = aliases = fields = nodes = cost = once = 0
        for selection in selections.selections:
            size = self._measure_selection(selection, parent)
            depth = max(depth, size.depth)
            aliases += size.aliases
            fields += size.fields
            nodes += size.nodes
            cost += size.cost
            once += size.once
        return Size(depth, aliases, fields, nodes, cost, once)

    def _measure_selection(self, selection: SelectionNode, parent: Parent) -> Size:
        match selection:
            case FieldNode():
                return self._measure_field(selection, _field_of(parent, selection.name.value))
            case InlineFragmentNode(type_condition=condition):
                return self._measure(selection.selection_set, self._type_named(condition) if condition else parent)
            case FragmentSpreadNode(name=name):
                return self._measure_fragment(name.value)
        raise TypeError(selection)

    def _measure_field(self, node: FieldNode, field: GraphQLField | None) -> Size:
        if node.alias and len(node.alias.value) > LONGEST_ALIAS:
            self.long_alias = node
        name, once = node.name.value, own_cost(field)
        if node.selection_set is None:
            return Size(1, bool(node.alias), fields=1, once=once)
        inner = self._measure(node.selection_set, _composite(get_named_type(field.type)) if field else None)
        length = length_of(field)
        self.length_variables.update(length.variables_of(node))
        objects = length.of(node, self._variables)
        # graphql-core has a rule of its own for introspection, whose standard query is deep.
        depth = 0 if name.startswith("__") else inner.depth
        each = 1 + inner.cost
        if field and is_connection(field):
            once += inner.once
        else:
            each += inner.once
        return Size(
            depth + 1,
            inner.aliases + bool(node.alias),
            fields=1,
            nodes=objects * (1 + inner.nodes),
            cost=INTROSPECTION_COSTS.get(name, 0) + objects * length.weight * each,
            once=once,
        )

    def _measure_fragment(self, name: str) -> Size:
        if name not in self._sizes:
            self._sizes[name] = Size()  # ends a cycle, which another rule refuses
            if fragment := self.fragments.get(name):
                self._sizes[name] = self._measure(fragment.selection_set, self._type_named(fragment.type_condition))
        return self._sizes[name]

    def _type_named(self, node: NamedTypeNode) -> Parent:
        return _composite(self._schema.get_type(node.name.value))


def _composite(kind: object) -> Parent:
    return kind if is_composite_type(kind) else None


def _field_of(parent: Parent, name: str) -> GraphQLField | None:
    return parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None
