"""Whether this process may serve this database: may run on its schema, and can decrypt its account numbers.

Every server looks once before it starts (server/ops/bootstrap/start_check.py). `/healthz` goes on looking, since the
database can change under a running process: a later release's `migrate`, a restored backup, a failover.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import monotonic

from server.database import release, row_security
from server.merchants import stored_numbers

LOOK_SECONDS = 15.0  # between two looks of a process; each is four short statements


class Unready(StrEnum):
    """The reasons that `/healthz` names. They say nothing of names, numbers or addresses."""

    DATABASE_UNAVAILABLE = "database_unavailable"
    DATABASE_READ_ONLY = "database_read_only"
    DATABASE_OLDER = "database_older"  # this release's `migrate` has yet to run
    DATABASE_NEWER = "database_newer"  # a later release's has, and does not admit this one
    ENCRYPTION_KEYS = "encryption_keys"  # they decrypt none of the stored account numbers


class _LastLook:
    """One process's. Two threads that look at once do no harm."""

    found: Unready | None = None
    at: float | None = None


_last = _LastLook()
_looking = threading.Lock()


def look() -> Unready | None:
    """The reason against serving, or None. Raises DatabaseError."""
    state = release.schema_state()
    if state is None or state.is_older:
        return Unready.DATABASE_OLDER
    if state.is_refused:
        return Unready.DATABASE_NEWER
    with every_merchants_rows():
        return None if stored_numbers.look_at_ends() else Unready.ENCRYPTION_KEYS


def recent_look() -> Unready | None:
    """The result of a look that is at most LOOK_SECONDS old. One thread looks, the others use what it found before.
    Raises DatabaseError."""
    is_old = _last.at is None or monotonic() - _last.at > LOOK_SECONDS
    if is_old and _looking.acquire(blocking=_last.at is None):
        try:
            _last.found = look()
            _last.at = monotonic()
        finally:
            _looking.release()
    return _last.found


def forget() -> None:
    """Look again at the next call."""
    _last.at = None


@contextmanager
def every_merchants_rows() -> Iterator[None]:
    """For a look at rows of no merchant in particular. Ends as a request does, so not for use within one's work."""
    row_security.bind(None)
    try:
        yield
    finally:
        row_security.reset()
