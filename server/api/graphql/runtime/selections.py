"""What is asked for of what a verb made, as far as it matters before the verb is carried out."""

from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

RESULTS, ACCOUNT = "results", "bankAccount"
IN_A_RECEIPT = {"__typename", "id", "accountNumberMasked", "ifscCode", "bankName"}  # of the account

Info = GraphQLResolveInfo[Any]


def leads_on(info: Info) -> bool:
    """Whether a selection goes beyond what the verb made (and, as in its receipt, the account of a payout)."""
    edges = _of_what_was_made(info)
    return any(edge.selection_set and edge.name.value != ACCOUNT for edge in edges) or any(
        inner.selection_set for inner in _below(info, _accounts(edges))
    )


def is_in_the_receipts(info: Info) -> bool:
    """Whether all that is asked for of payouts' accounts stands in their receipts."""
    return {field.name.value for field in _below(info, _accounts(_of_what_was_made(info)))} <= IN_A_RECEIPT


def _of_what_was_made(info: Info) -> list[FieldNode]:
    """Each of a batch's results is what a verb alone would give."""
    given = _below(info, info.field_nodes)
    each = _below(info, [field for field in given if field.name.value == RESULTS])
    return _below(info, [*each, *(field for field in given if field.name.value != RESULTS)])


def _accounts(edges: list[FieldNode]) -> list[FieldNode]:
    return [edge for edge in edges if edge.name.value == ACCOUNT]


def _below(info: Info, parents: list[FieldNode]) -> list[FieldNode]:
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
