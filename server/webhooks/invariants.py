"""Invariants between the feed and what endpoints are told of it."""

from server.database.invariant import Invariant, Severity
from server.events.kinds import OF_ENTRIES, EventType
from server.events.reading import IS_EVENT
from server.ledger.models import EntryType

_TYPE = " ".join(f"WHEN '{entry_type}' THEN '{event}'" for entry_type, event in OF_ENTRIES.items())
# The feed of the merchants that have an endpoint, from the rows that it is made of.
_FEED = f"""
    SELECT e.merchant_id, e.seq, 0 AS n,
           CASE e.entry_type {_TYPE} WHEN '{EntryType.PAYOUT_RELEASE}' THEN '{EventType.PAYOUT_FAILED}' END AS type
    FROM ledger_entries e WHERE {IS_EVENT} AND e.merchant_id IN (SELECT merchant_id FROM webhook_endpoints)
    UNION ALL SELECT merchant_id, ledger_seq, n, kind FROM merchant_events
"""

INVARIANTS = [
    Invariant(
        "webhook.messages",
        Severity.ORDER,
        "every event of its types after an endpoint's birth, or in a replay, up to its cursor is its message once,"
        " or lies within what was deleted for its age, and nothing else is",
        "webhook_messages",
        f"""SELECT coalesce(m.endpoint_id, x.endpoint) AS endpoint,
                   coalesce(m.merchant_id, x.merchant_id) AS merchant_id, coalesce(m.seq, x.seq) AS seq,
                   coalesce(m.n, x.n) AS n, m.event_type AS message, x.type AS event
            FROM (
                SELECT w.id AS endpoint, f.merchant_id, f.seq, f.n, f.type, w.forgotten_seq, w.forgotten_n
                FROM webhook_endpoints w
                JOIN ({_FEED}) f ON f.merchant_id = w.merchant_id AND f.type = ANY (w.event_types)
                WHERE (f.seq, f.n) <= (w.cursor_seq, w.cursor_n)
                AND ((f.seq, f.n) > (w.origin_seq, w.origin_n) OR EXISTS (
                    SELECT FROM webhook_replays r WHERE r.endpoint_id = w.id AND r.message_id IS NULL
                    AND (f.seq, f.n) > (r.after_seq, r.after_n) AND (f.seq, f.n) <= (r.cursor_seq, r.cursor_n)))
            ) x FULL JOIN (SELECT * FROM webhook_messages WHERE seq IS NOT NULL) m
                ON (m.endpoint_id, m.seq, m.n) = (x.endpoint, x.seq, x.n)
            WHERE (m.id IS NULL AND (x.seq, x.n) > (x.forgotten_seq, x.forgotten_n)) OR x.endpoint IS NULL
               OR m.id IS NOT NULL AND (m.event_type, m.merchant_id) IS DISTINCT FROM (x.type, x.merchant_id)""",
    ),
    Invariant(
        "webhook.disabled-told",
        Severity.TIDINESS,
        "every event of a disabled endpoint is about one of its merchant, and an endpoint that is disabled has one",
        "webhook_endpoints",
        f"""SELECT coalesce(e.id, told.subject_id) AS endpoint,
                   coalesce(e.merchant_id, told.merchant_id) AS merchant_id, told.ledger_seq, told.n
            FROM webhook_endpoints e FULL JOIN (
                SELECT * FROM merchant_events WHERE kind = '{EventType.WEBHOOK_ENDPOINT_DISABLED}'
            ) told ON told.subject_id = e.id AND told.merchant_id = e.merchant_id
            WHERE e.id IS NULL OR (told.n IS NULL AND e.state = 'disabled' AND e.deleted_at IS NULL)""",
    ),
    Invariant(
        "webhook.delivered",
        Severity.ORDER,
        "a message is delivered if and only if an attempt since its last replay delivered it",
        "webhook_messages",
        """SELECT m.id AS message, m.merchant_id, m.state, m.attempts_before, a.number AS delivered_by
           FROM webhook_messages m LEFT JOIN (
               SELECT message_id, max(number) AS number FROM webhook_attempts
               WHERE outcome = 'DELIVERED' GROUP BY message_id
           ) a ON a.message_id = m.id
           WHERE (m.state = 'delivered') <> coalesce(a.number > m.attempts_before, false)""",
    ),
    Invariant(
        "webhook.attempts",
        Severity.TIDINESS,
        "attempts are numbered 1, 2, 3 … up to their message's count, and are of its merchant",
        "webhook_attempts",
        """SELECT coalesce(m.id, a.message_id) AS message, coalesce(m.merchant_id, a.merchant_id) AS merchant_id,
                  m.attempts, a.rows, a.first, a.last
           FROM webhook_messages m FULL JOIN (
               SELECT message_id, merchant_id, count(*) AS rows, min(number) AS first, max(number) AS last
               FROM webhook_attempts GROUP BY message_id, merchant_id
           ) a ON a.message_id = m.id
           WHERE m.id IS NULL OR m.attempts <> coalesce(a.rows, 0)
              OR (a.rows IS NOT NULL AND (a.first <> 1 OR a.last <> a.rows OR a.merchant_id <> m.merchant_id))""",
    ),
    Invariant(
        "webhook.old-secrets",
        Severity.ORDER,
        "an endpoint's old secret is gone a day after its time",
        "webhook_endpoints",
        """SELECT id AS endpoint, merchant_id, old_secret_until FROM webhook_endpoints
           WHERE old_secret_until < now() - interval '1 day'
              OR (old_secret_until IS NULL) <> (old_secret_sealed IS NULL)""",
    ),
    Invariant(
        "webhook.due",
        Severity.ORDER,
        "what an enabled endpoint is to be sent comes due, and the endpoint with it",
        "webhook_messages WHERE state = 'due'",
        """SELECT e.id AS endpoint, e.merchant_id, e.due_at, d.at AS next_message FROM webhook_endpoints e JOIN (
               SELECT endpoint_id, min(coalesce(next_attempt_at, lease_expires_at, 'infinity')) AS at,
                      max(coalesce(next_attempt_at, lease_expires_at, 'infinity')) AS last
               FROM webhook_messages WHERE state = 'due' GROUP BY endpoint_id
           ) d ON d.endpoint_id = e.id
           WHERE e.state = 'enabled' AND (d.last = 'infinity' OR e.due_at IS NULL
               -- One that could not be claimed is put off by a minute.
               OR e.due_at > greatest(d.at, now() + interval '2 minutes'))""",
    ),
]
