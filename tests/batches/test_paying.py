"""A batch is paid row by row, each row once at most, however often and by however many callers at once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from pytest_django import Settings

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.batches import paying
from server.batches.models import PayoutBatch
from server.batches.paying import Paid, key_of, pay_batch
from server.batches.progress import BatchStatus, progress_of
from server.errors import IdempotencyConflict, InvalidInput
from server.ledger.balance import balance_of
from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from server.payouts.creation import PayoutRequest, create_payout
from server.payouts.details import PayoutDetails
from server.payouts.idempotency import purge_expired
from server.payouts.models import IdempotencyRecord, Payout
from tests.conftest import account_of, guards_off
from tests.support.racing import at_once

from .conftest import batch_of, now, sent_row, states


def status_of(batch_id: object) -> BatchStatus:
    [progress] = progress_of([batch_id]).values()  # type: ignore[list-item]
    return progress.status


def test_each_row_becomes_a_payout_with_its_texts(merchant: Merchant) -> None:
    row = sent_row(merchant, 10_000, reference="INV-7", narration="Invoice 7", purpose="vendor_bill")
    batch = batch_of(merchant, row, sent_row(merchant, 20_000))
    assert status_of(batch.id) is BatchStatus.READY
    assert pay_batch(batch) == Paid(created=2, refused=0)
    first, second = Payout.objects.order_by("amount_paise")
    details = PayoutDetails.objects.get(payout=first)
    assert (details.reference, details.narration, details.purpose) == ("INV-7", "Invoice 7", "vendor_bill")
    assert (details.batch_id, details.batch_row) == (batch.id, 1)
    assert second.idempotency_key == key_of(batch.id, 2)
    assert status_of(batch.id) is BatchStatus.PROCESSING
    lifecycle.settle_due(SimulatedBank())
    assert status_of(batch.id) is BatchStatus.COMPLETED


def test_paying_again_pays_nothing(merchant: Merchant) -> None:
    batch = batch_of(merchant)
    assert [pay_batch(batch) for _ in range(3)] == [Paid(3, 0), Paid(0, 0), Paid(0, 0)]
    assert Payout.objects.count() == 3


def test_whoever_looked_before_another_paid_pays_nothing_though_the_receipts_are_gone(
    merchant: Merchant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(merchant)
    look = paying._unpaid

    def be_overtaken(looked_at: PayoutBatch) -> tuple[list[int], list[PayoutRequest]]:
        seen = look(looked_at)
        monkeypatch.setattr(paying, "_unpaid", look)
        assert pay_batch(looked_at) == Paid(3, 0)
        settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 1e-9
        assert purge_expired() == 3
        return seen

    monkeypatch.setattr(paying, "_unpaid", be_overtaken)
    assert pay_batch(batch) == Paid(0, 3)
    assert Payout.objects.count() == 3
    assert states(batch) == ["pending"] * 3


def test_a_row_that_the_balance_does_not_cover_is_paid_once_money_has_come(
    new_merchant: Callable[..., Merchant],
) -> None:
    merchant = new_merchant(15_000)
    batch = batch_of(merchant)
    assert pay_batch(batch) == Paid(created=1, refused=2)
    assert states(batch) == ["pending", "refused", "refused"]
    refusal = now(batch)[1].refusal
    assert refusal is not None
    assert (refusal.code, refusal.available_paise) == ("insufficient_funds", 5_000)
    assert refusal.message == "The available balance is too small for this payout."
    record_payment(merchant_id=merchant.id, amount_paise=20_000, reference="SECOND")
    assert pay_batch(batch) == Paid(created=1, refused=1)
    assert states(batch) == ["pending", "pending", "refused"]
    record_payment(merchant_id=merchant.id, amount_paise=25_000, reference="THIRD")
    assert pay_batch(batch) == Paid(created=1, refused=0)
    assert states(batch) == ["pending"] * 3
    assert [row.refusal for row in now(batch)] == [None] * 3
    assert balance_of(merchant.id).available_paise == 0


def test_a_row_to_an_account_retired_since_is_refused_alone(merchant: Merchant) -> None:
    batch = batch_of(merchant, sent_row(merchant), sent_row(merchant, script=Script.ACCOUNT_CLOSED))
    retire_bank_account(account_of(merchant, Script.ACCOUNT_CLOSED).id)
    assert pay_batch(batch) == Paid(created=1, refused=1)
    refusal = now(batch)[1].refusal
    assert refusal is not None
    assert (refusal.code, refusal.message) == (
        "validation_error",
        "This bank account is retired: it can't receive new payouts.",
    )


def test_a_suspended_merchants_batch_waits(merchant: Merchant) -> None:
    batch = batch_of(merchant)
    suspend_merchant(merchant.id, reason="Under review")
    with pytest.raises(InvalidInput, match="suspended"):
        pay_batch(batch)
    assert states(batch) == ["waiting"] * 3


def test_no_row_is_paid_twice_after_the_windows_end(merchant: Merchant) -> None:
    batch = batch_of(merchant)
    assert pay_batch(batch).created == 3
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE idempotency_records SET created_at = created_at - interval '1 year'")
    purge_expired()
    assert not IdempotencyRecord.objects.exists()
    assert pay_batch(batch) == Paid(0, 0)
    assert Payout.objects.count() == 3


def test_a_callers_own_payout_under_a_rows_key_is_no_payment_of_the_row(merchant: Merchant) -> None:
    batch = batch_of(merchant, sent_row(merchant))
    account = account_of(merchant)
    create_payout(
        merchant_id=merchant.id, bank_account_id=account.id, amount_paise=10_000, idempotency_key=key_of(batch.id, 1)
    )
    assert pay_batch(batch) == Paid(created=0, refused=1)
    refusal = now(batch)[0].refusal
    assert refusal is not None
    assert refusal.code == "idempotency_conflict"


def test_many_callers_at_once_pay_each_row_once(merchant: Merchant) -> None:
    batch = batch_of(merchant, *(sent_row(merchant, 100 + number) for number in range(20)))
    paid = [each for each in at_once(6, lambda _: pay_batch(batch)) if isinstance(each, Paid)]
    assert len(paid) == 6
    assert sum(each.created for each in paid) == 20
    assert {each.refused for each in paid} == {0}
    assert Payout.objects.count() == 20


def test_the_database_takes_one_payout_for_a_row(merchant: Merchant) -> None:
    batch = batch_of(merchant, sent_row(merchant))
    pay_batch(batch)
    other = create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant).id,
        amount_paise=10_000,
        idempotency_key=uuid4(),
    ).payout
    with pytest.raises(IntegrityError, match="batch_row_paid_once"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payout_details (payout_id, merchant_id, batch_id, batch_row) VALUES (%s, %s, %s, 1)",
            [other.id, merchant.id, batch.id],
        )


def test_a_batch_is_scheduled_as_a_whole(merchant: Merchant) -> None:
    moment = timezone.now() + timedelta(days=2)
    batch = batch_of(merchant, not_before=moment)
    assert pay_batch(batch) == Paid(created=3, refused=0)
    assert set(Payout.objects.values_list("not_before", "next_attempt_at", "status")) == {(moment, None, "pending")}
    assert balance_of(merchant.id).held_paise == batch.total_paise
    assert pay_batch(batch) == Paid(created=0, refused=0)


def test_what_a_batch_pays_after_its_moment_is_paid_at_once(merchant: Merchant) -> None:
    batch = batch_of(merchant, not_before=timezone.now() + timedelta(days=2))
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE payout_batches SET not_before = now() - interval '1 second'")
    batch.refresh_from_db()
    assert pay_batch(batch) == Paid(created=3, refused=0)
    assert set(Payout.objects.values_list("not_before", flat=True)) == {None}


@pytest.mark.parametrize("ahead", [timedelta(seconds=-1), timedelta(days=93, minutes=1)])
def test_a_batch_for_a_moment_that_cannot_be_is_refused(merchant: Merchant, ahead: timedelta) -> None:
    with pytest.raises(InvalidInput) as refused:
        batch_of(merchant, not_before=timezone.now() + ahead)
    assert refused.value.field == "not_before"
    assert not PayoutBatch.objects.exists()


def test_the_moment_is_part_of_the_batch(merchant: Merchant) -> None:
    moment, batch_id = timezone.now() + timedelta(days=2), uuid4()
    batch_of(merchant, batch_id=batch_id, not_before=moment)
    assert batch_of(merchant, batch_id=batch_id, not_before=moment).not_before == moment
    for other in (None, moment + timedelta(seconds=1)):
        with pytest.raises(IdempotencyConflict):
            batch_of(merchant, batch_id=batch_id, not_before=other)
