"""SWIFT MT940. The library takes the fields apart; signs, sums, days and what belongs where are ours: it gives a
reversal of a credit the wrong sign, and no statement at all for a file that is none.

The mark says the direction: C and RD came in, D and RC went out. The first line of a file that has no field is its
envelope; what stands behind the closing balance belongs to the statement and not to its last line.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from server.reconciliation.references import normal_utr, utr_in

from .amounts import paise_of_swift
from .read import ReadLine, ReadStatement, unreadable

FIELD = re.compile(r":([0-9]{2}[A-Z]?):(.*)")
BANKS_REFERENCE = re.compile(r"[A-Z0-9]{10,22}")
SIGNS = {"C": 1, "RD": 1, "D": -1, "RC": -1}
MOST_OF_A_FIELD = 2_000
FULL_LINE = 65  # a line of :86: that goes on in the next one, in the middle of a word
ENDS = ("-", "-}")


class Field(NamedTuple):
    line: int
    tag: str
    lines: list[str]

    @property
    def place(self) -> str:
        return f"Line {self.line}"

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """As one line: a full line is broken within a word, any other at its end."""
        parts = [part + ("" if len(part) >= FULL_LINE else " ") for part in self.lines]
        return " ".join("".join(parts).split())


def read(content: bytes) -> ReadStatement:
    """Raises InvalidInput."""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise unreadable("The file has letters that MT940 does not have.") from None
    statement = ReadStatement()
    opened_on: date | None = None
    fields = list(_fields(text))
    if not any(field.tag in {"61", "60F"} for field in fields):
        raise unreadable("This is no MT940: it has neither balances nor lines.")
    for place, field in enumerate(fields):
        match field.tag:
            case "20" if place and any(each.tag == "20" for each in fields[:place]):
                raise unreadable("The file has more than one statement.", field.place)
            case "25":
                statement.account = field.text.rpartition("/")[2].strip()
            case "60M" | "62M":
                raise unreadable("This is one page of several: send the whole statement.", field.place)
            case "60F":
                statement.opening_paise, opened_on = _balance(field)
            case "62F":
                statement.closing_paise, statement.last_day = _balance(field)
            case "61":
                details = fields[place + 1] if place + 1 < len(fields) and fields[place + 1].tag == "86" else None
                statement.add(_line(field, details))
    statement.first_day = _first_day(statement, opened_on)
    return statement


def _first_day(statement: ReadStatement, opened_on: date | None) -> date | None:
    """Banks date the opening balance with the day before the first one, or with the first one."""
    days = [line.booked_on for line in statement.lines]
    if statement.last_day:
        days.append(statement.last_day)
    if opened_on:
        days.append(opened_on + timedelta(days=1))
    return min(days, default=None)


def _fields(text: str) -> Iterator[Field]:
    current: Field | None = None
    size = 0  # of the current field, its line ends too: a field may go on and on in empty lines
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip("\r")
        found = FIELD.match(line)
        if found:
            if current:
                yield current
            current, size = Field(number, found[1], [found[2]]), len(found[2])
        elif line in ENDS:
            if current:
                yield current
            current = None
        elif current:
            current.lines.append(line)
            size += 1 + len(line)
            if size > MOST_OF_A_FIELD:
                raise unreadable("A field is too long.", current.place)
        elif line.strip() and not line.startswith("{"):
            raise unreadable("This belongs to no field of MT940.", f"Line {number}")
    if current:
        yield current


def _tokens(field: Field) -> dict[str, Any]:
    """By the pattern alone: the library's own way to parse would log what does not fit, account numbers and all."""
    from mt940 import tags  # noqa: PLC0415 - most processes never need it

    tag = tags.Statement() if field.tag == "61" else tags.FinalOpeningBalance()
    found = tag.re.match(field.text)
    if not found:
        raise unreadable(f"This is no field :{field.tag}: of MT940.", field.place)
    return dict(found.groupdict())


def _balance(field: Field) -> tuple[int, date]:
    found = _tokens(field)
    if found["currency"] != "INR":
        raise unreadable("The balance is not in INR.", field.place)
    paise = paise_of_swift(found["amount"], field.place)
    return (paise if found["status"] == "C" else -paise), _day(found, field)


def _line(field: Field, details: Field | None) -> ReadLine:
    found = _tokens(field)
    if found["status"] not in SIGNS:
        raise unreadable("The mark is none of C, D, RC and RD.", field.place)
    value_on = _day(found, field)
    narration = details.words if details else ""
    return ReadLine(
        place=field.place,
        booked_on=_booked_on(found, value_on, field),
        value_on=value_on,
        amount_paise=SIGNS[found["status"]] * paise_of_swift(found["amount"], field.place),
        utr=_utr(found, narration),
        bank_code=(found["id"] or "").strip(),
        narration=narration,
    )


def _utr(found: dict[str, Any], narration: str) -> str | None:
    """:61: has 16 characters for a reference, a UTR of RTGS has 22: so the words are looked at first."""
    banks = normal_utr(found["bank_reference"] or "")
    return utr_in(narration) or (banks if BANKS_REFERENCE.fullmatch(banks) else None)


def _booked_on(found: dict[str, Any], value_on: date, field: Field) -> date:
    """:61: has no year for it: the one that puts it nearest the value date."""
    month, day = (found["entry_month"] or "").strip(), (found["entry_day"] or "").strip()
    if not (month and day):
        return value_on
    days = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            days.append(date(year, int(month), int(day)))
        except ValueError:  # 29 February
            continue
    if not days:
        raise unreadable("The entry date does not exist.", field.place)
    return min(days, key=lambda each: abs(each - value_on))


def _day(found: dict[str, Any], field: Field) -> date:
    try:
        return date(2000 + int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise unreadable("The date does not exist.", field.place) from None
