"""Scalars that take exactly what they document; GraphQL's own Int is 32 bits and takes `100.0`."""

import re
from datetime import datetime
from typing import NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError

from server.api.http.parsing import read_uuid
from server.errors import InvalidInput
from server.money import MAX_PAISE

TIME_FORM = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)

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


def _uuid(value: object) -> UUID:
    try:
        return read_uuid(value, "The value")
    except InvalidInput as refusal:
        raise GraphQLError(refusal.message) from None


def _time(value: object) -> datetime:
    if not isinstance(value, str) or not TIME_FORM.fullmatch(value):
        raise GraphQLError("DateTime is a time with its offset, such as 2026-11-22T09:45:36+05:30.")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise GraphQLError(f"DateTime is no such time: {error}.") from None


PAISE = strawberry.scalar(
    name="Paise",
    description="Whole paise as a JSON integer, within ±(2^53 − 1). ₹1 = 100 paise.",
    serialize=_written,
    parse_value=_paise,
)
STRICT_UUID = strawberry.scalar(
    name="UUID",
    description="A UUID in its canonical form, such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34.",
    serialize=str,
    parse_value=_uuid,
)
STRICT_TIME = strawberry.scalar(
    name="DateTime",
    description="A time in ISO 8601 with its offset, such as 2026-11-22T09:45:36+05:30.",
    serialize=datetime.isoformat,
    parse_value=_time,
)
