"""Long lists read page by page, each page after a row and not after a number of rows: the last one costs as much as the
first."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from .planning import planned_by_values
from .ways import put_together


def rows_by_pages(ways: Sequence[QuerySet[Any]], order: Sequence[str], size: int, *related: str) -> Iterator[Any]:
    """The rows of these querysets in this order, whose columns go all downwards or all upwards and end with a unique
    one; each with its `related` rows. One query for each page of `size`."""
    columns, is_ascending = [column.removeprefix("-") for column in order], not order[0].startswith("-")
    position: list[Any] | None = None
    while True:
        further = [way.filter(beyond(columns, position, is_ascending)) if position else way for way in ways]
        rows = put_together([way.order_by(*order) for way in further], size)
        with planned_by_values():
            page = list(rows.select_related(*related)[:size])
        yield from page
        if len(page) < size:
            return
        position = [getattr(page[-1], column) for column in columns]


def beyond(columns: Sequence[str], position: Sequence[Any], is_ascending: bool) -> Q:
    """Rows further down the list than `position`: (a, b) < (x, y) is a < x or a = x and b < y."""
    (column, *columns_left), (value, *values_left) = columns, position
    comparison = "gt" if is_ascending else "lt"
    past = Q(**{f"{column}__{comparison}": value})
    if not columns_left:
        return past
    # The bound on the first column is redundant, but it lets the index find the position.
    further = beyond(columns_left, values_left, is_ascending)
    return Q(**{f"{column}__{comparison}e": value}) & (past | further)
