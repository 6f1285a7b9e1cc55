"""The forms of a statement, by name."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from server.statements.statement import Statement

from . import camt053, csv_form, json_form, mt940, pdf, xlsx


class Form(NamedTuple):
    content_type: str
    ending: str
    version: int  # another one may write other bytes
    write: Callable[[Statement], Iterator[bytes]]
    check: Callable[[Statement], None] = lambda _statement: None  # raises InvalidInput for what it has no room for


FORMS = {
    "json": Form("application/json", "json", json_form.VERSION, json_form.write),
    "csv": Form("text/csv; charset=utf-8", "csv", csv_form.VERSION, csv_form.write),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", xlsx.VERSION, xlsx.write),
    "pdf": Form("application/pdf", "pdf", pdf.VERSION, pdf.write, pdf.check),
    "mt940": Form("text/plain; charset=us-ascii", "sta", mt940.VERSION, mt940.write, mt940.check),
    "camt053": Form("application/xml", "xml", camt053.VERSION, camt053.write),
}
