"""A table with a row of headers, whatever program wrote it: what stands above names the account and the days, and what
stands below the closing balance."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum

from server.reconciliation.references import utr_in

from .amounts import paise_in, signed_paise_in
from .days import day_in
from .read import ReadLine, ReadStatement, unreadable

Cell = str | int | float | bool | date | datetime | None
Row = tuple[int, Sequence[Cell]]  # numbered as the file's lines are

DIGITS_OF_EXCEL = 15
OTHER_SIGNS = re.compile("[^a-z ]")
NOTHING = re.compile("'?[-0./]*|N/?A")  # what banks write where there is no reference


class Column(Enum):
    BOOKED = "booked"
    VALUE = "value"
    NARRATION = "narration"
    REFERENCE = "reference"
    COUNTERPARTY = "counterparty"
    CODE = "code"
    DEBIT = "debit"
    CREDIT = "credit"
    BALANCE = "balance"


HEADERS = {
    Column.BOOKED: ("date", "txn date", "tran date", "transaction date", "post date", "booking date"),
    Column.VALUE: ("value date", "value dt"),
    Column.NARRATION: ("narration", "description", "particulars", "transaction remarks", "remarks", "details"),
    Column.REFERENCE: (
        *("utr", "utr no", "utr number", "reference", "reference no", "ref no", "refno", "chq refno"),
        *("chqrefno", "ref nocheque no", "chequeref no"),
    ),
    Column.COUNTERPARTY: ("counterparty", "beneficiary", "beneficiary name", "name"),
    Column.CODE: ("code", "transaction code", "type"),
    Column.DEBIT: ("debit", "debit amount", "withdrawal", "withdrawals", "withdrawal amt", "withdrawal amount", "dr"),
    Column.CREDIT: ("credit", "credit amount", "deposit", "deposits", "deposit amt", "deposit amount", "cr"),
    Column.BALANCE: ("balance", "closing balance", "running balance", "balance inr"),
}
MEANING = {header: column for column, headers in HEADERS.items() for header in headers}
NEEDED = {Column.BOOKED, Column.NARRATION, Column.DEBIT, Column.CREDIT}
ACCOUNT = ("account", "account no", "account number")
FIRST, LAST = ("from", "from date", "statement from"), ("to", "to date", "statement to")
OPENING, CLOSING, CURRENCY = ("opening balance",), ("closing balance",), ("currency",)
ABOUT = {*ACCOUNT, *FIRST, *LAST, *OPENING, *CLOSING, *CURRENCY}
LINES_ABOVE = 50


def read_table(rows: Iterable[Row]) -> ReadStatement:
    """Raises InvalidInput."""
    statement = ReadStatement()
    given = iter(rows)
    columns = _head(given, statement)
    for number, cells in given:
        if all(_is_blank(cell) for cell in cells):
            continue
        if not _is_about(number, cells, statement, below=True):
            statement.add(_line(number, cells, columns))
    _complete(statement)
    return statement


def _head(rows: Iterator[Row], statement: ReadStatement) -> dict[Column, int]:
    for number, cells in rows:
        names = [_name(cell) for cell in cells]
        columns: dict[Column, int] = {}
        for place, name in enumerate(names):
            if name in MEANING:
                columns.setdefault(MEANING[name], place)
        if columns.keys() >= NEEDED:
            return columns
        if number > LINES_ABOVE:
            break
        _is_about(number, cells, statement, below=False)
    raise unreadable("No row has the headers Date, Narration, Debit and Credit.")


def _is_about(number: int, cells: Sequence[Cell], statement: ReadStatement, *, below: bool) -> bool:
    """Whether the row says something of the whole statement, which is noted: `Opening balance,1000.00`. Below the table
    its value may stand under the balances."""
    name = _name(cells[0]) if cells else ""
    if name not in ABOUT:
        return False
    place = f"Line {number}"
    values = [cell for cell in cells[1:] if not _is_blank(cell)]
    if not values:
        raise unreadable(f"{name.capitalize()} has no value.", place)
    value = values[-1 if below else 0]
    if name in ACCOUNT:
        statement.account = _identifier(value, place)
    elif name in CURRENCY:
        statement.currency = _text(value)
    elif name in FIRST:
        statement.first_day = _day(value, place)
    elif name in LAST:
        statement.last_day = _day(value, place)
    elif name in OPENING:
        statement.opening_paise = signed_paise_in(_number(value, place), place, "The opening balance")
    else:
        statement.closing_paise = signed_paise_in(_number(value, place), place, "The closing balance")
    return True


def _line(number: int, cells: Sequence[Cell], columns: dict[Column, int]) -> ReadLine:
    place = f"Line {number}"

    def cell(column: Column) -> Cell:
        at = columns.get(column)
        return cells[at] if at is not None and at < len(cells) and not _is_blank(cells[at]) else None

    booked_on = _day(cell(Column.BOOKED), place)
    value = cell(Column.VALUE)
    narration = _text(cell(Column.NARRATION))
    reference = cell(Column.REFERENCE)
    if isinstance(reference, str) and NOTHING.fullmatch(reference.strip()):
        reference = None
    balance = cell(Column.BALANCE)
    return ReadLine(
        place=place,
        booked_on=booked_on,
        value_on=booked_on if value is None else _day(value, place),
        amount_paise=_amount(cell(Column.DEBIT), cell(Column.CREDIT), place),
        utr=utr_in(narration) if reference is None else _identifier(reference, place),
        bank_code=_text(cell(Column.CODE)),
        counterparty=_text(cell(Column.COUNTERPARTY)),
        narration=narration,
        balance_after_paise=None if balance is None else signed_paise_in(_number(balance, place), place, "The balance"),
    )


def _amount(debit: Cell, credit: Cell, place: str) -> int:
    went = 0 if debit is None else paise_in(_number(debit, place), place, "The debit")
    came = 0 if credit is None else paise_in(_number(credit, place), place, "The credit")
    if bool(went) == bool(came):
        raise unreadable("A line has a debit or a credit, and not both.", place)
    return came - went


def _complete(statement: ReadStatement) -> None:
    """What the rows around the table leave out, as far as the lines tell it."""
    lines = statement.lines
    if lines and statement.opening_paise is None and lines[0].balance_after_paise is not None:
        statement.opening_paise = lines[0].balance_after_paise - lines[0].amount_paise
    if lines and statement.closing_paise is None:
        statement.closing_paise = lines[-1].balance_after_paise
    if lines and statement.first_day is None:
        statement.first_day = min(line.booked_on for line in lines)
    if lines and statement.last_day is None:
        statement.last_day = max(line.booked_on for line in lines)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _name(cell: Cell) -> str:
    return " ".join(OTHER_SIGNS.sub("", cell.casefold()).split()) if isinstance(cell, str) and len(cell) < 60 else ""


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _identifier(cell: Cell, place: str) -> str:
    """Text. A number has lost its zeros, and the digits behind the fifteenth."""
    if not isinstance(cell, str):
        raise unreadable(
            "A reference or account arrives as a number, which has lost its zeros. Save it as text.", place
        )
    return cell.strip().removeprefix("'")


def _number(cell: Cell, place: str) -> str:
    """An amount's cell as text: of a float the shortest that is this float."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise unreadable("This is no amount.", place)
    if isinstance(cell, float) and len(repr(cell).replace(".", "").lstrip("-0")) > DIGITS_OF_EXCEL:
        raise unreadable(f"Excel keeps {DIGITS_OF_EXCEL} digits of a number, and this amount has more.", place)
    return cell if isinstance(cell, str) else repr(cell)


def _day(cell: Cell, place: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else day_in(_text(cell), place)
