"""Working days and hours in India."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from server.india import IST
from server.ledger.periods import A_DAY

SUNDAY = 6
NATIONAL_HOLIDAYS = {(1, 26), (8, 15), (10, 2)}
OPENS = time(10)
OPEN_FOR = timedelta(hours=8)


def is_working_day(day: date) -> bool:
    return day.weekday() != SUNDAY and (day.month, day.day) not in NATIONAL_HOLIDAYS


def working_days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if is_working_day(day):
            yield day
        day += A_DAY


def is_last_of_its_month(day: date) -> bool:
    """Whether no working day of the month follows."""
    following = day + A_DAY
    while not is_working_day(following):
        following += A_DAY
    return following.month != day.month


def opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, IST)


def some_time(day: date, dice: Random) -> datetime:
    return opening(day) + OPEN_FOR * dice.random()


def day_in_india(moment: datetime) -> date:
    return moment.astimezone(IST).date()
