from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput
from server.ledger.models import LedgerEntry
from server.merchants.models import BankAccount, Merchant
from server.payouts import creation, idempotency, lifecycle
from server.payouts.idempotency import Acceptance
from server.payouts.models import IdempotencyRecord, Payout
from server.payouts.states import Status
from tests.conftest import account_of, guards_off
from tests.support.racing import at_once


def send(merchant: Merchant, key: UUID, paise: int = 10_000, account: BankAccount | None = None) -> Acceptance:
    return creation.create_payout(
        merchant_id=merchant.id,
        bank_account_id=(account or account_of(merchant)).id,
        amount_paise=paise,
        idempotency_key=key,
    )


def expire(key: UUID) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE idempotency_records SET created_at = created_at - interval '25 hours' WHERE key = %s",
            [key],
        )


def test_the_same_key_gives_the_same_bytes_in_every_state_of_the_payout(merchant: Merchant) -> None:
    key = uuid4()
    first = send(merchant, key)
    pending = send(merchant, key)
    lifecycle.settle_due(SimulatedBank())
    settled = send(merchant, key)
    assert settled.payout.status == Status.COMPLETED
    assert first.receipt == pending.receipt == settled.receipt
    assert (first.replayed, pending.replayed, settled.replayed) == (False, True, True)
    assert Payout.objects.count() == 1
    assert LedgerEntry.objects.filter(payout=first.payout).count() == 3


def test_a_replay_shows_the_payout_as_it_was_accepted(merchant: Merchant) -> None:
    key = uuid4()
    send(merchant, key)
    lifecycle.settle_due(SimulatedBank())
    accepted = send(merchant, key).as_accepted()
    assert (accepted.status, accepted.attempt_count, accepted.completed_at) == (Status.PENDING, 0, None)
    assert [entry.entry_type for entry in accepted.ledger_entries.all()] == ["payout_hold"]


def test_other_parameters_under_a_used_key_are_a_conflict(merchant: Merchant) -> None:
    key = uuid4()
    first = send(merchant, key)
    other = account_of(merchant, Script.REFUSES_TWICE_THEN_PAYS)
    with pytest.raises(IdempotencyConflict):
        send(merchant, key, 10_001)
    with pytest.raises(IdempotencyConflict):
        send(merchant, key, account=other)
    assert list(Payout.objects.all()) == [first.payout]


def test_the_same_key_is_free_for_another_merchant(new_merchant: Callable[..., Merchant]) -> None:
    key = uuid4()
    one, other = send(new_merchant(), key), send(new_merchant(), key)
    assert not other.replayed
    assert one.payout.id != other.payout.id


def test_a_refused_request_is_not_remembered(merchant: Merchant) -> None:
    key = uuid4()
    with pytest.raises(InsufficientFunds) as refusal:
        send(merchant, key, 100_001)
    assert refusal.value.available_paise == 100_000
    with pytest.raises(InvalidInput):
        creation.create_payout(merchant_id=merchant.id, bank_account_id=uuid4(), amount_paise=1, idempotency_key=key)
    assert not IdempotencyRecord.objects.exists()
    assert not send(merchant, key, 100_000).replayed


def test_concurrent_requests_with_one_key_create_exactly_one(merchant: Merchant) -> None:
    key = uuid4()
    account = account_of(merchant)
    # The whole balance: whoever came second and did not look again after the lock would be told 402.
    answers = at_once(12, lambda _: send(merchant, key, 100_000, account))
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    accepted = [answer for answer in answers if isinstance(answer, Acceptance)]
    assert sorted(answer.replayed for answer in accepted) == [False] + [True] * 11
    assert len({answer.receipt for answer in accepted}) == 1
    assert Payout.objects.count() == 1
    assert LedgerEntry.objects.filter(entry_type="payout_hold").count() == 1


def test_an_expired_key_creates_anew_exactly_once(merchant: Merchant) -> None:
    key = uuid4()
    account = account_of(merchant)
    first = send(merchant, key, account=account)
    expire(key)
    answers = at_once(8, lambda _: send(merchant, key, account=account))
    accepted = [answer for answer in answers if isinstance(answer, Acceptance)]
    assert len(accepted) == 8
    assert sorted(answer.replayed for answer in accepted) == [False] + [True] * 7
    assert {answer.payout.id for answer in accepted} != {first.payout.id}
    assert Payout.objects.count() == 2
    assert IdempotencyRecord.objects.count() == 1


def test_an_expired_key_is_free_for_other_parameters(merchant: Merchant) -> None:
    key = uuid4()
    send(merchant, key)
    expire(key)
    assert send(merchant, key, 20_000).payout.amount_paise == 20_000


def test_the_purge_removes_what_has_expired_and_nothing_else(merchant: Merchant) -> None:
    old, fresh = uuid4(), uuid4()
    send(merchant, old)
    send(merchant, fresh)
    expire(old)
    assert idempotency.purge_expired() == 1
    assert list(IdempotencyRecord.objects.values_list("key", flat=True)) == [fresh]
    assert Payout.objects.count() == 2


def test_the_window_is_a_setting(merchant: Merchant, settings: Settings) -> None:
    key = uuid4()
    send(merchant, key)
    expire(key)
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 26
    assert send(merchant, key).replayed


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "change", ["answer = '{}'", "created_at = now() + interval '1 day'", "key = gen_random_uuid()"]
)
def test_a_receipt_cannot_be_changed(merchant: Merchant, change: str) -> None:
    send(merchant, uuid4())
    with pytest.raises(DatabaseError, match=r"cannot change|was not created"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE idempotency_records SET {change}")
