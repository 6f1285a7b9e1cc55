"""huey's tasks that check the rules. A check takes minutes, so it has threads of its own: huey's must stay free to wake
the workers."""

import logging
import threading
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.india import IST
from server.ledger import heads
from server.payouts.tasks import pool

from . import runs
from .models import IntegrityRun
from .schedule import is_due

logger = logging.getLogger(__name__)
DAILY = Actor(ActorKind.SYSTEM, name="the engine, every day")
REPEATED = Actor(ActorKind.SYSTEM, name="the engine, from time to time")


@db_task()  # type: ignore[untyped-decorator]
def check_integrity() -> None:
    """Begins the check that is asked for."""
    pool.wake()  # as payouts/tasks.py says of its own
    begin_what_is_asked_for()


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def begin_lost_and_due_checks() -> None:
    """A message may be lost."""
    pool.wake()
    ask_if_due()
    begin_what_is_asked_for()


def ask_if_due() -> bool:
    if not is_due(runs.newest_ended(), timezone.now()):
        return False
    with in_context(AuditContext(REPEATED)):
        _, is_new = runs.ask()
    return is_new


def is_time_to_check(now: datetime) -> bool:
    """Once a day, in the minute of `PAYOUT_INTEGRITY_CHECK_AT`. `now` is huey's, in UTC."""
    at = settings.PAYOUT_INTEGRITY_CHECK_AT
    here = now.replace(tzinfo=UTC).astimezone(IST)
    return at is not None and (here.hour, here.minute) == (at.hour, at.minute)


@db_periodic_task(is_time_to_check)  # type: ignore[untyped-decorator]
def check_integrity_daily() -> None:
    pool.wake()
    with in_context(AuditContext(DAILY)):
        runs.ask()
    begin_what_is_asked_for()


@db_periodic_task(crontab(hour="18", minute="35"))  # type: ignore[untyped-decorator]
def keep_heads_at_midnight() -> int:
    """At 00:05 in India, so that every day's end is anchored where nobody asked for a head."""
    pool.wake()
    return heads.keep_todays_heads()


def begin_what_is_asked_for() -> bool:
    run = runs.unfinished()
    if run is None or run.started_at:
        return False
    threading.Thread(target=_carry_out, args=(run,), name="integrity", daemon=True).start()
    return True


def notify() -> None:
    """Call it after `ask`. A message that is lost is made up for within a minute."""
    try:
        check_integrity()
    except Exception as error:  # any exception that a broker may raise
        logger.warning("the queue did not take the check, a worker finds it within a minute: %s", error)


def _carry_out(run: IntegrityRun) -> None:
    try:
        runs.carry_out(run.pk)
    except Exception:
        logger.exception("the integrity check broke off")
    finally:
        connection.close()
