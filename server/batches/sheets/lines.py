"""A file's lines of cells, whatever it is: a workbook, comma-separated values, or cells pasted from Excel."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from server.errors import InvalidInput

from ..models import MOST_ROWS
from .cells import Cell, is_blank
from .headers import LINES_ABOVE
from .workbooks import is_old_workbook, is_workbook, read_workbook

# Blank lines do not count as rows, but they are read.
MOST_LINES = 3 * MOST_ROWS
MOST_COLUMNS = 60
DELIMITERS = "\t,;"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Lines(NamedTuple):
    lines: list[Sequence[Cell]]
    sheet: str | None  # of a workbook


def lines_of(content: bytes) -> Lines:
    """Raises InvalidInput."""
    if not content.strip():
        raise InvalidInput("The file is empty.", "file")
    if is_old_workbook(content):
        raise InvalidInput(
            "This is an old (.xls) or a password-protected workbook. Save it as .xlsx without a password.", "file"
        )
    if is_workbook(content):
        return Lines(*read_workbook(content, MOST_COLUMNS + 1, _within_limits))
    return Lines(_within_limits(_of_text(_decoded(content))), None)


def _of_text(text: str) -> Iterable[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text))
    except csv.Error as error:
        raise InvalidInput(f"The file cannot be read as comma-separated values: {error}.", "file") from None


def _delimiter_of(text: str) -> str:
    """Of the line with the headers, which is the one with most of them."""
    lines = text.splitlines()[: LINES_ABOVE + 1]
    return max(DELIMITERS, key=lambda delimiter: max((line.count(delimiter) for line in lines), default=0))


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 as Excel saves Unicode text, or what Excel on Windows writes without being asked."""
    if b"\0" in content and not content.startswith(UTF_16):
        raise InvalidInput("This is no text and no workbook.", "file")
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInput("The text is neither UTF-8 nor Windows-1252: save it as CSV UTF-8.", "file")


def _within_limits(lines: Iterable[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """All that have anything in them, with the blank ones between. Raises InvalidInput."""
    read: list[Sequence[Cell]] = []
    rows = last = 0
    blank: Sequence[Cell] = ()
    for number, line in enumerate(lines, 1):
        # The rows that a workbook leaves out are one and the same tuple, perhaps a million times.
        if line is blank or line.count(None) == len(line) or all(map(is_blank, line)):
            blank = line
            if number <= MOST_LINES:
                read.append(line)
            continue
        rows, last = rows + 1, number
        if number > MOST_LINES or rows > MOST_ROWS + LINES_ABOVE + 1:
            raise InvalidInput(f"The sheet has more than {MOST_ROWS:,} rows: split it.", "file")
        if not all(map(is_blank, line[MOST_COLUMNS:])):
            raise InvalidInput(f"The sheet has more than {MOST_COLUMNS} columns.", "file")
        read.append(line)
    return read[:last]
