"""A position in a merchant's feed: `1044.0` is ledger entry 1044, `1044.2` the second side event after it."""

import re
from typing import NamedTuple

from server.errors import InvalidInput

FORM = re.compile(r"(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,8})")


class Position(NamedTuple):
    """Compared as two integers. `side` is 0 for the entry itself, else the number of a side event that was written
    while the ledger stood at `sequence`."""

    sequence: int
    side: int

    def __str__(self) -> str:
        return f"{self.sequence}.{self.side}"


BEGINNING = Position(0, 0)  # before the first event


def read_position(text: object, field: str = "after") -> Position:
    """Raises InvalidInput."""
    form = FORM.fullmatch(text) if isinstance(text, str) else None
    if form is None:
        raise InvalidInput(f"{field} must be a position such as 1044.0, as events have it.", field)
    return Position(int(form[1]), int(form[2]))
