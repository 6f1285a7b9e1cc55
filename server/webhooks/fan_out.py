"""Turns events into messages: one transaction per endpoint and step. No payout waits for it, or knows of it.

An endpoint's row is its lock. Who finds it locked leaves it to the other, so any number of workers may fan out.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from server.events.kinds import EventType
from server.events.positions import Position
from server.events.reading import Event, Page, read_page
from server.failpoints import around
from server.ids import new_id

from .messages import comes_due
from .models import EndpointState, WebhookEndpoint, WebhookReplay

STEP = 500  # events
REPLAYS_AT_ONCE = 100

# The same for every merchant, whatever its ledger's length: two looks into an index for each enabled endpoint.
BEHIND = """
SELECT e.id FROM webhook_endpoints e, LATERAL (
    SELECT coalesce(max(l.seq), 0) AS seq FROM ledger_entries l WHERE l.merchant_id = e.merchant_id
) head WHERE e.state = 'enabled' AND (head.seq > e.cursor_seq OR EXISTS (
    SELECT FROM merchant_events s
    WHERE s.merchant_id = e.merchant_id AND s.ledger_seq = e.cursor_seq AND s.n > e.cursor_n
)) ORDER BY e.id
"""
OPEN_REPLAYS = """
SELECT r.id FROM webhook_replays r JOIN webhook_endpoints e ON e.id = r.endpoint_id
WHERE r.ended_at IS NULL AND (e.state = 'enabled' OR e.deleted_at IS NOT NULL) ORDER BY r.id LIMIT %s
"""
INSERT = """
INSERT INTO webhook_messages
    (id, endpoint_id, merchant_id, seq, n, event_type, state, attempts, attempts_before, next_attempt_at)
SELECT made.id, %(endpoint)s, %(merchant)s, made.seq, made.n, made.type, 'due', 0, 0, now()
FROM unnest(%(ids)s::uuid[], %(seqs)s::bigint[], %(ns)s::integer[], %(types)s::text[]) made (id, seq, n, type)
ON CONFLICT (endpoint_id, seq, n)
"""
ONCE = INSERT + "DO NOTHING"
# One that is being sent stays so: if that fails, it comes again after the schedule's first wait.
AGAIN = (
    INSERT + "DO UPDATE SET state = 'due', attempts_before = webhook_messages.attempts,"
    " next_attempt_at = CASE WHEN webhook_messages.lease IS NULL THEN now() END"
)

logger = logging.getLogger(__name__)


def fan_out() -> int:
    """One step of every endpoint that is behind its merchant's feed, and of every replay. Returns how many there were:
    at 0 nothing is left to do, but for what others do."""
    return sum(
        _without_stopping(step, each)
        for step, ids in ((_step, _ids(BEHIND)), (_replay_step, _ids(OPEN_REPLAYS, REPLAYS_AT_ONCE)))
        for each in ids
    )


def _step(endpoint_id: UUID) -> bool:
    with around("fanout"), transaction.atomic():
        endpoint = _locked(endpoint_id)
        if endpoint is None or endpoint.state != EndpointState.ENABLED:
            return False
        page = _page(endpoint, endpoint.cursor)
        if page.next == endpoint.cursor:
            return False
        _insert(ONCE, endpoint, page.events)
        cursor_seq, cursor_n = page.next
        WebhookEndpoint.objects.filter(id=endpoint_id).update(cursor_seq=cursor_seq, cursor_n=cursor_n)
        return True


def _replay_step(replay_id: UUID) -> bool:
    with transaction.atomic():
        replay = WebhookReplay.objects.get(id=replay_id)
        endpoint = _locked(replay.endpoint_id)
        if endpoint is None:
            return False
        replay.refresh_from_db()  # under the lock
        of_replay = WebhookReplay.objects.filter(id=replay_id)
        if replay.ended_at or replay.cursor is None or replay.up_to is None:
            return False
        if endpoint.deleted_at:
            return bool(of_replay.update(ended_at=Now()))
        page = _page(endpoint, replay.cursor)
        _insert(AGAIN, endpoint, [event for event in page.events if event.position <= replay.up_to])
        cursor_seq, cursor_n = min(page.next, replay.up_to)
        of_replay.update(cursor_seq=cursor_seq, cursor_n=cursor_n)
        if page.next >= replay.up_to:
            of_replay.update(ended_at=Now())
        return True


def _locked(endpoint_id: UUID) -> WebhookEndpoint | None:
    """None if another has it."""
    rows = WebhookEndpoint.objects.select_for_update(no_key=True, skip_locked=True)
    return rows.filter(id=endpoint_id).first()


def _page(endpoint: WebhookEndpoint, after: Position) -> Page:
    return read_page(endpoint.merchant_id, after, frozenset(map(EventType, endpoint.event_types)), STEP)


def _insert(statement: str, endpoint: WebhookEndpoint, events: Sequence[Event]) -> None:
    if not events:
        return
    columns: dict[str, Any] = {
        "endpoint": endpoint.id,
        "merchant": endpoint.merchant_id,
        "ids": [new_id() for _ in events],
        "seqs": [event.position.sequence for event in events],
        "ns": [event.position.side for event in events],
        "types": [str(event.type) for event in events],
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
    comes_due(endpoint.id)


def _without_stopping(step: Callable[[UUID], bool], each: UUID) -> bool:
    """One that fails does not keep the others from theirs. It is tried again at the next sweep."""
    try:
        return step(each)
    except Exception:
        logger.exception("fanning out was interrupted: %s", each)
        return False


def _ids(query: str, *parameters: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [each for [each] in cursor.fetchall()]
