"""Excel workbooks (.xlsx), from strangers: a zip of XML, which is looked over before openpyxl parses any of it.

Refused unparsed are a zip whose parts would unpack to more than is read of a file of a thousand rows, and XML with a
document type, the one place where an entity can be declared: without it no entity can grow or reach outside.
"""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from server.errors import InvalidInput

from .cells import Cell

Take = Callable[[Iterable[Sequence[Cell]]], list[Sequence[Cell]]]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and what is encrypted with a password
MEGABYTE = 1024 * 1024
MOST_PARTS = 300
MOST_UNPACKED = 16 * MEGABYTE
# openpyxl reads these whole, however little of a sheet is read.
READ_WHOLE = {"xl/sharedstrings.xml": 4 * MEGABYTE, "xl/styles.xml": 2 * MEGABYTE, "xl/workbook.xml": MEGABYTE}
MOST_OF_A_SHEET = 3 * MEGABYTE
SHEETS = "xl/worksheets/"
TOO_LARGE = "The workbook is too large: keep the rows that are to be paid."
XML = (".xml", ".rels")
DECLARES = (b"<!doctype", b"<!entity")
CHUNK = 64 * 1024
UNREADABLE = "This file cannot be read as an Excel workbook."


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def is_old_workbook(content: bytes) -> bool:
    return content.startswith(OLE)


def read_workbook(content: bytes, columns: int, take: Take) -> tuple[list[Sequence[Cell]], str]:
    """What `take` keeps of the lines of the first sheet that is not hidden, each with so many cells; and the sheet's
    name. Of a formula, the value that it had when the file was saved. Raises InvalidInput."""
    try:
        _look_over(content)
        return _read(content, columns, take)
    except InvalidInput:
        raise
    except Exception as error:  # openpyxl expects a file that Excel wrote
        raise InvalidInput(UNREADABLE, "file") from error


def _look_over(content: bytes) -> None:
    """Raises InvalidInput, and what zipfile raises."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise InvalidInput(TOO_LARGE, "file")
        for part in parts:
            name = part.filename.lower()
            most = MOST_OF_A_SHEET if name.startswith(SHEETS) else READ_WHOLE.get(name, MOST_UNPACKED)
            if part.file_size > most:
                raise InvalidInput(TOO_LARGE, "file")
            if name.endswith(XML) and _declares_something(archive, part):
                raise InvalidInput(UNREADABLE, "file")


def _declares_something(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """zipfile unpacks no more than the size that the part says."""
    tail = b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            if b"\0" in chunk:  # UTF-16 would hide it, and no program writes a workbook in that
                return True
            text = (tail + chunk).lower()
            if any(word in text for word in DECLARES):
                return True
            tail = text[-len(max(DECLARES, key=len)) :]
    return False


def _read(content: bytes, columns: int, take: Take) -> tuple[list[Sequence[Cell]], str]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and most processes never need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about validations and styles, which are not read
        book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
            sheet.reset_dimensions()  # what the file says of its size need not be true
            # Rows that the file leaves out are yielded as blank ones.
            return take(sheet.iter_rows(max_col=columns, values_only=True)), sheet.title
        finally:
            book.close()
