"""Tells a dead worker from a long queue: each worker process writes that it lives, by the database's clock."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from .models import WorkerHeartbeat

BEAT_SECONDS = 5.0
SILENT_SECONDS = 20.0  # after so long it counts as dead: a few beats may be late
KEPT_DAYS = 1  # of a worker that did not end in order
BEAT = """
INSERT INTO worker_heartbeats AS w (name, started_at, beat_at, threads, busy, last_claim_at)
VALUES (%(name)s, now(), now(), %(threads)s, %(busy)s, %(last_claim_at)s)
ON CONFLICT (name) DO UPDATE SET beat_at = now(), threads = excluded.threads, busy = excluded.busy,
    last_claim_at = excluded.last_claim_at,
    started_at = CASE WHEN %(is_first)s THEN now() ELSE w.started_at END"""


@dataclass(frozen=True)
class Beat:
    threads: int
    busy: int
    last_claim_at: datetime | None
    is_first: bool = False


def name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[-120:]


def beat(state: Beat) -> None:
    """One upsert of one row. The first one also removes the rows of workers that died long ago."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, {"name": name(), **vars(state)})
        if state.is_first:
            cursor.execute("DELETE FROM worker_heartbeats WHERE beat_at < now() - %s * interval '1 day'", [KEPT_DAYS])


def end() -> None:
    """This process ends in order."""
    WorkerHeartbeat.objects.filter(pk=name()).delete()
