"""A merchant's feed, page by page: ledger entries and side events in one order, from one snapshot.

Both are written under the merchant's lock, which is held to COMMIT, so a snapshot has the feed up to some position and
nothing beyond it. An event is made of rows that never change: the entry, what a payout was created with, and how it
ended. So a position always reads the same.

A page looks at a bounded number of rows, whatever it is filtered by: `next` is the place that it came to, and may be
beyond the last event that it returns.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput
from server.ledger.models import EntryType

from .facts_told import TOLD_BY
from .kinds import OF_ENTRIES, OF_FEES, EventType
from .positions import BEGINNING, Position

USUAL, MOST = 100, 200
LOOKED_AT = 500  # rows, by a page of some types only

IS_EVENT = f"""(e.entry_type IN ({", ".join(f"'{entry_type}'" for entry_type in OF_ENTRIES)})
    OR (e.entry_type = '{EntryType.PAYOUT_RELEASE}'
        AND (SELECT p.status FROM payouts p WHERE p.id = e.payout_id) = 'failed'))"""

# The entry of a return does not name its payout: the return names both.
SUBJECT = f"""CASE WHEN e.entry_type = '{EntryType.PAYOUT_RETURNED}'
    THEN (SELECT r.payout_id FROM payout_returns r WHERE r.entry_id = e.id) ELSE e.payout_id END"""

# Nor does the entry of a reversal have its payment's reference, under which it is told.
REFERENCE = f"""CASE WHEN e.entry_type = '{EntryType.PAYMENT_REVERSED}' THEN (
    SELECT o.reference FROM inward_reversals v JOIN inward_payments i ON i.id = v.inward_payment_id
    JOIN ledger_entries o ON o.id = i.entry_id WHERE v.entry_id = e.id) ELSE e.reference END"""

# One statement, hence one snapshot. The first row is the event before the page, or none.
PAGE = f"""
WITH looked_at AS MATERIALIZED (
    SELECT * FROM (
        (SELECT e.seq AS l, 0 AS n, e.entry_type AS kind, {SUBJECT} AS subject, e.amount_paise AS paise,
                {REFERENCE} AS reference, e.description, NULL AS body, e.created_at
         FROM ledger_entries e WHERE e.merchant_id = %(merchant)s AND e.seq > %(l)s ORDER BY e.seq LIMIT %(rows)s)
        UNION ALL
        (SELECT s.ledger_seq, s.n, s.kind, s.subject_id, NULL, NULL, NULL, s.body::text, s.created_at
         FROM merchant_events s WHERE s.merchant_id = %(merchant)s AND (s.ledger_seq, s.n) > (%(l)s, %(n)s)
         ORDER BY s.ledger_seq, s.n LIMIT %(rows)s)
    ) both_kinds ORDER BY l, n LIMIT %(rows)s
), before AS MATERIALIZED (
    SELECT * FROM (
        (SELECT e.seq AS l, 0 AS n FROM ledger_entries e
         WHERE e.merchant_id = %(merchant)s AND e.seq <= %(l)s AND {IS_EVENT} ORDER BY e.seq DESC LIMIT 1)
        UNION ALL
        (SELECT s.ledger_seq, s.n FROM merchant_events s
         WHERE s.merchant_id = %(merchant)s AND (s.ledger_seq, s.n) <= (%(l)s, %(n)s)
         ORDER BY s.ledger_seq DESC, s.n DESC LIMIT 1)
    ) both_kinds ORDER BY l DESC, n DESC LIMIT 1
)
SELECT r.l, r.n, r.kind, r.subject, r.paise, r.reference, r.description, r.body, r.created_at,
       p.status, p.amount_paise, p.bank_account_id, p.idempotency_key, p.bank_reference_id, p.failure_reason,
       p.failure_code, p.not_before, f.fee, f.tax, f.returned, (SELECT b.l FROM before b), (SELECT b.n FROM before b)
