"""What a reader makes of a file, whatever its form. `place` is where the entry stands, for a person to find it."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from server.errors import InvalidInput

MOST_LINES = 100_000


def unreadable(message: str, place: str | None = None) -> InvalidInput:
    """The file is refused as a whole. The message begins with what breaks it."""
    return InvalidInput(f"{place}: {message}" if place else message, "file")


class ReadLine(NamedTuple):
    place: str  # "Line 7", "Entry 3"
    booked_on: date
    value_on: date
    amount_paise: int  # signed
    utr: str | None = None
    bank_code: str = ""
    counterparty: str = ""
    narration: str = ""
    balance_after_paise: int | None = None


@dataclass
class ReadStatement:
    account: str | None = None
    currency: str = "INR"
    first_day: date | None = None
    last_day: date | None = None
    opening_paise: int | None = None
    closing_paise: int | None = None
    lines: list[ReadLine] = field(default_factory=list)

    def add(self, line: ReadLine) -> None:
        if len(self.lines) >= MOST_LINES:
            raise unreadable(f"A statement has at most {MOST_LINES:,} lines.", line.place)
        self.lines.append(line)
