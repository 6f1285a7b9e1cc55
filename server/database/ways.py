"""Rows that are found in several ways, each by an index of its own.

`a OR b` over two columns has no order that an index gives: PostgreSQL then reads and sorts every row that fits, or
walks the whole list. Each way alone is read in order, as far as is needed, and what they found is put together.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet


def put_together(ways: Sequence[QuerySet[Any]], most: int | None) -> QuerySet[Any]:
    """The rows of these querysets, all in the same order, each row once. Of a result that is longer than `most` only so
    many are certain to follow each other without a gap."""
    if len(ways) == 1:
        return ways[0]
    rows: QuerySet[Any] = ways[0].model._default_manager.all()
    first, *others = (way.values("pk")[:most] for way in ways)
    return rows.filter(pk__in=first.union(*others, all=True)).order_by(*ways[0].query.order_by)
