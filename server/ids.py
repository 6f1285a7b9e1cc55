"""Identifiers: time-ordered UUIDs (RFC 9562, version 7), so that an index grows at its end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils import uuid7
from uuid_utils.compat import uuid7 as new_id

__all__ = ["first_id_since", "new_id", "new_id_text"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_id_text() -> str:
    """One for SQL alone, without Python's UUID, which costs more than the id."""
    return str(uuid7())


def first_id_since(at: datetime, shift: timedelta = timedelta(0)) -> UUID:
    """No id that was made at that time or later is smaller: the first 48 bits are the milliseconds since 1970. With
    `shift`, of as much later, whatever years a datetime ends with."""
    milliseconds = (at - EPOCH + shift) // timedelta(milliseconds=1)
    return UUID(int=min(max(milliseconds, 0), 2**48 - 1) << 80)
