"""Relay connections over keyset cursors: a page begins after a row, not after a number of rows, so that what is
written between two pages neither repeats nor skips a row, and the thousandth page costs what the first does."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import strawberry
from django.db.models import F, Model, Q, QuerySet
from strawberry import relay
from strawberry.types import Info
from strawberry_django.optimizer import optimize

from server.errors import InvalidInput

DEFAULT_FIRST, MOST_FIRST = 50, 200


@strawberry.type(description="One page of a list, newest first.")
class Connection(relay.Connection[relay.NodeType]):
    count: strawberry.Private[Callable[[], int]]

    @strawberry.field(description="How many there are in all.")
    def total_count(self) -> int:
        return self.count()


@dataclass(frozen=True)
class Keyset:
    """The columns that order a list, newest first; the last of them is unique within it."""

    columns: tuple[str, ...]

    def page(
        self, info: Info, rows: QuerySet[Any], first: int | None, after: str | None, count: Callable[[], int]
    ) -> Connection[Any]:
        first = DEFAULT_FIRST if first is None else first
        if not 1 <= first <= MOST_FIRST:
            raise InvalidInput(f"first must be an integer from 1 to {MOST_FIRST}.", "first")
        rows = rows.order_by(*(F(column).desc() for column in self.columns))
        if after is not None:
            rows = rows.filter(self._older_than(self._read_cursor(after, rows.model)))
        # One row more than asked for, to know whether there is another page.
        found = list(optimize(rows, info)[: first + 1])
        edges = [relay.Edge(node=row, cursor=self._cursor(row)) for row in found[:first]]
        return Connection(
            edges=edges,
            page_info=relay.PageInfo(
                has_next_page=len(found) > first,
                has_previous_page=after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=count,
        )

    def _older_than(self, position: list[Any]) -> Q:
        first_column, *rest = self.columns
        value, *values = position
        older = Q(**{f"{first_column}__lt": value})
        if not rest:
            return older
        # The redundant bound on the first column is what lets the index find the place.
        return Q(**{f"{first_column}__lte": value}) & (older | Keyset(tuple(rest))._older_than(values))

    def _cursor(self, row: Model) -> str:
        values = [getattr(row, column) for column in self.columns]
        text = json.dumps([value if isinstance(value, int) else str(value) for value in values])
        return base64.urlsafe_b64encode(text.encode()).decode()

    def _read_cursor(self, cursor: str, model: type[Model]) -> list[Any]:
        try:
            values = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
            position = [
                model._meta.get_field(column).to_python(value)
                for column, value in zip(self.columns, values, strict=True)
            ]
            if [type(value) for value in values] != [int if type(p) is int else str for p in position]:
                raise ValueError
            if any(p is None or (isinstance(p, datetime) and p.tzinfo is None) for p in position):
                raise ValueError
        except (ValueError, TypeError, binascii.Error, RecursionError, OverflowError, Exception):
            raise InvalidInput("after is not a cursor of this list.", "after") from None
        return position
