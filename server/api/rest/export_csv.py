"""Payouts, or a batch's rows, as CSV, written as the dashboard writes the ledger (docs/csv.md says how and why)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from server.money import decimal_inr
from server.spreadsheets import BOM, harmless

from .export_rows import COLUMNS, Column, Kind, Value

CONTENT_TYPE = "text/csv; charset=utf-8"


def csv_of(rows: Iterable[Any], columns: Sequence[Column] = COLUMNS) -> bytes:
    return "".join(csv_lines(rows, columns)).encode()


def csv_lines(rows: Iterable[Any], columns: Sequence[Column] = COLUMNS) -> Iterator[str]:
    """One line after the other, however many there are."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")

    def written(fields: Iterable[str]) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow(fields)
        return line.getvalue()

    yield BOM + written(column.title for column in columns)
    for row in rows:
        yield written(_field(column.kind, column.read(row)) for column in columns)


def _field(kind: Kind, value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case int():
            return decimal_inr(value) if kind is Kind.RUPEES else str(value)
    return harmless(value)
