"""Days as banks of India write them: 2026-04-01, or the day first."""

import re
from datetime import date

from .read import unreadable

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
