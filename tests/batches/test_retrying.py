"""A batch's retry pays each failed row again once, whoever else pays it again by itself."""

from uuid import uuid4

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.batches.models import PayoutBatch
from server.batches.paying import Paid, pay_batch
from server.batches.previewing import Likeness, preview
from server.batches.progress import RowState, Tally, progress_column, progress_of, read_progress
from server.batches.retrying import retry_batch
from server.errors import InvalidInput
from server.merchants.models import Merchant
from server.payouts.details import GivenDetails, PayoutDetails
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.similar import similar_payouts
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of, pay
from tests.support.returns import hear

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


def test_what_came_back_is_told_and_paid_again_too(merchant: Merchant) -> None:
    rows = [sent_row(merchant, 100), sent_row(merchant, 200, Script.PAYS_THEN_RETURNS), sent_row(merchant, 300, CLOSED)]
    batch = batch_of(merchant, *rows)
    pay_batch(batch)
    settle_due(SimulatedBank())
    assert progress_of([batch.id])[batch.id].returned == Tally()
    hear()
    progress = progress_of([batch.id])[batch.id]
    assert (progress.of(RowState.COMPLETED), progress.returned) == (Tally(2, 300), Tally(1, 200))
    column = PayoutBatch.objects.annotate(rows_by_state=progress_column()).get(pk=batch.pk).rows_by_state
    assert read_progress(column) == progress
    retry = retry_batch(batch, batch_id=uuid4(), name="Again").batch
    assert [row.amount_paise for row in retry.rows.order_by("number")] == [200, 300]
    assert pay_batch(retry) == Paid(2, 0)


def test_of_a_batch_that_is_paid_for_good_there_is_nothing_to_retry(merchant: Merchant) -> None:
    batch = batch_of(merchant, sent_row(merchant, 100))
    pay_batch(batch)
    settle_due(SimulatedBank())
    with pytest.raises(InvalidInput, match="has failed or come back"):
        retry_batch(batch, batch_id=uuid4(), name="Again")


def test_what_came_back_looks_like_nothing_that_was_paid(merchant: Merchant) -> None:
    row = sent_row(merchant, 500, Script.PAYS_THEN_RETURNS, reference="INV-9")
    pay(merchant, 500, Script.PAYS_THEN_RETURNS, details=GivenDetails(reference="INV-9"))
    assert [each.kind for each in preview(merchant.id, [row]).rows[0].alike] == [
        Likeness.SAME_ACCOUNT_AND_AMOUNT,
        Likeness.SAME_REFERENCE,
    ]
    account = account_of(merchant, Script.PAYS_THEN_RETURNS).id
    assert len(similar_payouts(merchant.id, account, 500)) == 1
    settle_due(SimulatedBank())
    hear()
    assert preview(merchant.id, [row]).rows[0].alike == []
    assert similar_payouts(merchant.id, account, 500) == []
