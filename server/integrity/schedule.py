"""When the engine checks its rules by itself, and from when on the last check is too old to be believed.

A check reads every row, so it is more expensive the longer the ledgers are. It is therefore repeated every
`PAYOUT_INTEGRITY_CHECK_EVERY` minutes, but never more often than leaves nine tenths of the time without one. Each day
at `PAYOUT_INTEGRITY_CHECK_AT` there is one in any case.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from .models import IntegrityRun
from .rules import rules_sha256

A_DAY = timedelta(days=1)
REST = 10  # times what the last check took

_process_began = timezone.now()


def period_after(run: IntegrityRun | None) -> timedelta:
    """Until the check after this one begins. A day where nothing repeats it."""
    every: timedelta | None = settings.PAYOUT_INTEGRITY_CHECK_EVERY
    if every is None:
        return A_DAY
    took = run.ended_at - run.started_at if run and run.ended_at and run.started_at else timedelta()
    return min(max(every, REST * took), max(every, A_DAY))


def is_stale(run: IntegrityRun | None, now: datetime) -> bool:
    """No news is bad news."""
    return run is None or run.started_at is None or now - run.started_at > 2 * period_after(run)


def is_due(run: IntegrityRun | None, now: datetime) -> bool:
    """After this one, the newest that ended. Rules that are new since this process began are checked at once."""
    if settings.PAYOUT_INTEGRITY_CHECK_EVERY is None:
        return False
    if run is None or run.started_at is None or now - run.started_at >= period_after(run):
        return True
    return run.started_at < _process_began and run.rules_sha256 != rules_sha256()
