"""What a message says: made when it is sent for the first time, and the same bytes ever after."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from server.events.as_json import event_object
from server.events.positions import BEGINNING, Position
from server.events.reading import Event, read_page
from server.ledger import signing
from server.ledger.balance import balance_of
from server.ledger.heads import Head, issue_head
from server.ledger.links import iso_utc

from .models import TEST

LAST_SIDE = 10**9 - 1  # no place of the ledger has so many side events

PREVIOUS = """
SELECT p.seq, p.n, b.seq, b.n FROM unnest(%s::bigint[], %s::integer[]) p (seq, n) LEFT JOIN LATERAL (
    SELECT m.seq, m.n FROM webhook_messages m
    WHERE m.endpoint_id = %s AND (m.seq, m.n) < (p.seq, p.n) ORDER BY m.seq DESC, m.n DESC LIMIT 1
) b ON true
"""


class Unsent(NamedTuple):
    """A message without a body. `position` is None for a test."""

    id: UUID
    position: Position | None
    created_at: datetime


def bodies_of(endpoint_id: UUID, merchant_id: UUID, messages: Sequence[Unsent]) -> dict[UUID, str]:
    """By message. One reading of the feed for all of them, as a rule, and one signed head."""
    if not messages:
        return {}
    positions = [message.position for message in messages if message.position is not None]
    events, previous = _events_at(merchant_id, positions), _previous(endpoint_id, positions)
    head = _head(merchant_id)
    return {
        message.id: _of_event(events[message.position], previous[message.position], head)
        if message.position is not None
        else _of_test(merchant_id, endpoint_id, message.created_at, head)
        for message in messages
    }


def _of_event(event: Event, previous: Position, head: dict[str, Any]) -> str:
    data = event_object(event) | {"previous": str(previous)} | head
    return _body(str(event.type), event.occurred_at, data)


def _of_test(merchant_id: UUID, endpoint_id: UUID, at: datetime, head: dict[str, Any]) -> str:
    data = {"type": TEST, "merchant_id": str(merchant_id), "endpoint_id": str(endpoint_id)} | head
    return _body(TEST, at, data)


def _body(kind: str, at: datetime, data: dict[str, Any]) -> str:
    return json.dumps({"type": kind, "timestamp": iso_utc(at), "data": data}, ensure_ascii=False)


def _events_at(merchant_id: UUID, positions: Iterable[Position]) -> dict[Position, Event]:
    """Messages that are sent together mostly follow one another: one page has them all."""
    missing, found = sorted(positions), dict[Position, Event]()
    while missing:
        page = read_page(merchant_id, _just_before(missing[0]), first=2 * len(missing))
        found |= {event.position: event for event in page.events}
        if missing[0] not in found:
            raise LookupError(f"merchant {merchant_id} has no event at {missing[0]}")
        missing = [position for position in missing if position not in found]
    return found


def _just_before(position: Position) -> Position:
    sequence, side = position
    return Position(sequence, side - 1) if side else Position(sequence - 1, LAST_SIDE)


def _previous(endpoint_id: UUID, positions: Sequence[Position]) -> dict[Position, Position]:
    """The position before each in this endpoint's stream; 0.0 before the first."""
    if not positions:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PREVIOUS, [*map(list, zip(*positions, strict=True)), endpoint_id])
        return {
            Position(seq, n): BEGINNING if before_seq is None else Position(before_seq, before_n)
            for seq, n, before_seq, before_n in cursor.fetchall()
        }


def _head(merchant_id: UUID) -> dict[str, Any]:
    if not signing.keys():
        return {}
    return {"ledger_head": head_object(issue_head(merchant_id, balance_of(merchant_id)))}


def head_object(head: Head) -> dict[str, Any]:
    return {
        "merchant_id": str(head.merchant_id),
        "sequence": head.seq,
        "link": head.link.hex(),
        "available_paise": head.available_paise,
        "held_paise": head.held_paise,
        "issued_at": iso_utc(head.issued_at),
        "key_id": head.key_id,
        "signature": head.signature.hex(),
    }
