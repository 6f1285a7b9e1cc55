"""Identifiers: time-ordered UUIDs (RFC 9562, version 7), so that an index grows at its end."""

from uuid_utils import uuid7
from uuid_utils.compat import uuid7 as new_id

__all__ = ["new_id", "new_id_text"]


def new_id_text() -> str:
    """One for SQL alone, without Python's UUID, which costs more than the id."""
    return str(uuid7())
