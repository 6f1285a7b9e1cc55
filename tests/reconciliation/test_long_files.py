"""A file of many lines: what is worked out of it keeps no transaction waiting, which PostgreSQL would end."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from server.bank.own_statement.book import OwnLine
from server.ledger.periods import today
from server.reconciliation.importing import BATCH, import_statement
from server.reconciliation.linking import link_line
from server.reconciliation.models import BankStatementLine, Form, LinkKind, StatementEntry
from tests.conftest import owner_connection
from tests.support.bank_statements import imported, statement_of, written

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


LINKS = """
INSERT INTO reconciliation_links (id, line_id, kind, amount_paise, rule, remark, linked_by)
SELECT gen_random_uuid(), id, 'bank_fee', amount_paise, 'utr', '', 'engine' FROM bank_statement_lines
ORDER BY id OFFSET 1"""
READ = "SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'reconciliation_links'"


def test_a_link_is_judged_without_reading_all_others() -> None:
    """A plan that is made while there are few links would stay, and the file's last link read all before it."""
    imported(statement_of(*(OwnLine(today(), -59, "", f"SMS CHARGES {n}") for n in range(100))))
    link_line(BankStatementLine.objects.order_by("id")[0].id, LinkKind.BANK_FEE, None, "The first one")
    owner_connection().execute("ANALYZE reconciliation_links")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LINKS)
        cursor.execute(READ)
        [rows] = cursor.fetchone()
    assert rows < 99, "fewer than one for each link"
