"""Each rule of `verify_ledger` reads its tables once, or finds rows by a key: its time grows as they do."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from server.integrity.rules import INVARIANTS
from server.merchants.models import Merchant
from tests.conftest import account_of, connected_as, empty_the_books, guards_off
from tests.support.many_payouts import insert_payouts

MANY, FEW = 3_000, 300
# For the planner, which does not look.
MILLIONS = """
    UPDATE pg_class SET reltuples = 300 * reltuples WHERE relnamespace = 'public'::regnamespace AND reltuples > 0"""
ENTRIES = """
    INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, description, link)
    SELECT gen_random_uuid(), merchant_id, 1 + row_number() OVER (), 'payout_hold', -amount_paise, id, '', ''
    FROM payouts"""
AT_BANK = """
    INSERT INTO bank_transfers (reference, amount_paise, account_number_masked, ifsc_code, state, utr, submissions,
                                reason, code, paid_at)
    SELECT 'payout-' || p.id, p.amount_paise, a.account_number_masked, a.ifsc_code, 'paid',
           'UTR' || row_number() OVER (), 1, '', '', now()
    FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id"""


@pytest.fixture
def a_long_book(merchant: Merchant) -> Iterator[None]:
    try:
        insert_payouts(merchant, [account_of(merchant)], MANY)
        with guards_off(), connection.cursor() as cursor:
            cursor.execute(ENTRIES)
            cursor.execute(AT_BANK)
            cursor.execute("ANALYZE")
            cursor.execute(MILLIONS)
        with connected_as(settings.DB_OWNER):
            yield
    finally:
        empty_the_books()
        with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def every_pair(plan: dict[str, Any]) -> Iterator[str]:
    """Joins that compare each row of one table with each of another."""
    parts = plan.get("Plans", [])
    if plan["Node Type"] == "Nested Loop" and "Join Filter" in plan and min(p["Plan Rows"] for p in parts) > FEW:
        yield plan["Join Filter"]
    for part in parts:
        yield from every_pair(part)


def test_no_rule_compares_every_row_with_every_other(a_long_book: None) -> None:
    slow = {}
    for rule in INVARIANTS:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {rule.faults} LIMIT 21")
            [[found]] = cursor.fetchone()
        if pairs := list(every_pair(found["Plan"])):
            slow[rule.id] = pairs
    assert slow == {}
