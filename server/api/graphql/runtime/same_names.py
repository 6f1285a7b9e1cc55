"""Counts the fields that a response would merge under one name.

graphql-core's rule that such fields must agree (OverlappingFieldsCanBeMerged) compares them pair by pair, and the pairs
of what is selected in them: 240 times `viewer { id }` took a third of a second.
"""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MOST_ALIKE = 20
# Fields and spreads looked at. A document that needs more has fragments made to be merged in ever new combinations.
MOST_STEPS = 20_000

Fragments = dict[str, FragmentDefinitionNode]


def first_of_too_many(document: DocumentNode, fragments: Fragments) -> FieldNode | None:
    """A field that merges with more than `MOST_ALIKE` − 1 others, or None. Ignores types, as the pairwise rule does
    until it compares."""
    count = _Count(fragments)
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            continue
        if found := count.too_many_below((definition.selection_set,)):
            return found
    return None


class _Count:
    def __init__(self, fragments: Fragments) -> None:
        self._fragments = fragments
        self._seen: set[frozenset[int]] = set()
        self._steps = 0

    def too_many_below(self, merged: tuple[SelectionSetNode, ...]) -> FieldNode | None:
        """`merged`: the selections of fields that have one name in the response."""
        key = frozenset(map(id, merged))
        if key in self._seen:
            return None
        self._seen.add(key)
        for alike in self._by_name(merged).values():
            if len(alike) > MOST_ALIKE or self._steps > MOST_STEPS:
                return alike[-1]
            inner = tuple(field.selection_set for field in alike if field.selection_set)
            if inner and (found := self.too_many_below(inner)):
                return found
        return None

    def _by_name(self, merged: tuple[SelectionSetNode, ...]) -> dict[str, list[FieldNode]]:
        fields: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        todo = list(merged)
        while todo:
            for node in todo.pop().selections:
                self._steps += 1
                match node:
                    case FieldNode():
                        fields.setdefault((node.alias or node.name).value, []).append(node)
                    case InlineFragmentNode():
                        todo.append(node.selection_set)
                    case FragmentSpreadNode(name=name) if name.value not in spread:
                        spread.add(name.value)
                        if fragment := self._fragments.get(name.value):
                            todo.append(fragment.selection_set)
        return fields
