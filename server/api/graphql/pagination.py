"""Relay connections over keyset cursors: a page begins after a row, not after a number of rows. So rows written
between two pages are neither repeated nor skipped, and the thousandth page costs as much as the first."""

import base64
import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import strawberry
from django.db.models import F, Model, QuerySet
from strawberry import UNSET, relay
from strawberry_django.optimizer import OptimizerStore, optimize

from server.api.http.parsing import read_uuid
from server.database.keysets import beyond
from server.database.planning import planned_by_values
from server.database.ways import put_together
from server.errors import InvalidInput

from .context import Info
from .runtime.list_lengths import DEFAULT_FIRST, MOST_FIRST, also_costs

LONGEST_CURSOR = 300
COUNTING_COSTS = 50  # objects
NOT_GIVEN = (None, UNSET)

Count = Callable[[int | None], int]  # the number of rows; counting may stop at the given limit


def count_of(rows: QuerySet[Any]) -> Count:
    """Counts by looking at every row: for a hundred thousand that takes longer than fetching a page of them."""
    return lambda at_most: rows[:at_most].count()


@strawberry.type(name="Connection", description="One page of a list.")
class CountedConnection(relay.Connection[relay.NodeType]):
    count: strawberry.Private[Count]

    @strawberry.field(
        metadata=also_costs(COUNTING_COSTS),
        description="The number of items in the whole list, or atMost if there are more.",
    )
    def total_count(self, at_most: int | None = UNSET) -> int:
        if at_most in NOT_GIVEN:
            return self.count(None)
        if at_most < 1:
            raise InvalidInput("atMost must be a positive integer.", "at_most")
        return min(self.count(at_most), at_most)


@dataclass(frozen=True)
class Keyset:
    """The columns that order a list, all of them downwards (newest first) or all upwards. The last one is unique within
    the list."""

    columns: tuple[str, ...]
    is_ascending: bool = False

    def page(
        self,
        info: Info,
        rows: QuerySet[Any] | Sequence[QuerySet[Any]],
        *,
        of: str,
        first: int | None,
        after: str | None,
        before: str | None = UNSET,
        count: Count,
        is_search: bool = False,
    ) -> CountedConnection[Any]:
        """`of` names the list. Every other list refuses its cursors. Rows in several querysets are found in several
        ways (`put_together`). A page `before` a row is found from that row upwards, and costs what one after it does. A
        search is planned for its values. Raises InvalidInput."""
        first = read_first(first)
        is_before, is_after = before not in NOT_GIVEN, after not in NOT_GIVEN
        if is_before and is_after:
            raise InvalidInput("Give after or before, not both.", "before")
        readers = [READERS[column] for column in self.columns]
        position = None
        if is_before or is_after:
            position = read_cursor(*((before, "before") if is_before else (after, "after")), of, readers)
        is_upwards = self.is_ascending != is_before
        order = [F(column).asc() if is_upwards else F(column).desc() for column in self.columns]
        ways = [
            (way.filter(beyond(self.columns, position, is_upwards)) if position else way).order_by(*order)
            for way in ([rows] if isinstance(rows, QuerySet) else rows)
        ]
        rows = put_together(ways, first + 1)
        # The optimizer loads only the columns that the document selects, but cursors need these as well.
        rows = optimize(rows, info, store=OptimizerStore.with_hints(only=self.columns))
        with planned_by_values() if is_search else nullcontext():
            found = list(rows[: first + 1])  # one more than requested, to learn whether there is another page
        page = found[:first][::-1] if is_before else found[:first]
        edges = [relay.Edge(node=row, cursor=self._cursor(row, of)) for row in page]
        has_further = len(found) > first
        return CountedConnection(
            edges=edges,
            page_info=relay.PageInfo(
                has_next_page=is_before or has_further,
                has_previous_page=is_after or (is_before and has_further),
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=count if position or has_further else lambda _: len(found),
        )

    def _cursor(self, row: Model, of: str) -> str:
        return write_cursor(of, [WRITERS[column](getattr(row, column)) for column in self.columns])


def read_first(first: int | None) -> int:
    """Raises InvalidInput."""
    if first in NOT_GIVEN:
        return DEFAULT_FIRST
    if not 0 <= first <= MOST_FIRST:
        raise InvalidInput(f"first must be an integer from 0 to {MOST_FIRST}.", "first")
    return first


def write_cursor(of: str, position: Sequence[str | int]) -> str:
    return base64.urlsafe_b64encode(json.dumps([of, *position]).encode()).decode()


def read_cursor(cursor: Any, argument: str, of: str, readers: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """The position at which the list `of` goes on, as this argument gives it. Raises InvalidInput."""
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise ValueError
        of_list, *position = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if of_list != of:
            raise ValueError
        return [read(value) for read, value in zip(readers, position, strict=True)]
    except (ValueError, TypeError, InvalidInput):
        raise InvalidInput(f"{argument} is not a cursor of this list.", argument) from None


NEWEST = Keyset(("created_at", "id"))
OLDEST = Keyset(("created_at", "id"), is_ascending=True)
LARGEST = Keyset(("amount_paise", "created_at", "id"))
SMALLEST = Keyset(("amount_paise", "created_at", "id"), is_ascending=True)


def _read_time(value: Any) -> datetime:
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        raise ValueError
    return time


def _read_number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError
    return value


READERS: dict[str, Callable[[Any], Any]] = {
    "created_at": _read_time,
    "id": lambda value: read_uuid(value, "after"),
    "seq": _read_number,
    "amount_paise": _read_number,
}
WRITERS: dict[str, Callable[[Any], str | int]] = {
    "created_at": datetime.isoformat,
    "id": str,
    "seq": int,
    "amount_paise": int,
}
