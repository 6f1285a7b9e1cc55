"""Many payouts under one lock: each decided as if it came alone, in one round trip and one transaction."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from server.audit_log.models import AuditEvent
from server.bank.scripts import Script
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput, Refusal, Unavailable
from server.ledger.balance import balance_of
from server.ledger.models import LedgerCheckpoint, LedgerEntry
from server.merchants.models import Merchant
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest, create_payout, create_payouts
from server.payouts.idempotency import Acceptance
from server.payouts.models import IdempotencyRecord, Payout
from tests.conftest import account_of, alone, pay
from tests.support.counting import round_trips
from tests.support.racing import at_once, held_lock, in_the_background, waits_for_a_lock

from .test_idempotency import expire


def request(merchant: Merchant, paise: int = 10, key: UUID | None = None) -> PayoutRequest:
    return PayoutRequest(account_of(merchant).id, paise, key or uuid4())


def told(results: list[Acceptance | Refusal]) -> list[str | type[Refusal]]:
    return [type(r) if isinstance(r, Refusal) else "replayed" if r.replayed else "created" for r in results]


def test_a_payroll_is_one_round_trip(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(1_000_000)
    account_id = account_of(merchant).id
    payroll = [PayoutRequest(account_id, 1 + n, uuid4()) for n in range(MOST_PAYOUTS)]
    with round_trips() as counted:
        results = create_payouts(merchant.id, payroll)
    assert counted.round_trips == 1
    assert told(results) == ["created"] * MOST_PAYOUTS
    assert [r.payout_id for r in results if isinstance(r, Acceptance)] == list(
        Payout.objects.order_by("amount_paise").values_list("id", flat=True)
    )
    assert balance_of(merchant.id).held_paise == sum(item.amount_paise for item in payroll)
    entries = LedgerEntry.objects.filter(merchant=merchant, entry_type="payout_hold").order_by("seq")
    assert list(entries.values_list("seq", "amount_paise")) == [(n + 2, -n - 1) for n in range(MOST_PAYOUTS)]
    checkpoints = LedgerCheckpoint.objects.filter(merchant=merchant).order_by("seq").values_list("seq", flat=True)
    assert list(checkpoints) == list(range(25, MOST_PAYOUTS + 2, 25))
    assert AuditEvent.objects.filter(action="payout.created", merchant_id=merchant.id).count() == MOST_PAYOUTS

    with round_trips() as counted:
        again = create_payouts(merchant.id, payroll)
    assert counted.round_trips == 1
    assert told(again) == ["replayed"] * MOST_PAYOUTS
    assert [r.receipt for r in again if isinstance(r, Acceptance)] == [
        r.receipt for r in results if isinstance(r, Acceptance)
    ]
    assert Payout.objects.count() == MOST_PAYOUTS


def test_each_item_gets_the_result_that_it_would_get_alone(new_merchant: Callable[..., Merchant]) -> None:
    """The same requests, once as a batch and once one after the other, for two merchants that are alike."""
    together, alone = new_merchant(100), new_merchant(100)
    before, twice, refused_first = uuid4(), uuid4(), uuid4()
    for merchant in (together, alone):
        pay(merchant, 10, key=before)
        account_of(merchant, Script.ACCOUNT_CLOSED)

    def payroll(merchant: Merchant) -> list[PayoutRequest]:
        return [
            request(merchant, 10, before),  # a replay
            request(merchant, 11, before),  # a conflict
            PayoutRequest(account_of(merchant, Script.ACCOUNT_CLOSED).id, 10, before),
            request(merchant, 91),  # too much
            request(merchant, 50),
            request(merchant, 41, refused_first),  # too much by now
            request(merchant, 20, twice),
            PayoutRequest(account_of(new_account_owner).id, 1, uuid4()),  # another merchant's account
            PayoutRequest(uuid4(), 1, uuid4()),
            request(merchant, 20, twice),  # a replay of the one above
            request(merchant, 21, twice),
            PayoutRequest(account_of(merchant, Script.ACCOUNT_CLOSED).id, 20, twice),
            request(merchant, 5, refused_first),  # a key that was refused is free
            request(merchant, 15),
            request(merchant, 1),  # nothing is left
        ]

    new_account_owner = new_merchant(0)
    batch = create_payouts(together.id, payroll(together))
    singles = [result_of(alone, one) for one in payroll(alone)]
    assert told(batch) == told(singles)
    assert told(batch) == [
        *("replayed", IdempotencyConflict, IdempotencyConflict),
        *(InsufficientFunds, "created", InsufficientFunds, "created"),
        *(InvalidInput, InvalidInput),
        *("replayed", IdempotencyConflict, IdempotencyConflict, "created", "created", InsufficientFunds),
    ]
    assert [(str(r), vars(r)) for r in batch if isinstance(r, Refusal)] == [
        (str(r), vars(r)) for r in singles if isinstance(r, Refusal)
    ]
    assert [r.available_paise for r in batch if isinstance(r, InsufficientFunds)] == [90, 40, 0]
    assert balance_of(together.id) == balance_of(alone.id)
    made = [payout_ids(batch, *places) for places in ((0,), (6, 9))]
    assert [len(set(ids)) for ids in made] == [1, 1]


def result_of(merchant: Merchant, one: PayoutRequest) -> Acceptance | Refusal:
    try:
        return create_payout(merchant_id=merchant.id, **alone(one))
    except Refusal as refusal:
        return refusal


def payout_ids(results: list[Acceptance | Refusal], *places: int) -> list[UUID]:
    return [result.payout_id for n, result in enumerate(results) if n in places and isinstance(result, Acceptance)]


@pytest.mark.parametrize("number", [0, MOST_PAYOUTS + 1])
def test_a_batch_has_1_to_1000_payouts(merchant: Merchant, number: int) -> None:
    with pytest.raises(InvalidInput, match="1 to 1,000"):
        create_payouts(merchant.id, number * [request(merchant)])
    assert not Payout.objects.exists()


@pytest.mark.usefixtures("as_the_owner")
def test_an_unknown_or_inactive_merchant_refuses_all_of_it(merchant: Merchant) -> None:
    payroll = [request(merchant), request(merchant, 0)]
    with pytest.raises(InvalidInput, match="No merchant with this id"):
        create_payouts(uuid4(), payroll)
    Merchant.objects.filter(pk=merchant.pk).update(is_active=False)
    with pytest.raises(InvalidInput, match="This merchant is suspended"):
        create_payouts(merchant.id, payroll)
    assert not Payout.objects.exists()


def test_expired_keys_of_a_batch_are_free(merchant: Merchant) -> None:
    keys = [uuid4() for _ in range(3)]
    first = create_payouts(merchant.id, [request(merchant, key=key) for key in keys])
    expire(keys[0])
    expire(keys[1])
    again = create_payouts(merchant.id, [request(merchant, key=key) for key in (*keys, keys[0])])
    assert told(again) == ["created", "created", "replayed", "replayed"]
    assert payout_ids(again, 2) == payout_ids(first, 2)
    assert payout_ids(again, 3) == payout_ids(again, 0)
    assert (Payout.objects.count(), IdempotencyRecord.objects.count()) == (5, 3)


def test_racing_batches_with_the_same_keys_make_each_payout_once(merchant: Merchant) -> None:
    payroll = [request(merchant, 1_000) for _ in range(100)]  # the whole balance
    answers = at_once(4, lambda n: create_payouts(merchant.id, payroll if n % 2 else payroll[::-1]))
    outcomes = [told(answer) if isinstance(answer, list) else answer for answer in answers]
    assert sorted(outcomes, key=str) == [["created"] * 100] + [["replayed"] * 100] * 3
    assert balance_of(merchant.id).available_paise == 0
    assert Payout.objects.count() == 100


def test_racing_batches_stay_within_the_balance(new_merchant: Callable[..., Merchant]) -> None:
    merchant = new_merchant(100)
    answers = at_once(6, lambda _: create_payouts(merchant.id, [request(merchant, 3) for _ in range(20)]))
    outcomes = [one for answer in answers if isinstance(answer, list) for one in told(answer)]
    assert (outcomes.count("created"), outcomes.count(InsufficientFunds)) == (33, 87)
    assert balance_of(merchant.id).available_paise == 1


@pytest.mark.usefixtures("as_the_owner")
def test_a_fault_in_the_middle_of_a_batch_leaves_nothing(merchant: Merchant) -> None:
    payroll = [request(merchant, 10 + n) for n in range(50)]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entries ADD CONSTRAINT no_42 CHECK (amount_paise <> -42) NOT VALID")
        try:
            with pytest.raises(IntegrityError, match="no_42"):
                create_payouts(merchant.id, payroll)
        finally:
            cursor.execute("ALTER TABLE ledger_entries DROP CONSTRAINT no_42")
    assert (Payout.objects.count(), IdempotencyRecord.objects.count()) == (0, 0)
    assert told(create_payouts(merchant.id, payroll)) == ["created"] * 50


def test_replays_do_not_wait_behind_a_stuck_lock(merchant: Merchant) -> None:
    """One thread of this process waits for the lock; of those that come behind it, who needs none is answered."""
    known, fresh, waiting = (request(merchant) for _ in range(3))
    [first] = create_payouts(merchant.id, [known])
    with (
        held_lock(merchant) as release,
        in_the_background(lambda: create_payouts(merchant.id, [waiting])) as waiter,
    ):
        while not waits_for_a_lock():
            assert not waiter.done()
        with pytest.raises(Unavailable):
            create_payouts(merchant.id, [known, fresh])
        replay = create_payouts(merchant.id, [known])
        assert not waiter.done()
        release()
        assert told(waiter.result(timeout=20)) == ["created"]
    assert told(replay) == ["replayed"]
    assert payout_ids(replay, 0) == payout_ids([first], 0)
    assert told(create_payouts(merchant.id, [known, fresh])) == ["replayed", "created"]


def test_a_payout_is_made_in_a_transaction_of_its_own(merchant: Merchant) -> None:
    """Else it could be acknowledged and undone."""
    with transaction.atomic(), pytest.raises(RuntimeError):
        pay(merchant)
    assert not Payout.objects.exists()
