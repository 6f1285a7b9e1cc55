"""How large a GraphQL document may be. What is measured here is known before anything is executed."""

from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)

from server.payouts.creation import MOST_PAYOUTS

MOST_TOKENS, MOST_DEPTH, MOST_ALIASES = 1000, 10, 30
# Objects that a document may ask for, counted before any is read: depth and aliases multiply, and what they make costs
# seconds of a thread that no time-out of the database ends.
MOST_OBJECTS = 10_000
PAGE, LARGEST_PAGE = 50, 200  # of a connection, where `first` is not given; where it is a variable
CONNECTIONS = {"merchants", "payouts", "ledger", "apiKeys"}
USUAL_LENGTHS = {
    "results": MOST_PAYOUTS,  # of a batch
    "ledgerEntries": 3,
    "attempts": 10,
    "bankAccounts": 5,
    "balanceHistory": LARGEST_PAGE,
}


@dataclass(frozen=True)
class Size:
    """Of a selection, with every fragment expanded. `fields` are those that are executed at its top."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    nodes: int = 0


class DocumentSize(ValidationRule):
    """One mutation per document: two of them could half succeed, and the caller would not know which half to retry.

    Strawberry's own limiters walk a fragment once per spread, which takes 2ⁿ steps for n fragments that each spread the
    next one twice.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._fragments: dict[str, Size] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        size = self._measure(node.selection_set)
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

    def _measure(self, selections: SelectionSetNode | None) -> Size:
        if selections is None:
            return Size()
        sizes = [self._measure_selection(selection) for selection in selections.selections]
        return Size(
            depth=max(size.depth for size in sizes),
            aliases=sum(size.aliases for size in sizes),
            fields=sum(size.fields for size in sizes),
            nodes=sum(size.nodes for size in sizes),
        )

    def _measure_selection(self, selection: SelectionNode) -> Size:
        match selection:
            case FieldNode(name=name, alias=alias):
                inner = self._measure(selection.selection_set)
                # Introspection has a rule of its own in graphql-core, and the standard query is deep.
                depth = 0 if name.value.startswith("__") else inner.depth
                nodes = _length(selection) * (1 + inner.nodes) if selection.selection_set else 0
                return Size(depth + 1, inner.aliases + bool(alias), fields=1, nodes=nodes)
            case InlineFragmentNode():
                return self._measure(selection.selection_set)
            case FragmentSpreadNode(name=name):
                return self._measure_fragment(name.value)
        raise TypeError(selection)

    def _measure_fragment(self, name: str) -> Size:
        if name not in self._fragments:
            self._fragments[name] = Size()  # where it spreads itself, another rule refuses the document
            fragment = self.context.get_fragment(name)
            self._fragments[name] = self._measure(fragment.selection_set if fragment else None)
        return self._fragments[name]


def _length(field: FieldNode) -> int:
    """How many there may be of it."""
    if field.name.value not in CONNECTIONS:
        return USUAL_LENGTHS.get(field.name.value, 1)
    for argument in field.arguments or ():
        if argument.name.value == "first":
            # What is no page's length is refused later; nor need its digits, however many, be a number.
            said = argument.value.value if isinstance(argument.value, IntValueNode) else ""
            return int(said) if said.isdigit() and len(said) < 4 else LARGEST_PAGE
    return PAGE
