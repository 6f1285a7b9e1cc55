"""A batch's retry pays each failed row again once, whoever else pays it again by itself."""

from uuid import uuid4

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.batches.models import PayoutBatch
from server.batches.paying import Paid, pay_batch
from server.batches.retrying import retry_batch
from server.errors import InvalidInput
from server.merchants.models import Merchant
from server.payouts.details import GivenDetails, PayoutDetails
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of, pay

CLOSED = Script.ACCOUNT_CLOSED


@pytest.fixture
def failed(merchant: Merchant) -> PayoutBatch:
    """A batch of three rows, of which two have failed."""
    closed = str(account_of(merchant, CLOSED).id)
    rows = [sent_row(merchant, paise) | {"bank_account_id": closed} for paise in (100, 200)]
    batch = batch_of(merchant, *rows, sent_row(merchant, 300))
    assert pay_batch(batch) == Paid(3, 0)
    settle_due(SimulatedBank())
    return batch


def payout_of(paise: int) -> Payout:
    return Payout.objects.get(amount_paise=paise, status="failed")


def again(payout: Payout) -> Payout:
    return pay(payout.merchant, payout.amount_paise, CLOSED, details=GivenDetails(retry_of=payout.id))


def test_each_row_names_the_payout_that_it_pays_again(failed: PayoutBatch) -> None:
    first, second = payout_of(100), payout_of(200)
    retry = retry_batch(failed, batch_id=uuid4(), name="Again").batch
    assert pay_batch(retry) == Paid(2, 0)
    details = PayoutDetails.objects.filter(batch_id=retry.id).order_by("batch_row")
    assert [each.retry_of for each in details] == [first.id, second.id]
    with pytest.raises(InvalidInput, match="paid again already"):
        again(first)


def test_what_was_paid_again_by_itself_is_left_out(failed: PayoutBatch) -> None:
    again(payout_of(100))
    retry = retry_batch(failed, batch_id=uuid4(), name="Again").batch
    assert [row.amount_paise for row in retry.rows.all()] == [200]


def test_what_is_paid_again_between_the_retry_and_its_payment_is_refused(failed: PayoutBatch) -> None:
    retry = retry_batch(failed, batch_id=uuid4(), name="Again").batch
    again(payout_of(100))
    assert pay_batch(retry) == Paid(1, 1)


def test_where_all_was_paid_again_there_is_nothing_to_retry(failed: PayoutBatch) -> None:
    for paise in (100, 200):
        again(payout_of(paise))
    with pytest.raises(InvalidInput, match="paid again already"):
        retry_batch(failed, batch_id=uuid4(), name="Again")


def test_a_retry_is_replayed_whatever_was_paid_again_before_and_since(failed: PayoutBatch) -> None:
    again(payout_of(100))
    batch_id = uuid4()
    made = retry_batch(failed, batch_id=batch_id, name="Again")
    pay_batch(made.batch)
    replay = retry_batch(failed, batch_id=batch_id, name="Again")
    assert (made.replayed, replay.replayed, replay.batch) == (False, True, made.batch)