FROM looked_at r LEFT JOIN LATERAL (
    -- OFFSET 0: each by its id. A join would read every payout that there is, once these rows seem many beside them.
    SELECT p.status, p.amount_paise, p.bank_account_id, p.idempotency_key, p.bank_reference_id, p.failure_reason,
           p.failure_code, p.not_before
    FROM payouts p WHERE p.id = r.subject OFFSET 0
) p ON true LEFT JOIN LATERAL (
    SELECT c.fee_paise AS fee, c.igst_paise + c.cgst_paise + c.sgst_paise AS tax,
           EXISTS (SELECT FROM fee_refunds b WHERE b.payout_id = c.payout_id AND b.cause = 'returned') AS returned
    FROM fee_charges c WHERE c.payout_id = r.subject OFFSET 0
) f ON true ORDER BY r.l, r.n
"""
HEADS = """
SELECT m.id, h.seq, coalesce(
    (SELECT max(s.n) FROM merchant_events s WHERE s.merchant_id = m.id AND s.ledger_seq = h.seq), 0)
FROM unnest(%s::uuid[]) m (id),
     LATERAL (SELECT coalesce(max(e.seq), 0) AS seq FROM ledger_entries e WHERE e.merchant_id = m.id) h
"""


class Event(NamedTuple):
    """Fields that do not belong to its type are None. `amount_paise` has a sign for an adjustment alone, and is 0 where
    no money is meant."""

    position: Position
    previous: Position  # of the merchant's whole feed, whatever the page is filtered by
    type: EventType
    merchant_id: UUID
    occurred_at: datetime
    amount_paise: int
    payout_id: UUID | None = None
    bank_account_id: UUID | None = None
    idempotency_key: UUID | None = None
    bank_reference_id: str | None = None
    failure_reason: str | None = None
    failure_code: str | None = None
    not_before: datetime | None = None
    reference: str | None = None
    description: str | None = None
    unresolved_since: datetime | None = None
    webhook_endpoint_id: UUID | None = None
    disabled_because: str | None = None
    balance_monitor_id: UUID | None = None
    below_paise: int | None = None
    available_paise: int | None = None
    alert_id: UUID | None = None
    waiting_paise: int | None = None
    expected_receipt_id: UUID | None = None
    due_on: date | None = None
    payout_order_id: UUID | None = None
    refused_because: str | None = None
    fee_paise: int | None = None
    tax_paise: int | None = None


class Page(NamedTuple):
    events: list[Event]
    next: Position
    more: bool


class _Row(NamedTuple):
    """A row of PAGE."""

    sequence: int
    side: int
    kind: str
    subject: UUID | None
    paise: int | None
    reference: str | None
    description: str | None
    body: str | None
    created_at: datetime
    status: str | None
    payout_paise: int | None
    bank_account_id: UUID | None
    idempotency_key: UUID | None
    bank_reference_id: str | None
    failure_reason: str | None
    failure_code: str | None
    not_before: datetime | None
    fee_paise: int | None
    tax_paise: int | None
    is_fee_returned: bool | None
    before_sequence: int | None
    before_side: int | None


def read_page(
    merchant_id: UUID, after: Position = BEGINNING, types: Collection[EventType] = (), first: int = USUAL
) -> Page:
    """The next `first` events at most, of these types or (none named) of all. Raises InvalidInput if `after` is beyond
    the feed's head."""
    # Of two entries at least one is an event.
    rows = max(2 * first, LOOKED_AT if types else 0) + 1
    found = _rows(merchant_id, after, rows)
    if not found:
        refuse_beyond(after, heads_of([merchant_id])[merchant_id])
        return Page([], after, more=False)
    return _page(merchant_id, found, after, frozenset(types), first, is_whole=len(found) < rows)


def events_between(merchant_id: UUID, after: Position, before: Position, rows: int) -> list[Event]:
    """All events among the first `rows` rows after a place, as far as they lie before another."""
    found = [row for row in _rows(merchant_id, after, rows) if (row.sequence, row.side) < before]
    return _page(merchant_id, found, after, frozenset(), rows, is_whole=True).events if found else []


