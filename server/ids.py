"""Identifiers: time-ordered UUIDs (RFC 9562, version 7), so that an index grows at its end."""

from uuid_utils.compat import uuid7 as new_id

__all__ = ["new_id"]
