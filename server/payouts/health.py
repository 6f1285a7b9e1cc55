"""Signs of the engine's health, for operators: a dead worker and a long queue look alike to a payout, not here.

Each is a statement that reads by index and stops counting, so that asking costs the same however bad it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import TextChoices

from server.observability.worker_heartbeats import SILENT_SECONDS

from .attention import DUE_AT

MOST_COUNTED = 10_000
BANK_MINUTES = 15
BANK_CALLS_READ = 1_000
FEW_CALLS = 10  # of fewer, a share says little
BAD_SHARE = 0.5
LONG_LOCK_WAIT = timedelta(seconds=5)
WORKERS = """
SELECT name, started_at, beat_at, threads, busy, last_claim_at, beat_at > now() - %s * interval '1 second'
FROM worker_heartbeats ORDER BY beat_at DESC LIMIT 100"""
# The expression and the condition are the index's (payouts_due).
DUE = f"""
SELECT least(count(*), {MOST_COUNTED}), min(due_at), now() - min(due_at) FROM (
    (SELECT {DUE_AT} AS due_at FROM payouts
     WHERE (lease_expires_at IS NOT NULL OR next_attempt_at IS NOT NULL) AND {DUE_AT} <= now()
     ORDER BY {DUE_AT} LIMIT {MOST_COUNTED})
    UNION ALL
    -- Scheduled for now, and not in the queue yet (payouts_scheduled).
    (SELECT not_before FROM payouts WHERE status = 'pending' AND next_attempt_at IS NULL AND not_before <= now()
     ORDER BY not_before LIMIT {MOST_COUNTED})
) due"""
# A call's id is made when it ends, by time.
BANK = f"""
SELECT count(*), count(*) FILTER (WHERE answer = 'no_answer'), count(*) FILTER (WHERE answer = 'refused') FROM (
    SELECT answer, ended_at FROM payout_attempts ORDER BY id DESC LIMIT {BANK_CALLS_READ}
) newest WHERE ended_at > now() - interval '{BANK_MINUTES} minutes'"""
LOCKS = """
SELECT count(*), max(now() - waitstart) FROM pg_locks
WHERE NOT granted
  AND (database IS NULL OR database = (SELECT oid FROM pg_database WHERE datname = current_database()))"""


class Sign(TextChoices):
    WORKERS = "workers", "Whether a worker lives."
    QUEUE = "queue", "Payouts that are due, and since when the oldest is."
    BROKER = "broker", "The task queue, which wakes workers. Without it they look every few seconds."
    LOCKS = "locks", "Transactions that wait for each other's locks."
    BANK = "bank", "The bank's replies of the last 15 minutes."


@dataclass(frozen=True)
class Worker:
    name: str
    started_at: datetime
    beat_at: datetime
    threads: int
    busy: int
    last_claim_at: datetime | None
    is_alive: bool


@dataclass(frozen=True)
class SignOfHealth:
    kind: Sign
    is_well: bool
    text: str
    since: datetime | None = None


@dataclass(frozen=True)
class Health:
    signs: list[SignOfHealth]
    workers: list[Worker]
    due: int  # at most MOST_COUNTED
    oldest_due_at: datetime | None

    @property
    def is_well(self) -> bool:
        return all(sign.is_well for sign in self.signs)


def health(*, broker_answers: bool) -> Health:
    with connection.cursor() as cursor:
        cursor.execute(WORKERS, [SILENT_SECONDS])
        workers = [Worker(*row) for row in cursor]
        cursor.execute(DUE)
        due, oldest, age = cursor.fetchone()
        cursor.execute(LOCKS)
        waiting, longest = cursor.fetchone()
        cursor.execute(BANK)
        calls, silent, refused = cursor.fetchone()
    alive = sum(worker.is_alive for worker in workers)
    signs = [
        _workers(alive, workers),
        _queue(due, oldest, age, alive),
        SignOfHealth(
            Sign.BROKER,
            broker_answers,
            "Answering." if broker_answers else "Can’t be reached. Workers still look every few seconds.",
        ),
        SignOfHealth(
            Sign.LOCKS,
            longest is None or longest < LONG_LOCK_WAIT,
            f"{waiting} waiting, the longest for {longest.total_seconds():.0f} s." if waiting else "None waiting.",
        ),
        _bank(calls, silent, refused),
    ]
    return Health(signs, workers, due, oldest)


def _workers(alive: int, workers: list[Worker]) -> SignOfHealth:
    if alive:
        busy = sum(worker.busy for worker in workers if worker.is_alive)
        threads = sum(worker.threads for worker in workers if worker.is_alive)
        return SignOfHealth(Sign.WORKERS, True, f"{_several(alive)}, {busy} of {threads} threads busy.")
    newest = workers[0].beat_at if workers else None
    return SignOfHealth(Sign.WORKERS, False, "No worker is running. Nothing is sent to the bank.", newest)


def _queue(due: int, oldest: datetime | None, age: timedelta | None, alive: int) -> SignOfHealth:
    if not due or age is None:
        return SignOfHealth(Sign.QUEUE, True, "Nothing due.")
    is_late = age > timedelta(seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS)
    count = f"{due:,}{' or more' if due == MOST_COUNTED else ''} due"
    why = ""
    if is_late:
        why = " The workers run, and can’t keep up." if alive else " No worker is running."
    return SignOfHealth(Sign.QUEUE, not is_late, f"{count}, the oldest for {_age(age)}.{why}", oldest)


def _bank(calls: int, silent: int, refused: int) -> SignOfHealth:
    if not calls:
        return SignOfHealth(Sign.BANK, True, f"Not called in the last {BANK_MINUTES} minutes.")
    is_well = calls < FEW_CALLS or silent / calls < BAD_SHARE
    text = f"Last {calls:,} calls: {silent:,} without an answer, {refused:,} declined for now."
    return SignOfHealth(Sign.BANK, is_well, text)


def _several(count: int) -> str:
    return "1 worker running" if count == 1 else f"{count} workers running"


def _age(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
