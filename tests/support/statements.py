"""A statement of a month that is over."""

from datetime import date

from server.merchants.models import Merchant
from server.statements.issuing import issue
from server.statements.statement import statement_of


def issued_statement(merchant: Merchant) -> bytes:
    return b"".join(issue(statement_of(merchant, date(2026, 4, 1), date(2026, 5, 1), "csv"), "csv"))
