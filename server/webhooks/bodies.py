"""What a message says: made when it is sent for the first time, and the same bytes ever after."""

import json
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from server.events.as_json import event_object
from server.events.positions import Position
from server.events.reading import Event, read_page
from server.ledger import signing
from server.ledger.balance import balance_of
from server.ledger.heads import Head, issue_head
from server.ledger.links import iso_utc

from .models import TEST

HEAD_SECONDS, MOST_HEADS = 1.0, 1000
LAST_SIDE = 10**9 - 1  # no place of the ledger has so many side events


class Unsent(NamedTuple):
    """A message without a body. `position` is None for a test, `previous` the one before it in the endpoint's stream;
    0.0 before the first."""

    id: UUID
    position: Position | None
    previous: Position
    created_at: datetime


def bodies_of(endpoint_id: UUID, merchant_id: UUID, messages: Sequence[Unsent]) -> dict[UUID, str]:
    """By message. One reading of the feed for all of them, as a rule, and one signed head."""
    if not messages:
        return {}
    positions = [message.position for message in messages if message.position is not None]
    events, head = _events_at(merchant_id, positions), {}
    if signing.keys():
        least = max((position.sequence for position in positions), default=0)
        head = {"ledger_head": head_object(heads.of(merchant_id, least))}
    return {
        message.id: _of_event(events[message.position], message.previous, head)
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


class _Heads:
    """Of the last second: messages that are sent together carry the same. No older than their events."""

    def __init__(self) -> None:
        self._issued: dict[UUID, tuple[float, Head]] = {}

    def of(self, merchant_id: UUID, least: int) -> Head:
        at, head = self._issued.get(merchant_id, (0.0, None))
        if head is None or head.seq < least or time.monotonic() - at > HEAD_SECONDS:
            head = issue_head(merchant_id, balance_of(merchant_id))
            if len(self._issued) >= MOST_HEADS:
                self._issued.clear()
            self._issued[merchant_id] = (time.monotonic(), head)
        return head

    def forget(self) -> None:
        """Call it when a transaction is rolled back, in which one may have been issued."""
        self._issued.clear()


heads = _Heads()


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
