"""The result of a verb that changes a row only if it is not yet as asked. Such a verb can safely be called again."""

from typing import Generic, NamedTuple, TypeVar

Row = TypeVar("Row")


class Change(NamedTuple, Generic[Row]):
    """`changed` is False if the row was as asked before; then nothing was written, no audit event either."""

    row: Row
    changed: bool
