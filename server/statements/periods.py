"""A statement's days: days of India, from the first one until before the last one, and the entries that are theirs.

An entry's time never runs backwards (ledger/sql/entries.sql), so days are a range of numbers. A settled payout's
release is of its completion's day, as in `ledger.periods`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput
from server.ids import new_id
from server.ledger.periods import EARLIEST, today

A_DAY = timedelta(days=1)
MOST_DAYS = 366
TO_COME = "from must not be in the future."


@dataclass(frozen=True)
class StatementPeriod:
    """[starts_on, ends_before), and the entries after `after_seq` up to `upto_seq`. Open: its last day is not over, and
    `upto_seq` is the ledger's newest entry."""

    starts_on: date
    ends_before: date
    after_seq: int
    upto_seq: int
    is_closed: bool

    @property
    def last_day(self) -> date:
        return self.ends_before - A_DAY


def check_days(starts_on: date, ends_before: date) -> None:
    """Raises InvalidInput."""
    if ends_before <= starts_on:
        raise InvalidInput("to must be after from: it is the day after the last one.", "to")
    if ends_before - starts_on > MOST_DAYS * A_DAY:
        raise InvalidInput(f"A statement has at most {MOST_DAYS} days.", "to")
    if starts_on < EARLIEST:
        raise InvalidInput(f"from must not be before {EARLIEST}.", "from")
    if starts_on > today():
        raise InvalidInput(TO_COME, "from")


def period_of(merchant_id: UUID, starts_on: date, ends_before: date) -> StatementPeriod:
    """Of an existing merchant. Raises InvalidInput."""
    check_days(starts_on, ends_before)
    with connection.cursor() as cursor:
        # One after the other: the later day is kept between the days that are kept by then.
        cursor.execute("SELECT statement_day_start(%s, %s, %s)", [merchant_id, starts_on, new_id()])
        after = cursor.fetchone()[0]
        if after is None:  # the database's clock is behind ours
            raise InvalidInput(TO_COME, "from")
        cursor.execute(
            "SELECT statement_day_start(%(of)s, %(day)s, %(id)s),"
            " (SELECT coalesce(max(seq), 0) FROM ledger_entries WHERE merchant_id = %(of)s)",
            {"of": merchant_id, "day": ends_before, "id": new_id()},
        )
        upto, newest = cursor.fetchone()
    return StatementPeriod(starts_on, ends_before, after, newest if upto is None else upto, upto is not None)
