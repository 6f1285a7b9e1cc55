"""Invariants of the audit log. Its triggers keep it as it was written; what was loaded past them is seen here."""

from server.database.invariant import Invariant, Severity

# An id is made by the host that writes the event and the time by the database, and either clock may be wrong by a day.
APART = "2 days"
# The first 48 bits of an id of version 7 are the milliseconds since 1970 at which it was made (server/ids.py). An event
# that was loaded with an id of another version says nothing of its time.
_MADE_AT = """to_timestamp(('x0000' || left(e.id::text, 8) || substr(e.id::text, 10, 4))::bit(64)::bigint / 1000.0)"""

INVARIANTS = [
    Invariant(
        "audit.times",
        Severity.ORDER,
        f"every event of the audit log has the time at which its id was made, if that tells one, within {APART}",
        "trail_events",
        f"""SELECT e.id AS event, e.merchant_id, e.at, ({_MADE_AT})::text AS id_made_at FROM trail_events e
            WHERE substr(e.id::text, 15, 1) = '7'
              AND e.at NOT BETWEEN {_MADE_AT} - interval '{APART}' AND {_MADE_AT} + interval '{APART}'""",
    ),
]
