"""Scalars that take exactly what they document; GraphQL's own Int is 32 bits and takes `100.0`."""

from typing import Any, NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError, IntValueNode, StringValueNode, ValueNode, print_ast

from server.errors import InvalidInput
from server.money import MAX_PAISE

from .reading import read_uuid

Paise = NewType("Paise", int)


def _paise(value: object) -> int:
    if type(value) is not int or not -MAX_PAISE <= value <= MAX_PAISE:
        raise GraphQLError("Paise is a whole number as a JSON integer, within ±(2^53 − 1).")
    return value


def _written(value: object) -> int:
    """What we answer is ours to get right: a fault here is an internal error, not the caller's."""
    if type(value) is not int or not -MAX_PAISE <= value <= MAX_PAISE:
        raise TypeError(f"{value!r} is not an amount in paise")
    return value


def _paise_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> int:
    if not isinstance(node, IntValueNode) or len(node.value) > 17:
        literal = print_ast(node)[:40]
        raise GraphQLError(f"Paise cannot be {literal}: it is a whole number within ±(2^53 − 1).")
    return _paise(int(node.value))


def _uuid(value: object) -> UUID:
    try:
        return read_uuid(value, "The value")
    except InvalidInput as refusal:
        raise GraphQLError(refusal.message) from None


def _uuid_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> UUID:
    return _uuid(node.value if isinstance(node, StringValueNode) else None)


PAISE = strawberry.scalar(
    name="Paise",
    description="Whole paise as a JSON integer, within ±(2^53 − 1). ₹1 = 100 paise.",
    serialize=_written,
    parse_value=_paise,
    parse_literal=_paise_literal,
)
STRICT_UUID = strawberry.scalar(
    name="UUID",
    description="A UUID in its canonical form, such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34.",
    serialize=str,
    parse_value=_uuid,
    parse_literal=_uuid_literal,
)
