"""What the APIs read of endpoints and messages beside their rows."""

from enum import StrEnum

from django.db.models import F, Func, IntegerField

from server.events.kinds import EventType

from .endpoints import MOST_COUNTED
from .models import TEST

# Of messages: an event's, or TEST.
MessageType = StrEnum("MessageType", [*((kind.name, kind.value) for kind in EventType), (TEST, TEST)])  # type: ignore[misc]
ATTEMPTS_SHOWN = 20  # of a message, the newest ones: a replay adds as many as the first time

BACKLOG = f"""(SELECT count(*) FROM (
    SELECT FROM webhook_messages m WHERE m.endpoint_id = %(expressions)s AND m.state = 'due' LIMIT {MOST_COUNTED}
) counted)"""


def backlog_column() -> Func:
    """SQL that counts each endpoint's messages that wait, within the statement that lists the endpoints."""
    return Func(F("id"), template=BACKLOG, output_field=IntegerField())
