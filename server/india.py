"""India's time, in which whoever reads our files and pages counts days."""

from datetime import datetime, timedelta, timezone

# Asia/Kolkata, which has had this offset and no summer time since 1945. Needs no time zone data on the machine.
IST = timezone(timedelta(hours=5, minutes=30), "IST")


def day_in_india(at: datetime) -> str:
    """`2026-11-12`; at either end of what a datetime holds, where India's day would be outside, its own day."""
    try:
        return at.astimezone(IST).date().isoformat()
    except OverflowError:
        return at.date().isoformat()


def last_day_before(end: datetime) -> str:
    """The day of the last moment before it."""
    try:
        return day_in_india(end - datetime.resolution)
    except OverflowError:
        return day_in_india(end)


def start_of_financial_year(at: datetime) -> datetime:
    """The 1 April before it, at midnight."""
    day = at.astimezone(IST).date()
    return datetime(day.year if day.month >= 4 else day.year - 1, 4, 1, tzinfo=IST)
