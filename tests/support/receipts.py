"""Expected receipts, which no payment of a test satisfies by chance."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from server.expected_receipts.models import ExpectedReceipt
from server.expected_receipts.receipts import ReceiptFacts, cancel_receipt, expect_receipt
from server.ledger.periods import today
from server.merchants.models import Merchant
from tests.conftest import guards_off


def expected(
    merchant: Merchant, at_least: int = 700, at_most: int | None = None, *, key: UUID | None = None, **facts: Any
) -> ExpectedReceipt:
    facts = {"due_on": today() + timedelta(days=7)} | facts
    return expect_receipt(
        merchant.id, ReceiptFacts(at_least, at_least if at_most is None else at_most, **facts), key or uuid4()
    ).receipt


def awaited_and_cancelled(merchant: Merchant) -> ExpectedReceipt:
    """The one that is awaited."""
    cancel_receipt(expected(merchant, 10**12, reference="NEVER"))
    return expected(merchant, 10**12, reference="NOT YET")


def due(receipt: ExpectedReceipt, day: date) -> None:
    """As if it had been said when that day was to come."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE expected_receipts SET due_on = %s WHERE id = %s", [day, receipt.id])
