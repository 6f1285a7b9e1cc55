"""Payouts, or the rows of a batch, as an Excel workbook: one sheet, written row by row."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from .export_rows import COLUMNS, Column, Kind

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Lakhs and crores: Excel has no such grouping of its own, but a format may have two conditions.
FORMATS = {
    Kind.TEXT: "@",
    Kind.TIME: "yyyy-mm-dd hh:mm:ss",
    Kind.RUPEES: r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;##,##0.00",
    Kind.PAISE: "0",
}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def xlsx_of(rows: Iterable[Any], columns: Sequence[Column] = COLUMNS) -> bytes:
    file = io.BytesIO()
    write_xlsx(file, rows, columns)
    return file.getvalue()


def write_xlsx(file: IO[bytes], rows: Iterable[Any], columns: Sequence[Column] = COLUMNS) -> None:
    """Rows that are written wait in a file, not in memory."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet("Payouts")
        bold = book.add_format({"bold": True})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        totals = {kind: book.add_format({"num_format": code, "bold": True}) for kind, code in FORMATS.items()}
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, bold)
        row = 0
        sums = [0] * len(columns)
        for row, each in enumerate(rows, 1):
            for place, column in enumerate(columns):
                match column.read(each):
                    case None:
                        pass
                    case datetime() as at:
                        # A workbook knows no zones: the cell holds India's clock.
                        sheet.write_datetime(row, place, at.replace(tzinfo=None, microsecond=0), formats[column.kind])
                    case int() as paise:
                        sums[place] += paise
                        sheet.write_number(row, place, _number(column.kind, paise), formats[column.kind])
                    case text:
                        sheet.write_string(row, place, text, formats[column.kind])
        if row:
            sheet.write_string(row + 1, 0, "Total", bold)
            for place, column in enumerate(columns):
                if column.kind in {Kind.RUPEES, Kind.PAISE}:
                    cells = f"{xl_rowcol_to_cell(1, place)}:{xl_rowcol_to_cell(row, place)}"
                    # With its value, for programs that read the file and do not calculate.
                    sheet.write_formula(
                        row + 1, place, f"=SUM({cells})", totals[column.kind], _number(column.kind, sums[place])
                    )


def _number(kind: Kind, paise: int) -> float:
    return paise / 100 if kind is Kind.RUPEES else paise
