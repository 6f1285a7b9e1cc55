"""Finds audit events, newest first, in the order of their ids.

The log grows by an event for each payout, and is kept for ever. So each filter is answered by an index, however long it
is: events of payouts' creation by the log's own order, whoever asks for other actions by the indexes that leave those
events out (`models.py`), action by action.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from server.errors import InvalidInput
from server.ids import first_id_since

from .models import BULK, AuditEvent

LONGEST_ACTION, LONGEST_ID = 50, 64
ACTION_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz_.")
# An event's id is made by the process that acts, before it waits for a lock; its time is the database's.
CLOCKS_DIFFER = timedelta(minutes=10)
# Each step finds the next action by the index, so it costs as much as there are kinds of actions, not events.
ACTIONS_BUT_BULK = f"""
WITH RECURSIVE kind AS (
    (SELECT action FROM trail_events WHERE action <> '{BULK}' ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (SELECT e.action FROM trail_events e WHERE e.action <> '{BULK}' AND e.action > kind.action
            ORDER BY e.action LIMIT 1)
    FROM kind WHERE kind.action IS NOT NULL
)
SELECT action FROM kind WHERE action IS NOT NULL"""


@dataclass(frozen=True)
class EventFilter:
    """Every condition that is given must hold."""

    merchant_id: UUID | None = None
    action: str | None = None  # or how it begins
    actor_id: str | None = None
    subject_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def ways_to(rows: QuerySet[AuditEvent], wanted: EventFilter) -> list[QuerySet[AuditEvent]]:
    """The events, in one or several querysets, each of which an index finds. Raises InvalidInput."""
    actions = None if wanted.action is None else _actions_like(wanted.action)
    for field, text in (("actor", wanted.actor_id), ("subject_id", wanted.subject_id)):
        if text is not None and not 0 < len(text) <= LONGEST_ID:
            raise InvalidInput(f"{field} must have 1 to {LONGEST_ID} characters.", field)
    if wanted.merchant_id:
        rows = rows.filter(merchant_id=wanted.merchant_id)
    if wanted.actor_id is not None:
        rows = rows.filter(actor_id=wanted.actor_id)
    if wanted.subject_id is not None:
        rows = rows.filter(subject_id=wanted.subject_id)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since, id__gte=first_id_since(wanted.since, -CLOCKS_DIFFER))
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until, id__lt=first_id_since(wanted.until, CLOCKS_DIFFER))
    if actions is None:
        return [rows]
    if wanted.subject_id is not None:  # it has few events
        return [rows.filter(action__in=actions)]
    # `<> BULK` is what the indexes say of themselves.
    ways = [rows.filter(action=action).exclude(action=BULK) for action in actions if action != BULK]
    return ways + [rows.filter(action=BULK)] * (BULK in actions) or [rows.none()]


def _actions_like(beginning: str) -> list[str]:
    """Raises InvalidInput."""
    if not 0 < len(beginning) <= LONGEST_ACTION or not set(beginning) <= ACTION_LETTERS:
        raise InvalidInput("action must be an action such as payout.created, or how one begins: payout.", "action")
    with connection.cursor() as cursor:
        cursor.execute(ACTIONS_BUT_BULK)
        return [action for action in (BULK, *(action for [action] in cursor)) if action.startswith(beginning)]
