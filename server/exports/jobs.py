"""A job's life: asked for, taken by a worker, written part by part, read, deleted.

A worker takes a job by counting its `run` up. One that stood still for STALE is overtaken by another, and writes
nothing more: each of its steps is bound to its own run.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from server.audit_log.context import current_context
from server.errors import InvalidInput
from server.merchants.models import Merchant

from .models import ExportJob, ExportPart, Kind, State

MOST_ROWS = 1_000_000  # a sheet of Excel has 1,048,576
ROWS = {Kind.PAYOUTS: "payouts", Kind.STATEMENT: "entries"}
MOST_OPEN, MOST_KEPT = 2, 20  # of a merchant
KEPT = timedelta(days=1)
STALE = timedelta(minutes=2)
PART_BYTES = 1 << 20


class Overtaken(Exception):  # noqa: N818 - not a fault
    """Another worker has taken the job, or it was deleted."""


def ask(
    merchant_id: UUID,
    *,
    format: str,  # noqa: A002
    query: str,
    name: str,
    rows: int,
    kind: Kind = Kind.PAYOUTS,
) -> ExportJob:
    """Raises InvalidInput if there is too much to write or too much is kept."""
    if rows > MOST_ROWS:
        raise InvalidInput(f"An export has at most {MOST_ROWS:,} {ROWS[kind]}. Narrow the dates.")
    with transaction.atomic():
        # Two who ask at once are counted one after the other; payouts are not in their way (NO KEY).
        Merchant.objects.select_for_update(no_key=True).get(pk=merchant_id)
        kept = ExportJob.objects.filter(merchant_id=merchant_id, created_at__gt=Now() - KEPT)
        if kept.filter(state__in=(State.WAITING, State.WRITING)).count() >= MOST_OPEN:
            raise InvalidInput(f"{MOST_OPEN} exports are being written. Wait for one of them.")
        if kept.count() >= MOST_KEPT:
            raise InvalidInput(f"{MOST_KEPT} exports were made within a day. Try again later.")
        asked_by = str(current_context().actor)
        return ExportJob.objects.create(
            merchant_id=merchant_id,
            asked_by=asked_by,
            kind=kind,
            format=format,
            query=query,
            name=name,
            rows=rows,
        )


def take() -> ExportJob | None:
    """The oldest job that nobody is writing."""
    with transaction.atomic():
        free = Q(state=State.WAITING) | Q(state=State.WRITING, touched_at__lt=Now() - STALE)
        job = ExportJob.objects.select_for_update(skip_locked=True).filter(free).order_by("created_at").first()
        if job is None:
            return None
        ExportPart.objects.filter(job=job).delete()
        job.state, job.run, job.rows_done, job.parts, job.size = State.WRITING, job.run + 1, 0, 0, 0
        job.touched_at = Now()
        job.save()
        return job


def tell(job: ExportJob, rows_done: int) -> None:
    """Raises Overtaken."""
    _step(job, rows_done=rows_done)


def add_part(job: ExportJob, contents: bytes) -> None:
    """Raises Overtaken."""
    with transaction.atomic():
        _step(job, parts=F("parts") + 1, size=F("size") + len(contents))
        ExportPart.objects.create(job=job, merchant_id=job.merchant_id, number=job.parts, contents=contents)
    job.parts += 1


def add_parts(job: ExportJob, pieces: Iterable[bytes]) -> None:
    """In parts of PART_BYTES. Raises Overtaken."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PART_BYTES:
            add_part(job, bytes(waiting[:PART_BYTES]))
            del waiting[:PART_BYTES]
    if waiting:
        add_part(job, bytes(waiting))


def end(job: ExportJob, state: State) -> None:
    """Raises Overtaken."""
    _step(job, state=state)


def delete_old() -> int:
    """Those that were asked for more than a day ago."""
    old = ExportJob.objects.filter(created_at__lt=Now() - KEPT)
    ExportPart.objects.filter(job__in=old).delete()
    return old.delete()[0]


def _step(job: ExportJob, **changes: Any) -> None:
    own = ExportJob.objects.filter(pk=job.pk, run=job.run, state=State.WRITING)
    if not own.update(touched_at=Now(), **changes):
        raise Overtaken
