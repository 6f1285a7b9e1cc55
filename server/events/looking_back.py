"""A merchant's feed from its end: the page before a place, for people, who want what is new first.

What lies before a place never changes. So its rows are counted back first, and then read as any page is: the two
statements need no common snapshot. Both look at a bounded number of rows.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from .kinds import EventType
from .positions import BEGINNING, Position
from .reading import LOOKED_AT, USUAL, Page, events_between, heads_of, refuse_beyond

# Beyond every feed, and as long as a position may be. A page of no events goes on there, so it may be sent.
END = Position(10**18 - 1, 0)

# Where the rows to look at begin: the last row that is not looked at, and none if all of the feed is.
START = """
SELECT l, n FROM (
    (SELECT e.seq AS l, 0 AS n FROM ledger_entries e
     WHERE e.merchant_id = %(merchant)s AND e.seq < %(l)s + least(%(n)s, 1) ORDER BY e.seq DESC LIMIT %(rows)s + 1)
    UNION ALL
    (SELECT s.ledger_seq, s.n FROM merchant_events s
     WHERE s.merchant_id = %(merchant)s AND (s.ledger_seq, s.n) < (%(l)s, %(n)s)
     ORDER BY s.ledger_seq DESC, s.n DESC LIMIT %(rows)s + 1)
) both_kinds ORDER BY l DESC, n DESC OFFSET %(rows)s LIMIT 1
"""


def read_back(merchant_id: UUID, before: Position = END, types: Collection[EventType] = (), first: int = USUAL) -> Page:
    """The last `first` events at most before this place, newest first. `next` is the place to go on at, and may be
    before the last event of the page; `more` says whether anything is there. Raises InvalidInput if `before` is beyond
    the feed's head, but for END."""
    if before != END:
        refuse_beyond(before, heads_of([merchant_id])[merchant_id], "before")
    if first == 0:
        return Page([], before, more=True)
    # Of two entries at least one is an event.
    rows = max(2 * first, LOOKED_AT if types else 0)
    with connection.cursor() as cursor:
        cursor.execute(START, {"merchant": merchant_id, "l": before.sequence, "n": before.side, "rows": rows})
        start = cursor.fetchone()
    after = BEGINNING if start is None else Position(*start)
    found = events_between(merchant_id, after, before, rows)
    chosen = [event for event in reversed(found) if not types or event.type in types]
    if len(chosen) > first:
        return Page(chosen[:first], chosen[first - 1].position, more=True)
    # The row at `after` has not been looked at: it may be an event.
    return Page(chosen, Position(after.sequence, after.side + 1) if start else BEGINNING, more=start is not None)
