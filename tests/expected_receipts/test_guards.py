"""The database keeps the rules of expected receipts, whoever writes."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection

from server.expected_receipts.models import ExpectedReceipt, ReceiptEnd
from server.expected_receipts.receipts import cancel_receipt
from server.ledger.models import LedgerEntry
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from tests.conftest import guards_off, pay
from tests.support.receipts import expected

RECEIPT = (
    "INSERT INTO expected_receipts (id, merchant_id, idempotency_key, at_least_paise, at_most_paise, due_on,"
    " created_seq, created_at) VALUES (gen_random_uuid(), %s, gen_random_uuid(), 1, 2, %s, 0, '2020-01-01')"
)
END = (
    "INSERT INTO expected_receipt_ends (receipt_id, merchant_id, entry_id, ended_at) VALUES (%s, %s, %s, '2020-01-01')"
)


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def refused(sql: str, why: str, *parameters: Any) -> None:
    with pytest.raises(DatabaseError, match=re.escape(why)):
        run(sql, *parameters)


@pytest.mark.usefixtures("as_the_owner")
def test_a_receipt_begins_now_where_the_ledger_is(merchant: Merchant) -> None:
    run(RECEIPT, merchant.id, today())
    receipt = ExpectedReceipt.objects.get()
    assert (receipt.created_seq, receipt.created_at.year > 2020) == (1, True)
    run(END, receipt.id, merchant.id, None)
    assert ReceiptEnd.objects.get().ended_at >= receipt.created_at


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("days", [-2, 1098])
def test_its_day_is_near(merchant: Merchant, days: int) -> None:
    refused(RECEIPT, "none can be due on", merchant.id, today() + timedelta(days=days))


@pytest.mark.usefixtures("as_the_owner")
def test_a_merchant_awaits_a_thousand(merchant: Merchant) -> None:
    with guards_off():
        run(
            f"INSERT INTO expected_receipts (id, merchant_id, idempotency_key, at_least_paise, at_most_paise, due_on,"
            f" created_seq, created_at) SELECT gen_random_uuid(), '{merchant.id}', gen_random_uuid(), 1, 2, now(), 1,"
            " now() FROM generate_series(1, 1000)"
        )
    refused(RECEIPT, "awaits a thousand", merchant.id, today())
    cancel_receipt(ExpectedReceipt.objects.earliest("id"))
    run(RECEIPT, merchant.id, today())


@pytest.mark.usefixtures("as_the_owner")
def test_only_what_satisfies_it_ends_it_and_one_only(merchant: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    other_merchant = new_merchant()
    before = record_payment(merchant_id=merchant.id, amount_paise=710, reference="INV-5").entry
    receipt, other = expected(merchant, 700, 800, reference="INV-1"), expected(merchant, 900)
    payments = [
        record_payment(merchant_id=merchant.id, amount_paise=paise, reference=reference).entry
        for paise, reference in ((720, "INV-2"), (801, "INV-1"), (699, "INV-3"))
    ]
    payout = pay(merchant, 750)
    hold = LedgerEntry.objects.get(payout=payout)
    theirs = record_payment(merchant_id=other_merchant.id, amount_paise=750, reference="INV-1").entry
    for entry in (*payments, before, hold, theirs):
        refused(END, "does not satisfy", receipt.id, merchant.id, entry.id)
    refused(END, "receipt_end_of_a_receipt_of_its_merchant", receipt.id, other_merchant.id, None)
    run(END, receipt.id, merchant.id, None)
    refused(END, "expected_receipt_ends", receipt.id, merchant.id, None)
    any_nine = expected(merchant, 900)
    nine = record_payment(merchant_id=merchant.id, amount_paise=900, reference="NINE").entry
    assert ReceiptEnd.objects.get(entry=nine).receipt == other
    refused(END, "entry_id", any_nine.id, merchant.id, nine.id)


@pytest.mark.usefixtures("as_the_owner")
def test_nothing_of_it_changes(merchant: Merchant) -> None:
    cancel_receipt(expected(merchant))
    for table, column in (("expected_receipts", "due_on"), ("expected_receipt_ends", "ended_at")):
        refused(f"UPDATE {table} SET {column} = {column}", table)
        refused(f"DELETE FROM {table}", table)


def test_the_engine_itself_adds_and_changes_nothing(merchant: Merchant) -> None:
    cancel_receipt(expected(merchant))
    for table, column in (("expected_receipts", "due_on"), ("expected_receipt_ends", "ended_at")):
        refused(f"UPDATE {table} SET {column} = {column}", "permission denied")
        refused(f"DELETE FROM {table}", "permission denied")
