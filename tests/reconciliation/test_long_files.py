"""A file of many lines: what is worked out of it keeps no transaction waiting, which PostgreSQL would end."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from server.bank.own_statement.book import OwnLine
from server.ledger.periods import today
from server.reconciliation.importing import BATCH, import_statement
from server.reconciliation.models import BankStatementLine, Form, StatementEntry
from tests.support.bank_statements import statement_of, written

pytestmark = pytest.mark.usefixtures("database")
LINES = BATCH + 1_000


class Worked:
    """The processor time that this thread spent before the transaction, and at most between two of its statements."""

    def __init__(self) -> None:
        self.since = time.thread_time()
        self.before = self.most_within = 0.0
        self.is_within = False

    def __call__(self, execute: Callable[..., Any], *call: Any) -> Any:
        spent = time.thread_time() - self.since
        if self.is_within:
            self.most_within = max(self.most_within, spent)
        else:
            self.before += spent
        self.is_within = connection.in_atomic_block  # PostgreSQL hears of a transaction with its first statement
        try:
            return execute(*call)
        finally:
            self.since = time.thread_time()


def test_lines_are_read_before_the_transaction_begins() -> None:
    words = "NEFT DR TO 50100012345678 RENT OF THE MONTH " * 5
    lines = (OwnLine(today(), -100 - n, f"SIMB{n:012d}", f"{words}{n}") for n in range(LINES))
    content = written(statement_of(*lines))
    worked = Worked()
    with connection.execute_wrapper(worked):
        found = import_statement(content, Form.CSV)
    assert found.new_lines == BankStatementLine.objects.count() == StatementEntry.objects.count() == LINES
    assert worked.most_within < worked.before / 2
