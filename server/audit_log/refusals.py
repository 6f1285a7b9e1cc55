"""Audit events of those who were refused: false keys, failed sign-ins.

Whoever is refused decides how often, and the log is kept for ever. So a caller's refusals of one kind are one event a
minute where nothing else bounds them (`trail_once_a_minute`), and strangers together add no more than MOST a minute,
however many addresses they have. The log says when it left some out.
"""

from uuid import UUID

from django.db import connection

from server.ids import new_id

from .context import Actor, ActorKind, current_context

MOST = 60  # events of strangers in a minute: 25 MB a day
LEFT_OUT = "refusals.left_out"
# The minute's count and the insertion are one statement, without a lock: processes at once may exceed it by one each.
RECORD = """
WITH minute AS (
    SELECT count(*) < %(most)s AS has_room FROM (
        SELECT FROM trail_events
        WHERE actor_kind = 'stranger'
          AND date_trunc('minute', at AT TIME ZONE 'UTC') = date_trunc('minute', clock_timestamp() AT TIME ZONE 'UTC')
        LIMIT %(most)s
    ) taken
)
INSERT INTO trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id, request_id)
SELECT %(id)s, %(actor_kind)s, w.actor_id, %(actor_name)s, w.action, w.merchant_id, w.subject_id, %(request_id)s
FROM minute
CROSS JOIN LATERAL (
    SELECT %(actor_id)s::text AS actor_id, %(action)s::text AS action, %(merchant_id)s::uuid AS merchant_id,
           %(subject_id)s::text AS subject_id
    WHERE minute.has_room OR %(actor_kind)s <> 'stranger'
    UNION ALL
    SELECT '', %(left_out)s, NULL, '' WHERE NOT minute.has_room AND %(actor_kind)s = 'stranger'
) w
ON CONFLICT DO NOTHING"""


def stranger(address: str | None) -> Actor:
    return Actor(ActorKind.STRANGER, address or "")


def record_refusal(
    action: str, *, actor: Actor, merchant_id: UUID | None = None, subject_id: UUID | int | str = ""
) -> None:
    """`subject_id` is empty if what was asked for does not exist. It costs the same statement either way."""
    with connection.cursor() as cursor:
        cursor.execute(
            RECORD,
            {
                "most": MOST,
                "id": new_id(),
                "actor_kind": actor.kind,
                "actor_id": actor.id,
                "actor_name": actor.name,
                "action": action,
                "merchant_id": merchant_id,
                "subject_id": str(subject_id),
                "request_id": current_context().request_id,
                "left_out": LEFT_OUT,
            },
        )
