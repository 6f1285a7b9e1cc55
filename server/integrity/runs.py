"""Checks of every rule, kept: asked for by an operator, by a command or by the night, and carried out by one process.

A check reads every row, so no request waits for it. A worker's check is bounded: what is left to do after its time
stays unchecked, and says so. `verify_ledger` has no bound.
"""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from queue import SimpleQueue
from time import monotonic
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from server.audit_log.context import current_context
from server.audit_log.recording import record

from .audit import Finding, every_finding, rules
from .models import IntegrityRun

WORKERS_SECONDS = 300.0
GIVEN_UP_AFTER = timedelta(minutes=10)
LOCK = 7_305_127_941  # of this table alone, so that two operators at once ask for one check

logger = logging.getLogger(__name__)


def unfinished() -> IntegrityRun | None:
    return IntegrityRun.objects.filter(Q(ended_at=None) & Q(given_up_at__gt=Now())).order_by("-id").first()


def newest_ended() -> IntegrityRun | None:
    return IntegrityRun.objects.exclude(ended_at=None).order_by("-id").first()


def is_lost(run: IntegrityRun) -> bool:
    return run.ended_at is None and run.given_up_at < timezone.now()


def ask() -> tuple[IntegrityRun, bool]:
    """The check that is asked for or runs already, else a new one, for a worker to carry out; and whether it is new."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if run := unfinished():
            return run, False
        run = _insert()
        record("integrity.check_asked", merchant_id=None, subject_id=run.id)
        return run, True


def carry_out(run_id: UUID, seconds: float = WORKERS_SECONDS) -> bool:
    """In a worker. False if another has begun it: a message may come twice."""
    if not IntegrityRun.objects.filter(pk=run_id, started_at=None).update(started_at=Now()):
        return False
    found: SimpleQueue[Finding | None] = SimpleQueue()
    # The check's transaction is read-only and lasts, so its findings are written by another connection: this thread's.
    thread = threading.Thread(target=_check, args=(found, seconds), name="integrity check", daemon=True)
    thread.start()
    for _ in _recorded(run_id, iter(found.get, None)):
        continue
    thread.join()
    return True


def recorded(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings of a command, which are also kept once they are complete."""
    begun, kept = monotonic(), []
    for finding in findings:
        kept.append(_kept(finding))
        yield finding
    took = timedelta(seconds=monotonic() - begun)
    try:
        IntegrityRun.objects.create(
            asked_by=_asker(),
            started_at=Now() - took,
            ended_at=Now(),
            given_up_at=Now(),
            rules=len(kept),
            findings=kept,
        )
    except DatabaseError as error:  # a standby, or a backup of an older release
        logger.warning("the check is not kept: %s", str(error).splitlines()[0])


def _asker() -> str:
    actor = current_context().actor
    return actor.name or str(actor.kind)


def _insert() -> IntegrityRun:
    run = IntegrityRun.objects.create(asked_by=_asker(), given_up_at=Now() + GIVEN_UP_AFTER, rules=len(rules()))
    run.refresh_from_db()
    return run


def _recorded(run_id: UUID, findings: Iterator[Finding]) -> Iterator[Finding]:
    kept = []
    for finding in findings:
        kept.append(_kept(finding))
        IntegrityRun.objects.filter(pk=run_id).update(findings=kept)
        yield finding
    if len(kept) == len(rules()):  # else the check broke off
        IntegrityRun.objects.filter(pk=run_id).update(ended_at=Now())


def _check(found: SimpleQueue[Finding | None], seconds: float) -> None:
    try:
        connection.ensure_connection()
        connection.connection.silence_seconds = None  # a statement has its own limit
        for finding in every_finding(seconds):
            found.put(finding)
    except Exception:
        logger.exception("the integrity check broke off")
    finally:
        connection.close()
        found.put(None)


def _kept(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "rows": finding.rows,
        "faults": finding.faults,
        "seconds": round(finding.seconds, 3),
        "is_checked": finding.is_checked,
    }