def heads_of(merchant_ids: Iterable[UUID]) -> dict[UUID, Position]:
    """Where each merchant's feed ends by now."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [list(merchant_ids)])
        return {merchant: Position(sequence, side) for merchant, sequence, side in cursor.fetchall()}


def refuse_beyond(place: Position, head: Position, field: str = "after") -> None:
    """Raises InvalidInput. From such a place nothing would come, or, later, what is not its continuation."""
    if place > head:
        raise InvalidInput(
            f"{field} is beyond the end of this merchant's feed, which is at {head}. The position is another "
            "merchant's, or the engine's database was restored from a backup: compare what you have with the ledger.",
            field,
        )


def _rows(merchant_id: UUID, after: Position, rows: int) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(PAGE, {"merchant": merchant_id, "l": after.sequence, "n": after.side, "rows": rows})
        return [_Row(*row) for row in cursor.fetchall()]


def _page(
    merchant_id: UUID, found: list[_Row], after: Position, types: frozenset[EventType], first: int, *, is_whole: bool
) -> Page:
    rows = found if is_whole else found[:-1]
    previous = Position(found[0].before_sequence or 0, found[0].before_side or 0)
    events: list[Event] = []
    reached = after
    if first == 0:
        return Page(events, after, more=True)
    for place, row in enumerate(rows):
        reached = Position(row.sequence, row.side)
        if event := _event_of(merchant_id, row, previous):
            previous = reached
            if not types or event.type in types:
                events.append(event)
        if len(events) == first:
            return Page(events, reached, more=not is_whole or place + 1 < len(rows))
    return Page(events, reached, more=not is_whole)


def _event_of(merchant_id: UUID, row: _Row, previous: Position) -> Event | None:
    """None for an entry that is no event."""
    kind = _kind_of(row)
    if kind is None:
        return None
    position = Position(row.sequence, row.side)
    if row.subject is None:
        paise = row.paise or 0
        return Event(
            *(position, previous, kind, merchant_id, row.created_at),
            paise if kind is EventType.BALANCE_ADJUSTED else abs(paise),
            reference=row.reference,
            description=row.description,
        )
    told = json.loads(row.body) if row.body else {}
    if kind in TOLD_BY:
        amount_paise, fields = TOLD_BY[kind](row.subject, told)
        return Event(*(position, previous, kind, merchant_id, row.created_at, amount_paise), **fields)
    since = told.get("unresolved_since")
    # What was charged, or what is given back.
    has_fee = kind in OF_FEES and (kind is not EventType.PAYOUT_RETURNED or row.is_fee_returned)
    return Event(
        *(position, previous, kind, merchant_id, row.created_at, row.payout_paise or 0),
        payout_id=row.subject,
        bank_account_id=row.bank_account_id,
        idempotency_key=row.idempotency_key,
        # What a payout gets at its end is there before its last event, but is not told earlier.
        bank_reference_id=row.bank_reference_id if kind is EventType.PAYOUT_COMPLETED else None,
        failure_reason=row.failure_reason if kind is EventType.PAYOUT_FAILED else None,
        failure_code=row.failure_code if kind is EventType.PAYOUT_FAILED else None,
        not_before=row.not_before if kind is EventType.PAYOUT_CREATED else None,
        description=row.description if kind is EventType.PAYOUT_RETURNED else None,
        unresolved_since=datetime.fromisoformat(since) if since else None,
        fee_paise=row.fee_paise if has_fee else None,
        tax_paise=row.tax_paise if has_fee else None,
    )


def _kind_of(row: _Row) -> EventType | None:
    if row.side:
        return EventType(row.kind)
    if row.kind == EntryType.PAYOUT_RELEASE:
        return EventType.PAYOUT_FAILED if row.status == "failed" else None
    return OF_ENTRIES.get(EntryType(row.kind))
