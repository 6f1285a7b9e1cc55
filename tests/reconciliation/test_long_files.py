"""A file of many lines: what is worked out of it keeps no transaction waiting, which PostgreSQL would end."""

import pytest
from django.db import connection, transaction

from server.bank.own_statement.book import OwnLine
from server.free_text import mask_account_numbers
from server.ledger.periods import today
from server.reconciliation import importing
from server.reconciliation.importing import BATCH, import_statement
from server.reconciliation.linking import link_line
from server.reconciliation.models import BankStatementLine, Form, LinkKind, StatementEntry
from tests.conftest import owner_connection
from tests.support.bank_statements import imported, statement_of, written

pytestmark = pytest.mark.usefixtures("database")
LINES = BATCH + 1_000


def test_lines_are_worked_out_before_the_transaction_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (OwnLine(today(), -100 - n, f"SIMB{n:012d}", f"RENT OF THE MONTH {n}") for n in range(LINES))
    content = written(statement_of(*lines))
    seen: list[bool] = []

    def mask(text: str) -> str:
        seen.append(connection.in_atomic_block)
        return mask_account_numbers(text)

    monkeypatch.setattr(importing, "mask_account_numbers", mask)
    found = import_statement(content, Form.CSV)
    assert found.new_lines == BankStatementLine.objects.count() == StatementEntry.objects.count() == LINES
    assert len(seen) >= LINES
    assert not any(seen)


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
