"""Days as banks of India write them: 2026-04-01, or the day first."""

import re
from datetime import date, datetime

from server.india import IST

from .read import unreadable

WITH_OFFSET = re.compile(r"[0-9-]{10}T[0-9:.]{5,20}(?:Z|[+-][0-9]{2}:[0-9]{2})")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2}|[A-Za-z]{3})[-/. ]([0-9]{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_in(text: str, place: str) -> date:
    """Never the month first, and no year of two digits, which could be a day. Raises InvalidInput."""
    bare = text.strip()
    try:
        if found := ISO.fullmatch(bare):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DAY_FIRST.fullmatch(bare):
            name = found[2].casefold()
            month = int(name) if name.isdecimal() else MONTHS.index(name) + 1
            return date(int(found[3]), month, int(found[1]))
    except ValueError:
        pass
    raise unreadable(f"This is no day, such as 2026-04-01 or 01/04/2026: {text[:40]!r}.", place)


def day_of_moment(text: str, place: str) -> date:
    """Of ISO's date and time: India's day, if it says of which zone it is. Half past six in the evening of UTC is the
    next day's beginning. Raises InvalidInput."""
    bare = text.strip()
    if not WITH_OFFSET.fullmatch(bare):
        return day_in(bare[:10], place)
    try:
        return datetime.fromisoformat(bare).astimezone(IST).date()
    except (ValueError, OverflowError):
        raise unreadable(f"This is no time, such as 2026-04-01T09:30:00+05:30: {text[:40]!r}.", place) from None
