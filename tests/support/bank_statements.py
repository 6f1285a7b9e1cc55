"""Statements as the simulated bank writes them, and as a person would with a spreadsheet."""

from datetime import date, timedelta

from server.bank.own_statement import FORMS
from server.bank.own_statement.book import OwnLine, OwnStatement, own_statement
from server.ledger.periods import today
from server.reconciliation.accounts import our_accounts
from server.reconciliation.exceptions import Mismatch, exceptions_of
from server.reconciliation.importing import Imported, import_statement
from server.reconciliation.linking import accept_exception, link_line, unlink_line
from server.reconciliation.models import BankStatementLine, Form, LinkKind

A_DAY = timedelta(days=1)


def banks_statement(first: date | None = None, days: int = 1) -> OwnStatement:
    """Of today, unless another day is named."""
    starts_on = first or today()
    return own_statement(our_accounts()[0], starts_on, starts_on + days * A_DAY)


def written(statement: OwnStatement, form: Form = Form.CSV) -> bytes:
    return FORMS[form](statement).encode()


def imported(statement: OwnStatement, form: Form = Form.CSV) -> Imported:
    return import_statement(written(statement, form), form)


def statement_of(*lines: OwnLine, opening: int = 1_000_000, day: date | None = None) -> OwnStatement:
    """Of one day with these lines; today."""
    starts_on = day or today()
    return OwnStatement(our_accounts()[0], starts_on, starts_on + A_DAY, opening, list(lines))


def seen_of(days: int = 5) -> list[Mismatch]:
    """What is not accepted, of the last days and tomorrow."""
    found = exceptions_of(our_accounts()[0], today() - days * A_DAY, today() + 2 * A_DAY)
    return [each for each in found if not each.is_accepted]


def reconciled_day() -> None:
    """A row in every table: the bank's statement of today, a line of it parted and linked again by a person, and an
    exception that somebody has accepted."""
    bank = banks_statement()
    fee = OwnLine(today(), -59, "", "SMS CHARGES")
    imported(bank.with_lines([*bank.lines, fee]))
    line = BankStatementLine.objects.get(narration=fee.narration)
    link_line(line.id, LinkKind.BANK_FEE, None, "What the bank takes for its messages")
    unlink_line(line.id, "Not this month")
    [seen] = [each for each in seen_of() if each.line_id == line.id]
    accept_exception(seen.kind, seen.subject, seen.amount_paise, "The bank will give it back")
