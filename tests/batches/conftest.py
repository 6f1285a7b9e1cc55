"""Batches of a merchant, made and paid as the APIs do."""

from typing import Any
from uuid import UUID, uuid4

from server.bank.scripts import Script
from server.batches.creating import create_batch
from server.batches.models import PayoutBatch
from server.batches.paying import Paid, pay_batch
from server.batches.progress import RowNow, rows_now
from server.merchants.models import Merchant
from tests.conftest import account_of


def sent_row(merchant: Merchant, paise: object = 10_000, script: str = Script.PAYS, **texts: object) -> dict[str, Any]:
    """As a caller sends it."""
    return {"bank_account_id": str(account_of(merchant, script).id), "amount_paise": paise, **texts}


def batch_of(merchant: Merchant, *rows: dict[str, Any], batch_id: UUID | None = None, **named: Any) -> PayoutBatch:
    """Without rows: three, of ₹100, ₹200 and ₹300."""
    sent = rows or [sent_row(merchant, number * 10_000, reference=f"INV-{number}") for number in (1, 2, 3)]
    batch_id = batch_id or uuid4()
    return create_batch(merchant_id=merchant.id, batch_id=batch_id, name="November", rows=sent, **named).batch


def now(batch: PayoutBatch) -> list[RowNow]:
    return rows_now(batch.id, first=1_000)


def states(batch: PayoutBatch) -> list[str]:
    return [row.state.value for row in now(batch)]


def refused_batch(merchant: Merchant) -> PayoutBatch:
    """Of two rows, one of which has a payout, and one a refusal: it is more than the merchant has."""
    batch = batch_of(merchant, sent_row(merchant), sent_row(merchant, 10**12))
    assert pay_batch(batch) == Paid(created=1, refused=1)
    return batch
