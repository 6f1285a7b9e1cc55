"""Writes what was noted about finished requests: in batches, from a thread of its own, after the callers have their
answers. Best effort: what does not fit, or cannot be written, is dropped and counted in the log.

Nothing is kept for ever: a merchant's newest MOST entries, of the last DAYS.
"""

import logging
import threading
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from server.database import row_security
from server.ids import first_id_since

from .models import LoggedRequest

DAYS, MOST = 7, 5000  # what is kept: of all, and of each merchant
WAITING = 2000  # entries of one process that are not written yet
PAUSE_SECONDS = 1.0  # between two batches
IDLE_SECONDS = 10.0  # after which the thread gives its connection back
PRUNE_SECONDS = 60.0

PRUNE_OLD = "DELETE FROM request_log WHERE id < %s"
PRUNE_MERCHANT = """
DELETE FROM request_log WHERE {of} AND id <= (
    SELECT id FROM request_log WHERE {of} ORDER BY id DESC OFFSET {most} LIMIT 1
)"""

logger = logging.getLogger(__name__)


class Writer:
    """One process's. `note` costs the caller's thread an append; it waits for nothing."""

    def __init__(self) -> None:
        self._waiting: deque[LoggedRequest] = deque()
        self._dropped = 0
        self._has_work = threading.Event()
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()
        self._next_prune = 0.0
        self._written_for: set[UUID | None] = set()

    @property
    def is_on(self) -> bool:
        return self._thread is not None

    def start(self) -> None:
        self._ending.clear()
        self._thread = threading.Thread(target=self._run, name="request log", daemon=True)
        self._thread.start()

    def note(self, entry: LoggedRequest) -> None:
        if self._thread is None:
            return
        if len(self._waiting) >= WAITING:
            self._dropped += 1
            return
        self._waiting.append(entry)
        self._has_work.set()

    def stop(self) -> None:
        """Writes what waits, and ends the thread."""
        if thread := self._thread:
            self._ending.set()
            self._has_work.set()
            thread.join(timeout=5)
            self._thread = None

    def _run(self) -> None:
        row_security.bind(None)
        try:
            while not self._ending.is_set():
                if not self._has_work.wait(timeout=IDLE_SECONDS):
                    connection.close()
                    continue
                self._write_what_waits()
                self._ending.wait(PAUSE_SECONDS)
            self._write_what_waits()
        finally:
            connection.close()

    def _write_what_waits(self) -> None:
        self._has_work.clear()
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        dropped, self._dropped = self._dropped, 0
        try:
            if batch:
                connection.close_if_unusable_or_obsolete()
                LoggedRequest.objects.bulk_create(batch, ignore_conflicts=True)
                self._written_for |= {entry.merchant_id for entry in batch}
                self._prune()
        except (DatabaseError, InterfaceError) as error:
            connection.close()
            dropped += len(batch)
            logger.warning("the request log was not written: %s", error)
        if dropped:
            logger.warning("%d entries of the request log were dropped", dropped)

    def _prune(self) -> None:
        if monotonic() < self._next_prune:
            return
        self._next_prune = monotonic() + PRUNE_SECONDS
        merchants, self._written_for = self._written_for, set()
        prune(merchants)


def prune(merchants: Collection[UUID | None]) -> None:
    """Deletes what is too old, and what these merchants have too much of."""
    with connection.cursor() as cursor:
        cursor.execute(PRUNE_OLD, [first_id_since(oldest_kept())])
        for merchant in merchants:
            of = "merchant_id IS NULL" if merchant is None else "merchant_id = %s"
            cursor.execute(PRUNE_MERCHANT.format(of=of, most=MOST), [] if merchant is None else [merchant] * 2)


def oldest_kept() -> datetime:
    return timezone.now() - timedelta(days=DAYS)


writer = Writer()
