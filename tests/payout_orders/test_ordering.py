"""Placing an order, and cancelling it: what is kept, what is replayed and what is refused. No balance is touched."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.errors import IdempotencyConflict, InvalidInput, NotPossibleNow, Refusal
from server.ledger.balance import Balance, balance_of
from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.money import MAX_PAISE
from server.payout_orders.ending import cancel_order
from server.payout_orders.funding import fund
from server.payout_orders.models import OrderState, PayoutOrder, PayoutOrderBook
from server.payout_orders.ordering import USUAL_WAIT, OrderRequest, place_order
from server.payout_orders.promised import promised_by
from server.payouts.creation import create_payout
from server.payouts.details import GivenDetails, Purpose
from server.payouts.idempotency import purge_expired
from server.payouts.models import IdempotencyRecord, Payout
from server.rails.rules import Rail
from tests.conftest import account_of, add_account, pay

from .conftest import order, receive, request


def soon(**after: float) -> datetime:
    return datetime.now(UTC) + timedelta(**after)


def test_an_order_is_kept_and_touches_no_balance(poor: Merchant) -> None:
    with in_context(AuditContext(Actor(ActorKind.KEY, "7", "payroll"))):
        placed = order(poor, 10_000, details=GivenDetails("INV-7", "Rent", Purpose.SALARY))
    assert (placed.seq, placed.state, placed.payout_id, placed.reference) == (1, OrderState.WAITING, None, "INV-7")
    assert (placed.made_by_kind, placed.made_by_id, placed.made_by_name) == ("key", "7", "payroll")
    assert placed.expires_at - placed.created_at == pytest.approx(USUAL_WAIT, abs=timedelta(seconds=10))
    assert balance_of(poor.id) == Balance(0, 0, 0)
    assert promised_by(poor.id) == 10_000
    assert not Payout.objects.exists()
    event = AuditEvent.objects.get(action="payout_order.placed")
    assert (event.subject_id, event.actor_name) == (str(placed.id), "payroll")


def test_orders_are_numbered_and_summed_by_merchant(poor: Merchant, merchant: Merchant) -> None:
    assert [order(each).seq for each in (poor, poor, merchant, poor)] == [1, 2, 1, 3]
    assert (promised_by(poor.id), promised_by(merchant.id)) == (30_000, 10_000)


@pytest.mark.parametrize("state", list(OrderState))
def test_the_same_order_again_is_a_replay_whatever_has_become_of_it(poor: Merchant, state: OrderState) -> None:
    key = uuid4()
    asked = request(poor, key=key, details=GivenDetails(rail=Rail.NEFT), not_before=None, expires_at=soon(days=5))
    placed = place_order(poor.id, asked).order
    match state:
        case OrderState.FUNDED:
            receive(poor, 10_000)
            fund(poor.id)
        case OrderState.CANCELLED:
            cancel_order(placed)
        case OrderState.REFUSED:
            add_account(poor, "Other", "501000000009")
            retire_bank_account(placed.bank_account_id)
            fund(poor.id)
        case OrderState.EXPIRED:
            return  # test_funding.py
    again = place_order(poor.id, asked)
    assert (again.order.id, again.replayed, again.order.state) == (placed.id, True, state)
    assert PayoutOrder.objects.count() == 1


def test_the_same_key_for_another_order_is_a_conflict(poor: Merchant) -> None:
    first = request(poor, key=uuid4(), expires_at=soon(days=5))
    place_order(poor.id, first)
    account = add_account(poor, "Other", "501000000009").id
    key, details = first.idempotency_key, GivenDetails("INV-8")
    for other in (
        OrderRequest(first.bank_account_id, 10_001, key, expires_at=first.expires_at),
        OrderRequest(account, 10_000, key, expires_at=first.expires_at),
        OrderRequest(first.bank_account_id, 10_000, key, details, expires_at=first.expires_at),
        OrderRequest(first.bank_account_id, 10_000, key, not_before=soon(days=1), expires_at=first.expires_at),
        OrderRequest(first.bank_account_id, 10_000, key, expires_at=soon(days=6)),
        OrderRequest(first.bank_account_id, 10_000, key),
    ):
        with pytest.raises(IdempotencyConflict, match="used for an order"):
            place_order(poor.id, other)
    assert PayoutOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("not_before", "expires_at", "field"),
    [
        (timedelta(seconds=-1), None, "not_before"),
        (timedelta(days=93, seconds=5), None, "not_before"),
        (None, timedelta(seconds=-1), "expires_at"),
        (None, timedelta(days=93, seconds=5), "expires_at"),
        (timedelta(days=2), timedelta(days=2), "expires_at"),
        (timedelta(days=2), timedelta(days=1), "expires_at"),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    poor: Merchant, not_before: timedelta | None, expires_at: timedelta | None, field: str
) -> None:
    now = datetime.now(UTC)
    asked = request(
        poor,
        not_before=None if not_before is None else now + not_before,
        expires_at=None if expires_at is None else now + expires_at,
    )
    with pytest.raises(InvalidInput) as refused:
        place_order(poor.id, asked)
    assert refused.value.field == field
    assert not PayoutOrder.objects.exists()
    assert not PayoutOrderBook.objects.exists()


def test_the_usual_wait_begins_at_the_time_from_which_it_may_be_made(poor: Merchant) -> None:
    then = soon(days=10)
    assert order(poor, not_before=then).expires_at == then + USUAL_WAIT
    assert order(poor, not_before=soon(days=92)).expires_at < soon(days=93)


def test_what_a_payout_would_be_refused_for_is_refused(poor: Merchant, merchant: Merchant) -> None:
    mine = account_of(poor).id
    retired = add_account(poor, "Old", "501000000009").id
    retire_bank_account(retired)
    paid = pay(poor_with_money := merchant, 10_000)
    cases = [
        (OrderRequest(uuid4(), 1, uuid4()), "bank_account_id"),
        (OrderRequest(account_of(merchant).id, 1, uuid4()), "bank_account_id"),
        (OrderRequest(retired, 1, uuid4()), "bank_account_id"),
        (OrderRequest(mine, 1, uuid4(), GivenDetails(rail=Rail.RTGS)), "rail"),
        (OrderRequest(mine, 1, uuid4(), GivenDetails(retry_of=uuid4())), "retry_of"),
    ]
    for asked, field in cases:
        with pytest.raises(InvalidInput) as refused:
            place_order(poor.id, asked)
        assert refused.value.field == field, asked
    with pytest.raises(InvalidInput, match="neither failed nor come back"):
        place_order(merchant.id, request(poor_with_money, details=GivenDetails(retry_of=paid.id)))
    with pytest.raises(InvalidInput, match="No merchant"):
        place_order(uuid4(), request(poor))
    suspend_merchant(poor.id, reason="Documents are missing")
    with pytest.raises(InvalidInput, match="suspended"):
        place_order(poor.id, request(poor))
    assert not PayoutOrder.objects.exists()


def test_all_orders_together_stay_within_what_a_number_can_say(poor: Merchant) -> None:
    order(poor, MAX_PAISE - 1)
    order(poor, 1)
    with pytest.raises(InvalidInput, match="would pass") as refused:
        order(poor, 1)
    assert refused.value.field == "amount_paise"


def test_a_key_that_has_made_a_payout_orders_none(merchant: Merchant) -> None:
    paid = pay(merchant, 10_000)
    for asked in (request(merchant, 10_000, paid.idempotency_key), request(merchant, 5, paid.idempotency_key)):
        with pytest.raises(IdempotencyConflict, match="has made a payout"):
            place_order(merchant.id, asked)


def test_a_forgotten_key_orders_none(merchant: Merchant, settings: object) -> None:
    paid = pay(merchant, 10_000)
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 0  # type: ignore[attr-defined]
    assert purge_expired() == 1
    assert not IdempotencyRecord.objects.exists()
    with pytest.raises(IdempotencyConflict, match="has made a payout"):
        place_order(merchant.id, request(merchant, 10_000, paid.idempotency_key))


@pytest.mark.parametrize("has_ended", [False, True])
@pytest.mark.parametrize("is_retry", [False, True])
@pytest.mark.parametrize("reference", [None, "INV-7"])
def test_an_orders_key_makes_no_other_payout(
    merchant: Merchant, has_ended: bool, is_retry: bool, reference: str | None
) -> None:
    placed = order(merchant, 10_000)
    if has_ended:
        cancel_order(placed)
    with pytest.raises(IdempotencyConflict, match="payout order"):
        create_payout(
            merchant_id=merchant.id,
            bank_account_id=placed.bank_account_id,
            amount_paise=10_000,
            idempotency_key=placed.idempotency_key,
            details=GivenDetails(reference) if reference else None,
            is_retry=is_retry,
        )
    assert not Payout.objects.exists()


def test_the_key_of_a_funded_order_makes_no_second_payout_for_ever(merchant: Merchant) -> None:
    placed = order(merchant, 10_000)
    assert fund(merchant.id) == 1
    for _ in range(2):
        with pytest.raises(IdempotencyConflict, match="payout order"):
            pay(merchant, 10_000, key=placed.idempotency_key)
        purge_expired()
    assert Payout.objects.count() == 1


def test_another_merchants_payout_may_have_an_orders_key(poor: Merchant, merchant: Merchant) -> None:
    key = order(poor).idempotency_key
    order(merchant)
    assert pay(merchant, 10, key=key).idempotency_key == key


def test_cancelling_ends_an_order_once(poor: Merchant) -> None:
    placed = order(poor)
    assert [cancel_order(placed), cancel_order(placed)] == [True, False]
    assert (placed.state, promised_by(poor.id)) == (OrderState.CANCELLED, 0)
    assert placed.ended_at
    receive(poor, 10_000)
    assert fund(poor.id) == 0
    assert AuditEvent.objects.filter(action="payout_order.cancelled").count() == 1


def test_a_funded_order_cannot_be_cancelled(merchant: Merchant) -> None:
    placed = order(merchant)
    fund(merchant.id)
    with pytest.raises(NotPossibleNow) as refused:
        cancel_order(placed)
    assert refused.value.status == OrderState.FUNDED


def test_a_refusal_leaves_nothing_behind(poor: Merchant) -> None:
    with pytest.raises(Refusal):
        place_order(poor.id, OrderRequest(uuid4(), 1, uuid4()))
    poor.refresh_from_db()
    assert poor.terms_version == 0
    order(poor)
    poor.refresh_from_db()
    assert poor.terms_version == 1
