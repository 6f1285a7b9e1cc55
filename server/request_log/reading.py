"""The request log as it is read: entries of its own table, and the payouts that were made, which the audit log has.

A creation writes nothing for this log. It is in the audit log already, with its request's id.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput
from server.ids import first_id_since

from .models import Outcome
from .writer import oldest_kept

CREATED = "payout.created"
MOST_COUNTED = 1000  # payouts of one request

# An entry's place in the list is its id, or, of a creation, that of its last event: both grow with time.
LOGGED = """
    SELECT r.id AS place, r.id AS request_id, r.at, r.duration_ms, r.actor_kind, r.actor_id, r.actor_name, r.method,
           r.path, r.operation, r.http_status, r.outcome, r.error_code, r.message, r.idempotency_key,
           (SELECT t.subject_id::uuid FROM trail_events t WHERE t.request_id = r.id AND t.action = %(created)s LIMIT 1)
               AS payout_id
    FROM request_log r
    WHERE {where} AND r.id < %(before)s AND r.id >= %(oldest)s
    ORDER BY r.id DESC LIMIT %(first)s"""
# A batch has an event for each payout: it is listed once, by its last. The subqueries are scalar, so that PostgreSQL
# asks them for one event after the other, by their indexes, and not for all.
MADE = """
    SELECT t.id, t.request_id, t.at, NULL::integer, t.actor_kind, t.actor_id, t.actor_name, '', '', '', NULL::smallint,
           'succeeded', '', '',
           (SELECT p.idempotency_key FROM payouts p WHERE p.id = t.subject_id::uuid), t.subject_id::uuid
    FROM trail_events t
    WHERE {where} AND t.action = %(created)s AND t.request_id IS NOT NULL AND t.id < %(before)s AND t.id >= %(oldest)s
      AND (SELECT true FROM trail_events o
           WHERE o.request_id = t.request_id AND o.action = %(created)s AND o.id > t.id LIMIT 1) IS NULL
      AND (SELECT true FROM request_log r WHERE r.id = t.request_id) IS NULL
    ORDER BY t.id DESC LIMIT %(first)s"""
BOTH = """
SELECT e.*, (SELECT count(*) FROM (
    SELECT FROM trail_events t WHERE t.request_id = e.request_id AND t.action = %(created)s LIMIT %(counted)s) made),
    k.name, k.prefix
FROM ({sources}) e
LEFT JOIN api_keys k ON k.id = CASE WHEN e.actor_kind = 'key' THEN e.actor_id::uuid END
ORDER BY e.place DESC LIMIT %(first)s"""


@dataclass(frozen=True)
class Asked:
    """Whose entries, and which of them. Without a merchant, a request or a key, creations are left out: the audit log
    of all merchants has far more than they are."""

    merchant_id: UUID | None = None
    request_id: UUID | None = None
    key_id: UUID | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Entry:
    place: UUID
    request_id: UUID
    at: datetime
    duration_ms: int | None
    actor_kind: str
    actor_id: str
    actor_name: str
    method: str
    path: str
    operation: str
    http_status: int | None
    outcome: Outcome
    error_code: str
    message: str
    idempotency_key: UUID | None
    payout_id: UUID | None
    payouts: int
    key_name: str | None
    key_prefix: str | None


def asked_by(
    merchant_id: UUID | None, *, request_id: UUID | None, key_id: UUID | None, outcome: Outcome | None
) -> Asked:
    """Raises InvalidInput: over all merchants no index finds an outcome."""
    if outcome and not (merchant_id or request_id or key_id):
        raise InvalidInput("outcome needs a merchant, a request or a key.", "outcome")
    return Asked(merchant_id, request_id, key_id, outcome)


def entries(asked: Asked, first: int, before: UUID | None = None) -> list[Entry]:
    """Newest first. One statement."""
    sources, values = _sources(asked, first, before)
    with connection.cursor() as cursor:
        cursor.execute(BOTH.format(sources=sources), values)
        return [_entry(row) for row in cursor.fetchall()]


def count(asked: Asked, at_most: int | None) -> int:
    """How many there are, or `at_most` if there are more."""
    sources, values = _sources(asked, at_most, None)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sources}) e", values)
        return int(cursor.fetchone()[0])


def _sources(asked: Asked, first: int | None, before: UUID | None) -> tuple[str, dict[str, Any]]:
    sources = [LOGGED.format(where=_where(asked, "r", "id", outcome=asked.outcome))]
    is_bounded = asked.merchant_id or asked.request_id or asked.key_id
    if is_bounded and asked.outcome in {None, Outcome.SUCCEEDED}:
        sources.append(MADE.format(where=_where(asked, "t", "request_id", outcome=None)))
    values: dict[str, Any] = {
        "created": CREATED,
        "counted": MOST_COUNTED,
        "first": first,
        "before": before or UUID(int=2**128 - 1),
        "oldest": first_id_since(oldest_kept()),
        "merchant": asked.merchant_id,
        "request": asked.request_id,
        "key": str(asked.key_id),
        "outcome": asked.outcome,
    }
    return " UNION ALL ".join(f"({source})" for source in sources), values


def _where(asked: Asked, table: str, request: str, *, outcome: Outcome | None) -> str:
    conditions = {
        f"{table}.merchant_id = %(merchant)s": asked.merchant_id,
        f"{table}.{request} = %(request)s": asked.request_id,
        f"{table}.actor_id = %(key)s AND {table}.actor_kind = 'key'": asked.key_id,
        f"{table}.outcome = %(outcome)s": outcome,
    }
    return " AND ".join([condition for condition, value in conditions.items() if value is not None]) or "true"


def _entry(row: tuple[Any, ...]) -> Entry:
    entry = Entry(*row)
    return Entry(**{**entry.__dict__, "outcome": Outcome(entry.outcome)})
