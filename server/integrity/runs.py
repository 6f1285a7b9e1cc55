"""Checks of every rule, kept: asked for by an operator, by a command or by the schedule, and carried out by one
process.

A check reads every row, so no request waits for it. A worker's check is bounded, in all and for each rule: what is left
to do after its time stays unchecked, and says so. `verify_ledger` has no bound.
"""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from queue import SimpleQueue
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from server.audit_log.context import ActorKind, current_context
from server.audit_log.recording import record
from server.database.release import RELEASE

from .audit import Finding, Seen, every_finding
from .limits import Clock
from .models import IntegrityRun
from .recording import keep_what_was_proven, kept
from .rules import rules, rules_sha256

WORKERS_SECONDS = 300.0
SECONDS_OF_A_RULE = 60.0
GIVEN_UP_AFTER = timedelta(minutes=10)
LOCK = 7_305_127_941  # of this table alone, so that two operators at once ask for one check
CHECKING = 7_305_127_942  # held by the session of a worker that checks, so that no two do at once
CODE_VERSION = f"release {RELEASE}"

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
        if current_context().actor.kind is not ActorKind.SYSTEM:  # the schedule's are in `integrity_runs` anyway
            record("integrity.check_asked", merchant_id=None, subject_id=run.id)
        return run, True


def carry_out(run_id: UUID, seconds: float = WORKERS_SECONDS) -> bool:
    """In a worker. False if another has begun it, as a message may come twice, or if another is checking."""
    found: SimpleQueue[Finding | bool | None] = SimpleQueue()
    seen = Seen()
    clock = Clock(seconds, SECONDS_OF_A_RULE)
    # The check's transaction is read-only and lasts, so its findings are written by another connection: this thread's.
    thread = threading.Thread(target=_check, args=(run_id, found, clock, seen), name="integrity check", daemon=True)
    thread.start()
    begun = bool(found.get())
    if begun:
        _record(run_id, iter(found.get, None), seen)  # type: ignore[arg-type]
    thread.join()
    return begun


def recorded() -> Iterator[Finding]:
    """The findings of a command, which are also kept once they are complete."""
    begun, findings, seen = monotonic(), [], Seen()
    for finding in every_finding(seen=seen):
        findings.append(finding)
        yield finding
    took = timedelta(seconds=monotonic() - begun)
    try:
        with transaction.atomic():
            run = IntegrityRun.objects.create(
                **_ours(),
                started_at=Now() - took,
                ended_at=Now(),
                given_up_at=Now(),
                findings=[kept(finding) for finding in findings],
                snapshot=seen.snapshot,
            )
            keep_what_was_proven(run.pk, findings, seen)
    except DatabaseError as error:  # a standby, or a backup of an older release
        logger.warning("the check is not kept: %s", str(error).splitlines()[0])


def _ours() -> dict[str, Any]:
    return {
        "asked_by": _asker(),
        "rules": len(rules()),
        "rules_sha256": rules_sha256(),
        "code_version": CODE_VERSION,
    }


def _asker() -> str:
    actor = current_context().actor
    return actor.name or str(actor.kind)


def _insert() -> IntegrityRun:
    run = IntegrityRun.objects.create(**_ours(), given_up_at=Now() + GIVEN_UP_AFTER)
    run.refresh_from_db()
    return run


def _record(run_id: UUID, found: Iterator[Finding], seen: Seen) -> None:
    findings: list[Finding] = []
    run = IntegrityRun.objects.filter(pk=run_id)
    for finding in found:
        findings.append(finding)
        run.update(findings=[kept(each) for each in findings])
    if len(findings) == len(rules()):  # else the check broke off
        with transaction.atomic():
            keep_what_was_proven(run_id, findings, seen)
            run.update(ended_at=Now(), snapshot=seen.snapshot)


def _check(run_id: UUID, found: SimpleQueue[Finding | bool | None], clock: Clock, seen: Seen) -> None:
    """Puts whether it begins, each finding, and None."""
    try:
        connection.ensure_connection()
        connection.connection.silence_seconds = None  # a statement has its own limit
        if not _begins(run_id):
            found.put(False)
            return
        found.put(True)
        for finding in every_finding(clock, seen):
            found.put(finding)
    except Exception:
        logger.exception("the integrity check broke off")
    finally:
        connection.close()  # which also gives the lock back
        found.put(None)


def _begins(run_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [CHECKING])
        [is_alone] = cursor.fetchone()
    return is_alone and bool(IntegrityRun.objects.filter(pk=run_id, started_at=None).update(started_at=Now()))
