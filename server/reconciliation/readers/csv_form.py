"""A statement as comma-separated values (RFC 4180, UTF-8)."""

import csv
import io
from collections.abc import Iterator

from .read import ReadStatement, unreadable
from .tables import Row, read_table

MOST_OF_A_FIELD = 10_000


def read(content: bytes) -> ReadStatement:
    """Raises InvalidInput."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise unreadable("The file is not UTF-8: save it as CSV UTF-8.") from None
    if "\0" in text:
        raise unreadable("This is no text.")
    return read_table(_rows(text))


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(len(cell) > MOST_OF_A_FIELD for cell in cells):
                raise unreadable("A field is too long.", f"Line {reader.line_num}")
            yield reader.line_num, cells
    except csv.Error as error:
        raise unreadable(f"This is no CSV: {error}.", f"Line {reader.line_num}") from None
