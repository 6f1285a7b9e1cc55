"""A failed payout is paid again once: whoever comes second is refused, however long ago the first was."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyConflict, InvalidInput
from server.merchants.models import Merchant
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails, PayoutDetails
from server.payouts.idempotency import Acceptance
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.retries import retried_by
from tests.api.conftest import no_row_changes
from tests.conftest import account_of, pay
from tests.support.racing import at_once, held_lock

FAILS = Script.ACCOUNT_CLOSED


def failed(merchant: Merchant, details: GivenDetails | None = None) -> Payout:
    payout = pay(merchant, 100, FAILS, details=details)
    settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.status == "failed"
    return payout


def again(payout: Payout, *, key: UUID | None = None, script: str = FAILS, paise: int = 100) -> Payout:
    return pay(payout.merchant, paise, script, key=key, details=GivenDetails(retry_of=payout.id))


def refusal_of(payout: Payout, **how: str) -> str:
    with no_row_changes(), pytest.raises(InvalidInput) as refused:
        again(payout, **how)  # type: ignore[arg-type]
    assert refused.value.field == "retry_of"
    return refused.value.message


def test_a_failed_payout_is_paid_again_once(merchant: Merchant) -> None:
    first = failed(merchant)
    assert retried_by(first) is None
    second = again(first, paise=250)
    assert (second.details.retry_of, retried_by(first), retried_by(second)) == (first.id, second.id, None)
    assert refusal_of(first) == f"That payout was paid again already, by payout {second.id}."


def test_a_retry_that_failed_may_be_followed_by_another(merchant: Merchant) -> None:
    first = failed(merchant)
    second = again(first)
    settle_due(SimulatedBank())
    third = again(first)
    assert (retried_by(first), retried_by(Payout.objects.get(pk=second.id))) == (third.id, third.id)


def test_a_chain_of_retries_does_not_fork(merchant: Merchant) -> None:
    first = failed(merchant)
    second = again(first)
    settle_due(SimulatedBank())
    third = again(second)
    assert {details.retry_root for details in PayoutDetails.objects.all()} == {first.id}
    already = f"That payout was paid again already, by payout {third.id}."
    assert (refusal_of(first), refusal_of(second)) == (already, already)


def test_who_may_not_read_is_not_told_which_payout_it_was(merchant: Merchant) -> None:
    first = failed(merchant)
    again(first)
    with pytest.raises(InvalidInput) as refused:
        again(first)
    assert refused.value.without_state().message == "That payout cannot be paid again."


@pytest.mark.parametrize("script", [Script.PAYS, Script.NEVER_ANSWERS, None])
def test_what_has_not_failed_is_not_paid_again(merchant: Merchant, script: Script | None) -> None:
    payout = pay(merchant, 100, script or Script.PAYS)
    if script:
        settle_due(SimulatedBank())
    message = refusal_of(payout, script=script or Script.PAYS)
    assert message == "That payout has neither failed nor come back, so it is not paid again."


def test_a_retry_goes_to_the_same_account(merchant: Merchant) -> None:
    message = refusal_of(failed(merchant), script=Script.PAYS)
    assert message == "That payout was to another bank account: a retry goes to the same one."


def test_an_unknown_payout_and_another_merchants_are_refused_alike(
    merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    foreign = failed(new_merchant())
    account_of(merchant, FAILS)
    messages = set()
    for named in (foreign.id, uuid4()):
        with no_row_changes(), pytest.raises(InvalidInput) as refused:
            pay(merchant, 100, FAILS, details=GivenDetails(retry_of=named))
        messages.add((refused.value.message, refused.value.field))
    assert messages == {("No such payout of this merchant.", "retry_of")}


def test_a_refusal_of_the_retry_comes_before_that_of_the_amount(merchant: Merchant) -> None:
    first = failed(merchant)
    again(first)
    with pytest.raises(InvalidInput):
        again(first, paise=10**12)


def test_a_key_means_the_payout_that_it_retries(merchant: Merchant) -> None:
    first, other, key = failed(merchant), failed(merchant), uuid4()
    second = again(first, key=key)
    assert again(first, key=key).id == second.id
    for details in (GivenDetails(retry_of=other.id), GivenDetails(reference="INV-1"), None):
        with pytest.raises(IdempotencyConflict):
            pay(merchant, 100, FAILS, key=key, details=details)


@pytest.mark.parametrize("named", ["the same", "one of its chain"])
def test_of_a_batch_one_retry_is_made(merchant: Merchant, named: str) -> None:
    first = failed(merchant)
    other = first
    if named == "one of its chain":
        other = again(first)
        settle_due(SimulatedBank())
    account = account_of(merchant, FAILS).id
    asked = [PayoutRequest(account, 100, uuid4(), GivenDetails(retry_of=it)) for it in (first.id, other.id)]
    [made, refused] = create_payouts(merchant.id, [*asked])
    assert isinstance(made, Acceptance)
    assert isinstance(refused, InvalidInput)
    assert refused.message == f"That payout was paid again already, by payout {made.payout_id}."


def test_of_two_who_pay_it_again_at_once_one_does(merchant: Merchant) -> None:
    first = failed(merchant)
    account = account_of(merchant, FAILS).id

    def retry(_number: int) -> Acceptance:
        return create_payout(
            merchant_id=merchant.id,
            bank_account_id=account,
            amount_paise=100,
            idempotency_key=uuid4(),
            details=GivenDetails(retry_of=first.id),
        )

    for _ in range(5):
        results = at_once(2, retry)
        [made] = [each for each in results if isinstance(each, Acceptance)]
        [refused] = [each for each in results if isinstance(each, InvalidInput)]
        assert str(made.payout_id) in refused.message
        settle_due(SimulatedBank())
    assert Payout.objects.count() == 1 + 5


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("first", "retried"),
        ("open", "not_failed"),
        ("elsewhere", "other_account"),
        ("foreign", "unknown"),
    ],
)
def test_the_database_refuses_a_retry_that_the_rules_refuse(
    merchant: Merchant, new_merchant: Callable[..., Merchant], named: str, why: str
) -> None:
    first, foreign = failed(merchant), failed(new_merchant())
    again(first)
    elsewhere = pay(merchant, 100, Script.PAYS)
    fresh = pay(merchant, 100, FAILS)
    ids = {"first": first.id, "open": fresh.id, "elsewhere": elsewhere.id, "foreign": foreign.id}
    with pytest.raises(IntegrityError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payout_details (payout_id, merchant_id, retry_of) VALUES (%s, %s, %s)",
            [fresh.id, merchant.id, ids[named]],
        )


@pytest.mark.usefixtures("as_the_owner")
def test_a_retry_that_is_typed_in_waits_for_the_merchants_lock(merchant: Merchant) -> None:
    first, fresh = failed(merchant), pay(merchant, 100, FAILS)

    row = "INSERT INTO payout_details (payout_id, merchant_id, retry_of) VALUES (%s, %s, %s)"
    with held_lock(merchant), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            cursor.execute(row, [fresh.id, merchant.id, first.id])
        transaction.set_rollback(True)


@pytest.mark.usefixtures("as_the_owner")
def test_the_database_fills_in_the_root_itself(merchant: Merchant) -> None:
    first, fresh = failed(merchant), pay(merchant, 100, FAILS)
    plain = pay(merchant, 100, FAILS)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payout_details (payout_id, merchant_id, reference, retry_of, retry_root)"
            " VALUES (%s, %s, 'A', %s, %s), (%s, %s, 'B', NULL, %s)",
            [fresh.id, merchant.id, first.id, fresh.id, plain.id, merchant.id, fresh.id],
        )
    assert dict(PayoutDetails.objects.values_list("reference", "retry_root")) == {"A": first.id, "B": None}


def test_an_item_that_is_refused_for_its_name_pays_nothing_again(merchant: Merchant) -> None:
    first = failed(merchant)
    pay(merchant, 1, details=GivenDetails(client_reference="TAKEN"))
    account = account_of(merchant, FAILS).id
    given = [GivenDetails(retry_of=first.id, client_reference="TAKEN"), GivenDetails(retry_of=first.id)]
    refused, made = create_payouts(merchant.id, [PayoutRequest(account, 100, uuid4(), each) for each in given])
    assert isinstance(refused, InvalidInput)
    assert (refused.field, isinstance(made, Acceptance)) == ("client_reference", True)
