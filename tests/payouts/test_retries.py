"""A caller says "this is a retry": a key that has made a payout never makes another, however long ago that was."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection

from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyConflict, IdempotencyKeyForgotten, InsufficientFunds, InvalidInput, Refusal
from server.merchants.models import BankAccount, Merchant
from server.payouts import idempotency, lifecycle
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.idempotency import Acceptance
from server.payouts.models import ForgottenKey, IdempotencyRecord, Payout
from tests.conftest import account_of, guards_off
from tests.support.racing import at_once, held_lock, in_the_background, waits_for_a_lock

from .test_batches import told
from .test_idempotency import expire, send

Retry = Callable[..., Acceptance]


def alone(merchant: Merchant, key: UUID, paise: int = 10_000, account: BankAccount | None = None) -> Acceptance:
    account = account or account_of(merchant)
    return create_payout(
        merchant_id=merchant.id, bank_account_id=account.id, amount_paise=paise, idempotency_key=key, is_retry=True
    )


def in_a_batch(merchant: Merchant, key: UUID, paise: int = 10_000, account: BankAccount | None = None) -> Acceptance:
    account = account or account_of(merchant)
    [result] = create_payouts(merchant.id, [PayoutRequest(account.id, paise, key)], is_retry=True)
    if isinstance(result, Refusal):
        raise result
    return result


BOTH_VERBS = pytest.mark.parametrize("retry", [alone, in_a_batch], ids=["alone", "in a batch"])


@BOTH_VERBS
@pytest.mark.parametrize("purged", [False, True], ids=["expired", "purged"])
def test_a_forgotten_key_is_refused_and_names_its_payout(merchant: Merchant, retry: Retry, purged: bool) -> None:
    key = uuid4()
    first = send(merchant, key)
    lifecycle.settle_due(SimulatedBank())
    expire(key)
    if purged:
        assert idempotency.purge_expired() == 1
    for paise in (10_000, 10_001, 10**9):  # the same body or another, and more than is left
        with pytest.raises(IdempotencyKeyForgotten, match="look before you pay") as refusal:
            retry(merchant, key, paise)
        assert refusal.value.payout_ids == [first.payout_id]
    assert Payout.objects.count() == 1


@BOTH_VERBS
def test_a_key_that_is_remembered_is_replayed_or_in_conflict_as_ever(merchant: Merchant, retry: Retry) -> None:
    key = uuid4()
    first = send(merchant, key)
    again = retry(merchant, key)
    assert (again.replayed, again.receipt) == (True, first.receipt)
    with pytest.raises(IdempotencyConflict):
        retry(merchant, key, 1)
    assert Payout.objects.count() == 1


@BOTH_VERBS
def test_a_retry_of_what_never_arrived_or_was_refused_is_a_first_call(merchant: Merchant, retry: Retry) -> None:
    key = uuid4()
    with pytest.raises(InsufficientFunds):
        send(merchant, key, 10**9)
    made = retry(merchant, key)
    assert not made.replayed
    assert retry(merchant, key).receipt == made.receipt
    with pytest.raises(InsufficientFunds) as refusal:
        retry(merchant, uuid4(), 10**9)
    assert refusal.value.available_paise == 90_000
    with pytest.raises(InvalidInput):
        retry(merchant, uuid4(), account=BankAccount(id=uuid4()))


@BOTH_VERBS
def test_all_payouts_of_a_key_are_named_newest_first(merchant: Merchant, retry: Retry) -> None:
    """Whoever does not say that it is a retry may use an old key anew."""
    key, made = uuid4(), []
    for purged in (True, False, True, False):
        made.append(send(merchant, key).payout_id)
        expire(key)
        if purged:
            idempotency.purge_expired()
    with pytest.raises(IdempotencyKeyForgotten) as refusal:
        retry(merchant, key)
    assert refusal.value.payout_ids == made[::-1]


@BOTH_VERBS
def test_at_most_ten_payouts_are_named(merchant: Merchant, retry: Retry) -> None:
    key = uuid4()
    made = []
    for _ in range(12):
        made.append(send(merchant, key, 1).payout_id)
        expire(key)
    with pytest.raises(IdempotencyKeyForgotten) as refusal:
        retry(merchant, key)
    assert refusal.value.payout_ids == made[:1:-1]


@BOTH_VERBS
def test_another_merchants_key_is_not_this_ones(new_merchant: Callable[..., Merchant], retry: Retry) -> None:
    key, theirs, ours = uuid4(), new_merchant(), new_merchant()
    send(theirs, key)
    expire(key)
    idempotency.purge_expired()
    assert not retry(ours, key).replayed


@BOTH_VERBS
def test_racing_retries_of_a_forgotten_key_make_nothing(merchant: Merchant, retry: Retry) -> None:
    key, account = uuid4(), account_of(merchant)
    first = send(merchant, key, account=account)
    expire(key)

    def race(number: int) -> object:
        return idempotency.purge_expired() if number == 0 else retry(merchant, key, account=account)

    answers = at_once(8, race)[1:]
    assert [answer.payout_ids for answer in answers if isinstance(answer, IdempotencyKeyForgotten)] == [
        [first.payout_id]
    ] * 7
    assert Payout.objects.count() == 1


@BOTH_VERBS
def test_a_retry_that_overtakes_its_first_call_pays_once(merchant: Merchant, retry: Retry) -> None:
    key, account = uuid4(), account_of(merchant)
    answers = at_once(
        8, lambda n: retry(merchant, key, 60_000, account) if n % 2 else send(merchant, key, 60_000, account)
    )
    accepted = [answer for answer in answers if isinstance(answer, Acceptance)]
    assert sorted(answer.replayed for answer in accepted) == [False] + [True] * 7
    assert Payout.objects.count() == 1


@BOTH_VERBS
def test_the_key_is_looked_for_again_after_a_wait_for_the_lock(merchant: Merchant, retry: Retry) -> None:
    """While the retry waits, its receipt is purged."""
    key, account = uuid4(), account_of(merchant)
    first = send(merchant, key, account=account)
    expire(key)

    def refused() -> list[UUID]:
        with pytest.raises(IdempotencyKeyForgotten) as refusal:
            retry(merchant, key, account=account)
        return refusal.value.payout_ids

    with held_lock(merchant) as release, in_the_background(refused) as waiting:
        while not waits_for_a_lock():
            assert not waiting.done()
        idempotency.purge_expired()
        release()
        assert waiting.result(timeout=20) == [first.payout_id]


def test_each_item_of_a_retried_batch_has_its_own_result(merchant: Merchant) -> None:
    account = account_of(merchant).id
    gone, kept, never = uuid4(), uuid4(), uuid4()
    [first] = create_payouts(merchant.id, [PayoutRequest(account, 10, gone)])
    assert isinstance(first, Acceptance)
    expire(gone)
    idempotency.purge_expired()
    create_payouts(merchant.id, [PayoutRequest(account, 10, kept)])
    payroll = [PayoutRequest(account, 10, key) for key in (gone, kept, never, gone, never)]
    results = create_payouts(merchant.id, payroll, is_retry=True)
    assert told(results) == [IdempotencyKeyForgotten, "replayed", "created", IdempotencyKeyForgotten, "replayed"]
    assert [r.payout_ids for r in results if isinstance(r, IdempotencyKeyForgotten)] == [[first.payout_id]] * 2


def test_a_suspended_merchants_batch_replays_what_it_made_and_refuses_the_rest(merchant: Merchant) -> None:
    """As the single calls do."""
    account, made, gone = account_of(merchant).id, uuid4(), uuid4()
    [before, _] = create_payouts(merchant.id, [PayoutRequest(account, 10, key) for key in (made, gone)])
    assert isinstance(before, Acceptance)
    expire(gone)
    suspend(merchant)
    payroll = [
        PayoutRequest(account, 10, uuid4()),
        PayoutRequest(account, 10, made),
        PayoutRequest(account, 11, made),
        PayoutRequest(account, 10, gone),
    ]
    for is_retry in (False, True):
        results = create_payouts(merchant.id, payroll, is_retry=is_retry)
        assert told(results) == [InvalidInput, "replayed", IdempotencyConflict, InvalidInput]
        assert isinstance(results[1], Acceptance)
        assert results[1].receipt == before.receipt
        assert [(str(r), r.field) for r in results if isinstance(r, InvalidInput)] == [
            ("This merchant is suspended: it can't make new payouts.", "merchant_id")
        ] * 2
    assert Payout.objects.count() == 2


def suspend(merchant: Merchant) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE merchants SET is_active = false WHERE id = %s", [merchant.id])


def test_the_release_before_purges_keys_without_forgetting_that_they_paid(merchant: Merchant) -> None:
    key = uuid4()
    first = send(merchant, key)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM idempotency_records WHERE created_at <= clock_timestamp()")
    assert not IdempotencyRecord.objects.exists()
    assert list(ForgottenKey.objects.values_list("key", "payout_id")) == [(key, first.payout_id)]
    with pytest.raises(IdempotencyKeyForgotten):
        alone(merchant, key)


OLD_FORMS = {
    "one": (
        "SELECT outcome, receipt, available_paise FROM create_payout(%(merchant)s, %(account)s, %(paise)s, %(key)s,"
        " gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '1 day', true, 'system', '', '', NULL)"
    ),
    "many": (
        "SELECT outcome, receipt, available_paise FROM create_payouts(%(merchant)s, ARRAY[%(account)s]::uuid[],"
        " ARRAY[%(paise)s]::bigint[], ARRAY[%(key)s]::uuid[], ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()],"
        " ARRAY[gen_random_uuid()], '1 day', true, 'system', '', '', NULL)"
    ),
}


@pytest.mark.parametrize("form", OLD_FORMS.values(), ids=OLD_FORMS)
def test_the_release_before_creates_by_the_forms_that_it_knows(merchant: Merchant, form: str) -> None:
    key = uuid4()

    def call(paise: int, merchant_id: UUID = merchant.id) -> tuple[str, str | None, int | None]:
        asked: dict[str, UUID | int] = {
            "merchant": merchant_id,
            "account": account_of(merchant).id,
            "paise": paise,
            "key": key,
        }
        with connection.cursor() as cursor:
            cursor.execute(form, asked)
            [decision] = cursor.fetchall()
        return decision  # type: ignore[no-any-return]

    created, receipt, _ = call(10_000)
    assert (created, call(10_000)) == ("created", ("replayed", receipt, None))
    assert call(1)[0] == "conflict"
    expire(key)
    assert call(90_001) == ("no_money", None, 90_000)
    assert call(10_000)[0] == "created"
    assert call(10_000, uuid4())[0] == "no_merchant"


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("change", ["UPDATE forgotten_keys SET key = key", "DELETE FROM forgotten_keys"])
def test_a_forgotten_key_stays(merchant: Merchant, change: str) -> None:
    key = uuid4()
    send(merchant, key)
    expire(key)
    idempotency.purge_expired()
    with pytest.raises(DatabaseError, match="is refused, its rows are kept"), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.usefixtures("as_the_owner")
def test_a_forgotten_key_is_that_of_its_payout(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    payout = send(merchant, uuid4()).payout
    for merchant_id, key in ((merchant.id, uuid4()), (other.id, payout.idempotency_key)):
        with pytest.raises(DatabaseError, match="was not created by merchant"):
            ForgottenKey.objects.create(merchant_id=merchant_id, key=key, payout=payout)
