"""Looks ahead at a selection set: of a mutation's result, before the mutation runs, and of a list's objects."""

from collections.abc import Collection
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

RESULTS, ACCOUNT, EARLIER, ERRORS = "results", "bankAccount", "payouts", "errors"
IDS = {"__typename", "id"}
ACCOUNT_FIELDS_IN_RECEIPTS = {"__typename", "id", "accountNumberMasked", "ifscCode", "bankName"}
# What follows from an IFSC is known to everybody.
ACCOUNT_FIELDS_OF_PAYERS = ACCOUNT_FIELDS_IN_RECEIPTS | {"branchName", "warnings"}
# A result's own fields, which are about the call and not about what is stored.
ABOUT_THE_CALL = {
    *("__typename", "replayed", "changed", "message", "field", "secret", "warnings"),
    *("outcome", "sameAs", "bankName", "branchName"),  # of a row of many
    *("created", "refused", "row"),  # of a batch's rows, in numbers and in words
    *("requested", "ended"),  # of a batch's payouts, in numbers
    "isNew",  # of a check
}

Info = GraphQLResolveInfo[Any]


def leads_on(info: Info) -> bool:
    """True if the selection goes beyond the created objects and their bank accounts, which a payout's receipt names."""
    edges = _fields_of_created(info)
    return any(edge.selection_set and edge.name.value != ACCOUNT for edge in edges) or any(
        inner.selection_set for inner in _below(info, _accounts(edges))
    )


def is_in_the_receipts(info: Info) -> bool:
    """True if the payouts' receipts hold every bank account field that is selected."""
    return {
        field.name.value for field in _below(info, _accounts(_fields_of_created(info)))
    } <= ACCOUNT_FIELDS_IN_RECEIPTS


def tells_more_than(told: Collection[str] | None, info: Info) -> bool:
    """True if a mutation's result is asked for more than ids and these fields of the row that it made or changed.
    None: every plain field, as the row is the call's own."""
    for field in _fields_of_results(info):
        if field.name.value == ERRORS:
            continue
        if field.selection_set:
            allowed = IDS if field.name.value == EARLIER else None if told is None else IDS.union(told)
            if any(not _is_told(inner, allowed, info) for inner in _below(info, [field])):
                return True
        elif field.name.value not in ABOUT_THE_CALL:
            return True
    return False


def _is_told(field: FieldNode, allowed: Collection[str] | None, info: Info) -> bool:
    if field.selection_set is None:
        return allowed is None or field.name.value in allowed
    # A payout's receipt names its bank account.
    is_account = allowed is None and field.name.value == ACCOUNT
    return is_account and {inner.name.value for inner in _below(info, [field])} <= ACCOUNT_FIELDS_OF_PAYERS


def fields_at(info: Info, *path: str) -> list[FieldNode]:
    """The fields selected at this path below the field that is resolved."""
    fields = list(info.field_nodes)
    for name in path:
        fields = [field for field in _below(info, fields) if field.name.value == name]
    return fields


def fields_of_created(info: Info) -> set[str]:
    return {field.name.value for field in _fields_of_created(info)}


def _fields_of_created(info: Info) -> list[FieldNode]:
    """The fields selected on the created objects."""
    return _below(info, _fields_of_results(info))


def _fields_of_results(info: Info) -> list[FieldNode]:
    """The fields selected on the mutation's result. A batch has them one level deeper, in each of its results."""
    given = _below(info, info.field_nodes)
    each = _below(info, [field for field in given if field.name.value == RESULTS])
    return [*each, *(field for field in given if field.name.value != RESULTS)]


def _accounts(edges: list[FieldNode]) -> list[FieldNode]:
    return [edge for edge in edges if edge.name.value == ACCOUNT]


def _below(info: Info, parents: list[FieldNode]) -> list[FieldNode]:
    """The fields one level down. Visits each fragment once: Strawberry's `selected_fields` expands n 2ⁿ times."""
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
