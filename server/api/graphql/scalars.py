"""Scalars that accept exactly what they document. GraphQL's own Int has 32 bits and accepts `100.0`."""

from datetime import date, datetime
from typing import NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError

from server.api.http.parsing import read_day, read_time, read_uuid
from server.errors import InvalidInput
from server.money import MAX_PAISE

Paise = NewType("Paise", int)


def _parse_paise(value: object) -> int:
    """Any whole number of paise, as in output. `money.read_amount` decides what an input amount may be, so that a
    mutation can return its refusal as a ValidationError."""
    if type(value) is not int or not -MAX_PAISE <= value <= MAX_PAISE:
        raise GraphQLError("Paise is a whole number as a JSON integer, within ±(2^53 − 1).")
    return value


def _serialize_paise(value: object) -> int:
    """A wrong value in a response is our fault, so it raises TypeError (an internal error), not GraphQLError."""
    if type(value) is not int or not -MAX_PAISE <= value <= MAX_PAISE:
        raise TypeError(f"{value!r} is not an amount in paise")
    return value


def _parse_uuid(value: object) -> UUID:
    try:
        return read_uuid(value, "The value")
    except InvalidInput as refusal:
        raise GraphQLError(refusal.message) from None


def _parse_time(value: object) -> datetime:
    try:
        return read_time(value, "DateTime")
    except InvalidInput as refusal:
        raise GraphQLError(refusal.message) from None


def _parse_day(value: object) -> date:
    try:
        return read_day(value, "The value")
    except InvalidInput as refusal:
        raise GraphQLError(refusal.message) from None


PAISE = strawberry.scalar(
    name="Paise",
    # JSON's integers that every reader takes exactly. There is no document about paise: ISO 4217 says that they are
    # hundredths of a rupee, and the description says it here.
    specified_by_url="https://www.rfc-editor.org/rfc/rfc8259#section-6",
    description="Whole paise as a JSON integer, within ±(2^53 − 1). ₹1 = 100 paise.",
    serialize=_serialize_paise,
    parse_value=_parse_paise,
)
STRICT_UUID = strawberry.scalar(
    name="UUID",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc9562#section-4",
    description="A UUID in its canonical form, such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34.",
    serialize=str,
    parse_value=_parse_uuid,
)
STRICT_TIME = strawberry.scalar(
    name="DateTime",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    description="A time in ISO 8601 (RFC 3339) with its offset, such as 2026-11-22T09:45:36+05:30.",
    serialize=datetime.isoformat,
    parse_value=_parse_time,
)
STRICT_DAY = strawberry.scalar(
    name="Date",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    description="A day in ISO 8601, such as 2026-11-30.",
    serialize=date.isoformat,
    parse_value=_parse_day,
)
