from collections.abc import Callable
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from server.errors import InsufficientFunds
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.creation import PayoutRequest, create_payouts
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from tests.conftest import account_of, pay
from tests.support.racing import at_once, held_lock, in_the_background, waits_for_a_lock


def test_two_payouts_of_60_from_100_leave_one(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(100)
    answers = at_once(2, lambda _: pay(merchant, 60))
    [refusal] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refusal, InsufficientFunds)
    assert refusal.available_paise == 40
    assert Payout.objects.count() == 1
    assert (balance_of(merchant.id).available_paise, balance_of(merchant.id).held_paise) == (40, 60)


def test_ten_concurrent_payouts_stay_within_the_balance(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(100)
    answers = at_once(10, lambda _: pay(merchant, 30))
    assert sum(isinstance(answer, Payout) for answer in answers) == 3
    assert sum(isinstance(answer, InsufficientFunds) for answer in answers) == 7
    assert balance_of(merchant.id).available_paise == 10


def test_payments_and_payouts_of_one_merchant_at_once_are_all_numbered(
    new_merchant: Callable[..., Merchant],
) -> None:
    merchant = new_merchant(100_000)

    def act(index: int) -> object:
        if index % 2:
            return record_payment(merchant_id=merchant.id, amount_paise=7, reference=uuid4().hex)
        return pay(merchant, 3)

    answers = at_once(12, act)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert balance_of(merchant.id).seq == 13
    assert balance_of(merchant.id).total_paise == 100_000 + 6 * 7


def test_merchants_do_not_block_each_other(new_merchant: Callable[..., Merchant]) -> None:
    busy, other = new_merchant(), new_merchant()
    with held_lock(busy) as release, in_the_background(lambda: pay(busy)) as blocked:
        while not waits_for_a_lock():
            assert not blocked.done()
        assert pay(other).merchant == other  # while the first one waits
        assert not blocked.done()
        release()
    assert Payout.objects.count() == 2


def test_a_reader_waits_for_nobody(merchant: Merchant) -> None:
    with held_lock(merchant):
        assert balance_of(merchant.id).available_paise == 100_000
        assert not waits_for_a_lock()


def pay_in_a_batch(merchant: Merchant, paise: int = 10_000, key: UUID | None = None) -> Payout:
    [made] = create_payouts(merchant.id, [PayoutRequest(account_of(merchant).id, paise, key or uuid4())])
    assert isinstance(made, Acceptance)
    return made.payout


BOTH_VERBS = pytest.mark.parametrize("create", [pay, pay_in_a_batch], ids=["alone", "in a batch"])


@BOTH_VERBS
def test_the_key_is_looked_up_again_after_a_wait_for_the_lock(
    merchant: Merchant, create: Callable[..., Payout]
) -> None:
    """A request with the same key in another process was faster. (In one process they queue.)"""
    account, key = account_of(merchant).id, uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT payout FROM create_payout_v2(%s, %s, 100000, %s, gen_random_uuid(), gen_random_uuid(),"
            " gen_random_uuid(), '1 day', true, false, 'system', '', '', NULL)",
            [merchant.id, account, key],
        )
        [made] = cursor.fetchone()
        with in_the_background(lambda: create(merchant, 100_000, key=key)) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
            assert waiting.result(timeout=20).id == made
    assert Payout.objects.count() == 1


def receive(merchant: Merchant) -> object:
    return record_payment(merchant_id=merchant.id, amount_paise=1, reference="one more")


@pytest.mark.parametrize("write", [pay, pay_in_a_batch, receive], ids=["alone", "in a batch", "a payment"])
def test_no_writer_waits_for_whoever_only_refers_to_the_merchant(
    merchant: Merchant, write: Callable[[Merchant], object]
) -> None:
    """The foreign key of a running insert holds it too. With `FOR UPDATE` they would wait for each other."""
    held, done = Event(), Event()

    def refer() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT FROM merchants WHERE id = %s FOR KEY SHARE", [merchant.id])
            held.set()
            done.wait(20)

    with in_the_background(refer):
        try:
            assert held.wait(20)
            assert write(merchant)
        finally:
            done.set()
