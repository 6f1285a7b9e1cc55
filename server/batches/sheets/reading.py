"""Reads a sheet into rows of a batch: what can be read of each line, and what is wrong with which cell. Nothing is
stored, neither the sheet nor its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar
from uuid import UUID

from server.errors import InvalidInput
from server.merchants.models import BankAccount
from server.payouts.details import Purpose, read_narration, read_purpose, read_reference

from ..models import MOST_ROWS
from ..rows import read_account_id
from .cells import (
    IN_SCIENTIFIC,
    SCIENTIFIC,
    Cell,
    account_number_in,
    ifsc_in,
    is_blank,
    paise_in,
    rupees_in,
    text_of,
)
from .headers import AMOUNTS, PAYEES, Columns, Meaning, columns_of
from .lines import lines_of
from .payees import Named, Payees

TOTALS = ("total", "grand total", "sum", "sub total", "subtotal")
LONGEST_QUOTE = 60
NOBODY = Named()
Value = TypeVar("Value")


class CellFault(NamedTuple):
    cell: str | None  # C7; None if the line has no such cell
    field: str
    message: str
    value: str | None  # as the cell has it, at most 60 characters


@dataclass
class SheetRow:
    line: int  # of the file: 1, 2, 3, …
    account: BankAccount | None = None
    amount_paise: int | None = None
    reference: str | None = None
    narration: str | None = None
    purpose: Purpose | None = None
    named: Named = NOBODY
    faults: list[CellFault] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    name: str | None  # of a workbook's sheet
    columns: dict[Meaning, str]  # by their headers
    left_out: list[str]
    rows: list[SheetRow]


def read_sheet(merchant_id: UUID, content: bytes) -> Sheet:
    """Raises InvalidInput if the file is no sheet, has no headers, or is too large."""
    found = lines_of(content)
    columns = columns_of(found.lines)
    readers = [
        _Line(number, cells, columns)
        for number, cells in enumerate(found.lines[columns.line + 1 :], columns.line + 2)
        if not _is_left_out(cells, columns)
    ]
    if not readers:
        raise InvalidInput("There is no row below the headers.", "file")
    if len(readers) > MOST_ROWS:
        raise InvalidInput(f"The sheet has more than {MOST_ROWS:,} rows: split it.", "file")
    rows = [line.read() for line in readers]
    payees = Payees(merchant_id, [row.named for row in rows])
    for row, line in zip(rows, readers, strict=True):
        line.match(row, payees)
    return Sheet(found.sheet, columns.titles, columns.left_out, rows)


def _is_left_out(cells: Sequence[Cell], columns: Columns) -> bool:
    """Blank lines, and a last one with the total."""
    if all(map(is_blank, cells)):
        return True
    words = [cell.strip().casefold().rstrip(":") for cell in cells if isinstance(cell, str) and cell.strip()]
    if not any(word in TOTALS for word in words):
        return False
    payees = [cells[place] for meaning, place in columns.places.items() if meaning in PAYEES and place < len(cells)]
    return all(is_blank(cell) or str(cell).strip().casefold().rstrip(":") in TOTALS for cell in payees)


class _Line:
    def __init__(self, number: int, cells: Sequence[Cell], columns: Columns) -> None:
        self.number, self.cells, self.columns = number, cells, columns
        self.faults: list[CellFault] = []

    def read(self) -> SheetRow:
        row = SheetRow(self.number, faults=self.faults)
        row.amount_paise = self._amount()
        row.reference = self._read(Meaning.REFERENCE, _text(read_reference, "reference"))
        row.narration = self._read(Meaning.NARRATION, _text(read_narration, "narration"))
        row.purpose = self._read(Meaning.PURPOSE, _purpose)
        row.named = Named(
            self._read(Meaning.ID, lambda cell: read_account_id(text_of(cell, Meaning.ID))),
            self._read(Meaning.NUMBER, account_number_in),
            self._read(Meaning.IFSC, ifsc_in),
            self._read(Meaning.NAME, lambda cell: text_of(cell, Meaning.NAME)),
        )
        return row

    def match(self, row: SheetRow, payees: Payees) -> None:
        if any(fault.field in {Meaning.ID, Meaning.NUMBER, Meaning.IFSC, Meaning.NAME} for fault in self.faults):
            return
        try:
            row.account = payees.find(row.named)
        except InvalidInput as refusal:
            self._note(refusal.field or Meaning.NUMBER, refusal.message)

    def _amount(self) -> int | None:
        found = {
            self._read(meaning, rupees_in if meaning is Meaning.RUPEES else paise_in)
            for meaning in AMOUNTS
            if self._cell(meaning) is not None
        }
        if not found:
            self._note(Meaning.RUPEES, "The amount is missing.")
        if len(found) > 1 and None not in found:
            self._note(Meaning.RUPEES, "The amounts in rupees and in paise are different.")
        return found.pop() if len(found) == 1 else None

    def _read(self, meaning: Meaning, read: Callable[[Cell], Value]) -> Value | None:
        cell = self._cell(meaning)
        if cell is None:
            return None
        try:
            return read(cell)
        except InvalidInput as refusal:
            self._note(meaning, refusal.message)
            return None

    def _cell(self, meaning: Meaning) -> Cell:
        """None if it is blank."""
        place = self.columns.places.get(meaning)
        cell = self.cells[place] if place is not None and place < len(self.cells) else None
        return None if is_blank(cell) else cell

    def _note(self, named: str, message: str) -> None:
        place = self.columns.places.get(Meaning(named))
        if place is None and named == Meaning.RUPEES:
            place = self.columns.places.get(Meaning.PAISE)
        cell = self.cells[place] if place is not None and place < len(self.cells) else None
        value = None if is_blank(cell) else str(cell)[:LONGEST_QUOTE]
        at = None if place is None else f"{_letters(place)}{self.number}"
        spelled = Meaning.PAISE if named == Meaning.RUPEES else named
        self.faults.append(CellFault(at, str(spelled), message, value))


def _text(read: Callable[[object], str | None], name: str) -> Callable[[Cell], str | None]:
    def reader(cell: Cell) -> str | None:
        text = text_of(cell, name)
        if SCIENTIFIC.fullmatch(text) and "e" in text.casefold() and "+" in text:
            raise InvalidInput(IN_SCIENTIFIC, name)
        return read(text)

    return reader


def _purpose(cell: Cell) -> Purpose | None:
    return read_purpose(
        "_".join(text_of(cell, "purpose").casefold().replace("_", " ").replace("-", " ").split()) or None
    )


def _letters(place: int) -> str:
    """A, B, …, Z, AA, … for 0, 1, …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
