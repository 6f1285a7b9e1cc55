"""A workbook: the figures first, then every entry, in two sheets.

Debits and credits are two columns without signs: two readers drop the minus of an amount in lakh grouping (LibreOffice
7.4.7, SheetJS 0.18.5). Identifiers are text, as a spreadsheet keeps 15 digits of a number; days are ISO's, as text.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import xlsxwriter

from server.india import IST
from server.statements.statement import Statement, StatementLine

from .versions import version_of
from .words import label

VERSION = version_of(1, xlsxwriter.__version__)
LAKHS = r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;#,##0.00"
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TEXT, MONEY = False, True
COLUMNS = [
    *[("Number", 10, TEXT), ("Date (IST)", 12, TEXT), ("Time (IST)", 10, TEXT), ("Type", 20, TEXT)],
    *[("Description", 36, TEXT), ("Reference", 24, TEXT), ("UTR", 24, TEXT), ("Account", 20, TEXT), ("IFSC", 13, TEXT)],
    *[("Debit (INR)", 18, MONEY), ("Credit (INR)", 18, MONEY), ("Available (INR)", 18, MONEY)],
    *[("On hold (INR)", 18, MONEY), ("Total (INR)", 18, MONEY), ("Payout ID", 38, TEXT), ("Entry ID", 38, TEXT)],
]


def write(statement: Statement) -> Iterator[bytes]:
    """Rows that are written wait in a file, not in memory."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as book:
            made_at = datetime.combine(statement.period.ends_before, time(), IST).astimezone(UTC)
            book.set_properties({"created": made_at.replace(tzinfo=None)})  # fixed, so that the file is
            _summarize(book, statement)
            _list(book, statement)
        file.seek(0)
        yield from iter(lambda: file.read(1 << 18), b"")


def _summarize(book: xlsxwriter.Workbook, statement: Statement) -> None:
    sheet = book.add_worksheet("Statement")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": LAKHS})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 3, 20)
    period = statement.period
    last = f"{period.last_day}" if period.is_closed else f"{period.last_day} (not over: as of entry {period.upto_seq})"
    opening, closing = statement.opening, statement.closing
    rows: list[tuple[Any, ...]] = [
        ("Merchant", statement.merchant_name),
        ("From (IST)", period.starts_on.isoformat()),
        ("To (IST)", last),
        (),
        ("", "Available (INR)", "On hold (INR)", "Total (INR)"),
        ("Opening balance", opening.available_paise, opening.held_paise, opening.total_paise),
        ("Credits", None, None, statement.credits.paise),
        ("Debits", None, None, -statement.debits.paise),
        ("Closing balance", closing.available_paise, closing.held_paise, closing.total_paise),
        (),
        ("Of each type", "Debit (INR)", "Credit (INR)", "Entries"),
    ]
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(place, column, value / 100, money)
            elif value is not None:
                sheet.write_string(place, column, value, bold if not column or len(row) == 4 else None)
    for place, (kind, of) in enumerate(sorted(statement.sums.items()), len(rows)):
        sheet.write_string(place, 0, label(kind))
        sheet.write_number(place, 1 if of.paise < 0 else 2, abs(of.paise) / 100, money)
        sheet.write_number(place, 3, of.entries)


def _list(book: xlsxwriter.Workbook, statement: Statement) -> None:
    sheet = book.add_worksheet("Entries")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": LAKHS})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for place, (title, width, _) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, bold)
    for row, line in enumerate(statement.lines(), 1):
        for place, ((_, _, is_money), value) in enumerate(zip(COLUMNS, _cells(line), strict=True)):
            if value is None:
                continue
            if is_money:
                sheet.write_number(row, place, int(value) / 100, money)
            else:
                sheet.write_string(row, place, str(value), text)


def _cells(line: StatementLine) -> tuple[Any, ...]:
    at = line.at.astimezone(IST)
    return (
        *(line.seq, at.date(), f"{at:%H:%M:%S}", label(line.entry_type), line.description, line.reference, line.utr),
        *(
            line.account,
            line.ifsc_code,
            -line.paise if line.paise < 0 else None,
            line.paise if line.paise > 0 else None,
        ),
        *(line.available_paise, line.held_paise, line.total_paise, line.payout_id, line.id),
    )
