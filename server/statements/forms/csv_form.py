"""Every entry as a line for machines (RFC 4180, UTF-8): what follows from the first and the last of them is what the
period began and ended with.

Amounts are whole paise, and rupees with a dot and without groups. Days are ISO's: 01/04 is January to some readers.
Free text that a spreadsheet would run as a formula gets an apostrophe in front, and so would such a UTR: amounts and
ids never do.
"""

import csv
import io
from collections.abc import Iterator

from server.india import IST
from server.spreadsheets import BOM, harmless
from server.statements.statement import Statement, StatementLine

from .words import label, rupees

VERSION = 2
HEAD = (
    *("Number", "Date (IST)", "Time (IST)", "Type", "Description", "Reference", "Amount (paise)", "Amount (INR)"),
    *("Available (paise)", "Available (INR)", "On hold (paise)", "On hold (INR)", "Total (paise)", "Total (INR)"),
    *("UTR", "Account", "IFSC", "Payout ID", "Entry ID"),
)


def write(statement: Statement) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    text.write(BOM)
    writer.writerow(HEAD)
    for line in statement.lines():
        writer.writerow(_fields(line))
        if text.tell() > 1 << 18:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _fields(line: StatementLine) -> tuple[object, ...]:
    at = line.at.astimezone(IST)
    available, held, total = line.available_paise, line.held_paise, line.total_paise
    return (
        *(line.seq, at.date(), f"{at:%H:%M:%S}", label(line.entry_type)),
        *(harmless(line.description), harmless(line.reference or ""), line.paise, rupees(line.paise)),
        *(available, rupees(available), held, rupees(held), total, rupees(total)),
        *(harmless(line.utr or ""), line.account, line.ifsc_code, line.payout_id, line.id),
    )
