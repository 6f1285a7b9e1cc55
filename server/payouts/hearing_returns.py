"""Hears of returns from the bank and records them, a bounded number at a time.

The bank's book of returns is read from where it was read to, by one process at a time, and each return is recorded by
a verb for which the same return again is a replay. So a process may die anywhere: the next one reads the page again.

A return can be heard of before the payment: the bank's answer to the submission was lost. It waits in the bank's book.
The payout is due at once, and once the book was read to its end it is read again from the first that waits. Nothing
else waits for it. A return that can never be recorded is passed by, and told as an error; `verify_ledger` tells of it
until a person has dealt with it (`bank.returns-recorded`).
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models.functions import Least, Now

from server.bank.gateway import TimedOut
from server.bank.returns import BEGINNING, Return, returns_after
from server.failpoints import around

from .models import Payout
from .return_facts import PayoutReturn
from .returning import DONE, ReturnOutcome, ToldReturn, record_return

PAGES = 5  # in one go
OURS = "payout-"  # Payout.bank_reference

CLAIM = """
INSERT INTO return_readings (bank, after, due_at) VALUES (%(bank)s, %(beginning)s, now() + %(every)s)
ON CONFLICT (bank) DO UPDATE SET due_at = excluded.due_at WHERE return_readings.due_at <= now()
    -- Later than it can be: written before the clock was set back.
    OR return_readings.due_at > excluded.due_at
RETURNING after, again_from"""
MOVE = """
UPDATE return_readings SET after = %s, again_from = %s
WHERE bank = %s AND after = %s AND again_from IS NOT DISTINCT FROM %s"""
WAITING = {ReturnOutcome.OPEN, ReturnOutcome.NO_ROOM}

logger = logging.getLogger(__name__)


class Place(NamedTuple):
    after: str
    again_from: str | None


def hear_returns(bank: object) -> int:
    """Record what the bank tells, if it is time to ask; returns how many returns were recorded. Safe to run
    concurrently anywhere."""
    recorded = 0
    place = _claim()
    if place is None:
        return 0
    for _ in range(PAGES):
        with around("returns"):
            page = returns_after(bank, place.after)
        if isinstance(page, TimedOut):
            break
        outcomes = [_without_stopping(told) for told in _news(page.returns)]
        recorded += outcomes.count(ReturnOutcome.RECORDED)
        again = place.again_from
        if again is None and WAITING & set(outcomes):
            again = place.after
        following = Place(page.next, again)
        if not page.more and again is not None:
            following = Place(again, None)
        if following != place and not _move(place, following):
            break  # another process is at it
        if not page.more:
            break
        place = following
    return recorded


def _claim() -> Place | None:
    every = timedelta(seconds=settings.PAYOUT_RETURNS_EVERY_SECONDS)
    values: dict[str, Any] = {"bank": settings.PAYOUT_BANK, "beginning": BEGINNING, "every": every}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, values)
        row = cursor.fetchone()
        return row and Place(*row)


def _move(place: Place, following: Place) -> bool:
    with around("mark"), connection.cursor() as cursor:
        cursor.execute(MOVE, [*following, settings.PAYOUT_BANK, *place])
        return bool(cursor.rowcount)


def _news(told: Sequence[Return]) -> list[Return]:
    """Without those that are recorded as they are told: a page may be read many times while one of it waits."""
    facts = PayoutReturn.objects.filter(return_reference__in=[each.return_reference for each in told])
    known = set(facts.values_list("payout_id", "return_reference", "amount_paise"))
    return [each for each in told if (_payout_id(each), each.return_reference, each.amount_paise) not in known]


def _without_stopping(told: Return) -> ReturnOutcome:
    """One that fails does not keep the others from theirs. It is read again."""
    try:
        return _record(told)
    except Exception:
        logger.exception("the return of %s was not recorded, it is tried again", told.reference)
        return ReturnOutcome.OPEN


def _record(told: Return) -> ReturnOutcome:
    payout_id = _payout_id(told)
    payout = Payout.objects.filter(pk=payout_id).only("id", "merchant_id").first() if payout_id else None
    outcome = ReturnOutcome.UNKNOWN
    if payout:
        outcome = record_return(
            payout, ToldReturn(told.amount_paise, told.return_reference, told.reason, told.value_on, told.code)
        )
    if payout and outcome is ReturnOutcome.OPEN:
        # The bank knows more than we do: ask it now.
        Payout.objects.filter(pk=payout.id, lease__isnull=True, next_attempt_at__gt=Now()).update(
            next_attempt_at=Least("next_attempt_at", Now())
        )
    elif outcome not in DONE | WAITING:
        logger.error("the bank returned %s, which cannot be recorded: %s", told.reference, outcome)
    return outcome


def _payout_id(told: Return) -> UUID | None:
    if not told.reference.startswith(OURS):
        return None
    try:
        return UUID(told.reference.removeprefix(OURS))
    except ValueError:
        return None
