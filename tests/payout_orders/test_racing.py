"""One key, or one merchant's money, and several who ask at once: the database decides, and nobody is paid twice."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from server.errors import IdempotencyConflict, InsufficientFunds
from server.merchants.models import Merchant
from server.payout_orders.ending import cancel_order
from server.payout_orders.funding import fund
from server.payout_orders.models import OrderState, PayoutOrder
from server.payout_orders.ordering import Ordered, place_order
from server.payout_orders.promised import promised_by
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from tests.conftest import pay
from tests.support.racing import at_once

from .conftest import order, receive, request


@pytest.mark.parametrize("has_orders", [False, True])
@pytest.mark.parametrize("round_", range(5))
def test_an_order_and_a_payout_with_one_key_are_never_both(merchant: Merchant, has_orders: bool, round_: int) -> None:
    if has_orders:
        cancel_order(order(merchant))
    key = uuid4()
    asked = request(merchant, 10_000, key)
    acts: list[Callable[[], object]] = [lambda: place_order(merchant.id, asked), lambda: pay(merchant, 10_000, key=key)]
    results = at_once(4, lambda n: acts[(n + round_) % 2]())
    fund(merchant.id)
    ordered = [each for each in results if isinstance(each, Ordered)]
    paid = [each for each in results if isinstance(each, Payout)]
    conflicts = [each for each in results if isinstance(each, IdempotencyConflict)]
    assert (bool(ordered), bool(paid), len(conflicts)) in {(True, False, 2), (False, True, 2)}, results
    assert Payout.objects.filter(idempotency_key=key).count() == 1


def test_the_same_order_from_several_is_placed_once(poor: Merchant) -> None:
    asked = request(poor, 10_000)
    results = at_once(5, lambda _: place_order(poor.id, asked))
    assert sorted(each.replayed for each in results if isinstance(each, Ordered)) == [False] + [True] * 4
    assert promised_by(poor.id) == 10_000


def test_several_who_fund_at_once_make_each_payout_once(poor: Merchant) -> None:
    orders = [order(poor, 10) for _ in range(12)]
    receive(poor, 100)
    made = at_once(4, lambda _: fund(poor.id))
    assert sum(made) == 10, made  # type: ignore[arg-type]
    assert Payout.objects.count() == 10
    funded = PayoutOrder.objects.filter(state=OrderState.FUNDED).order_by("seq")
    assert [each.id for each in funded] == [each.id for each in orders[:10]]


def test_an_order_that_is_cancelled_while_it_is_funded_ends_one_way(poor: Merchant) -> None:
    for _ in range(5):
        placed = order(poor, 10)
        receive(poor, 10)
        at_once(2, lambda n, it=placed: cancel_order(it) if n else fund(poor.id))  # type: ignore[misc]
        placed = PayoutOrder.objects.get(pk=placed.pk)
        assert (placed.state, placed.payout_id is not None) in {("cancelled", False), ("funded", True)}


def test_orders_and_payouts_together_never_spend_more_than_there_is(poor: Merchant) -> None:
    for _ in range(5):
        order(poor, 10)
    receive(poor, 50)
    results = at_once(4, lambda n: fund(poor.id) if n % 2 else [_try(poor) for _ in range(4)])
    assert not [each for each in results if isinstance(each, Exception)]
    assert Payout.objects.count() == 5


def _try(merchant: Merchant) -> Payout | Acceptance | None:
    try:
        return pay(merchant, 10)
    except InsufficientFunds:
        return None
