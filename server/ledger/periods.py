"""A merchant's balance by day, week or month of India: opening, closing, least, most, what came in and went out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput
from server.india import IST
from server.money import MAX_PAISE

A_DAY = timedelta(days=1)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
PERIODS = "ledger_periods"  # in sql/periods.sql
MOST_PERIODS = 400  # a year of days, and a month more


class Bucket(Enum):
    """How long a period is: a calendar's day, a week from Monday, a month."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def next_start(self, day: date) -> date:
        """The first day of the period after that day's."""
        match self:
            case Bucket.DAY:
                return day + A_DAY
            case Bucket.WEEK:
                return day + (7 - day.weekday()) * A_DAY
            case Bucket.MONTH:
                return (day.replace(day=28) + 4 * A_DAY).replace(day=1)


@dataclass(frozen=True)
class PeriodBalance:
    """Whole paise. Money moved by payments received or reversed, payouts paid, fees and adjustments; a hold moves none:
    in − out = (close + held close) − (open + held open)."""

    starts_on: date
    ends_on: date
    open_paise: int
    close_paise: int
    min_paise: int
    max_paise: int
    in_paise: int
    out_paise: int
    held_open_paise: int
    held_close_paise: int


def balance_by_period(merchant_id: UUID, first: date, last: date, bucket: Bucket) -> list[PeriodBalance]:
    """Oldest first, from the first day to the last one, which cut the first and the last period. A period without
    entries keeps the balance before it, a day to come too. An unknown merchant has zero. Raises InvalidInput.

    One statement, which reads these days' entries and no others, and of more than 5,000 mostly their checkpoints.
    """
    _check(first, last)
    starts = list(_starts(first, last, bucket))
    following = [*starts[1:], last + A_DAY]
    states = _states(merchant_id, [_midnight(day) for day in (starts[0], *following)])
    before = states.get(0, NOTHING)
    periods = []
    for number, (start, end) in enumerate(zip(starts, following, strict=True), 1):
        state = states.get(number) or State(before.available, before.held, before.available, before.available, 0, 0)
        if max(state.came_in, state.went_out) > MAX_PAISE:
            way = "choose a shorter bucket" if bucket is not Bucket.DAY else f"leave out {start}"
            raise InvalidInput(f"More than 2^53 − 1 paise moved in a period: {way}.", "bucket")
        periods.append(
            PeriodBalance(
                starts_on=start,
                ends_on=end - A_DAY,
                open_paise=before.available,
                close_paise=state.available,
                min_paise=state.lowest,
                max_paise=state.highest,
                in_paise=state.came_in,
                out_paise=state.went_out,
                held_open_paise=before.held,
                held_close_paise=state.held,
            )
        )
        before = state
    return periods


def today() -> date:
    """In India."""
    return datetime.now(IST).date()


def _check(first: date, last: date) -> None:
    for field, day in (("from", first), ("to", last)):
        if not EARLIEST <= day <= LATEST:
            raise InvalidInput(f"{field} must be a day from {EARLIEST} to {LATEST}.", field)
    if first > last:
        raise InvalidInput("from must not be after to.", "from")


def _starts(first: date, last: date, bucket: Bucket) -> Iterator[date]:
    day, number = first, 0
    while day <= last:
        number += 1
        if number > MOST_PERIODS:
            raise InvalidInput(
                f"from and to must be at most {MOST_PERIODS} periods apart: choose a longer bucket or fewer days.", "to"
            )
        yield day
        day = bucket.next_start(day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), IST)


class State(NamedTuple):
    """A row of `PERIODS`."""

    available: int
    held: int
    lowest: int
    highest: int
    came_in: int
    went_out: int


NOTHING = State(0, 0, 0, 0, 0, 0)


def _states(merchant_id: UUID, bounds: list[datetime]) -> dict[int, State]:
    """By the number of the period."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {PERIODS}(%s, %s)", [merchant_id, bounds])
        return {number: State(*state) for number, *state in cursor}
