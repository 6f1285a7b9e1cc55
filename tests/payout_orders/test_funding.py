"""When an order makes its payout: whose turn it is, what stops it, and what it leaves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.audit_log.models import AuditEvent
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.database import row_security
from server.errors import IdempotencyConflict
from server.events.kinds import EventType
from server.events.reading import read_page
from server.ledger.balance import balance_of
from server.merchants.accounts import retire_bank_account
from server.merchants.models import Merchant
from server.merchants.suspension import suspend_merchant
from server.payout_orders import ending, funding, tasks
from server.payout_orders.ending import cancel_order, end_expired
from server.payout_orders.funding import fund, fund_due, try_to_fund
from server.payout_orders.models import FundingPolicy, PayoutOrder
from server.payout_orders.ordering import OrderRequest, place_order
from server.payout_orders.policy import policy_of, set_policy
from server.payout_orders.promised import promised_by
from server.payouts import lifecycle
from server.payouts.details import GivenDetails, Purpose
from server.payouts.models import ForgottenKey, IdempotencyRecord, Payout
from tests.conftest import add_account, pay
from tests.support.counting import round_trips
from tests.support.fees import charge_fees

from .conftest import let_days_pass, order, receive


def states(*orders: PayoutOrder) -> list[str]:
    for each in orders:
        each.refresh_from_db()
    return [each.state for each in orders]


def test_an_order_is_funded_as_soon_as_the_money_is_there(poor: Merchant) -> None:
    with in_context(AuditContext(Actor(ActorKind.PERSON, "3", "Asha"))):
        placed = order(poor, 10_000, details=GivenDetails("INV-7", "Rent", Purpose.SALARY))
    receive(poor, 9_999)
    assert (fund_due(), states(placed)) == (0, ["waiting"])
    receive(poor, 1)
    assert (fund_due(), states(placed)) == (1, ["funded"])
    payout = Payout.objects.select_related("details").get()
    assert placed.payout_id == payout.id
    assert (payout.idempotency_key, payout.bank_account_id) == (placed.idempotency_key, placed.bank_account_id)
    assert (payout.details.reference, payout.details.narration, payout.details.purpose) == ("INV-7", "Rent", "salary")
    assert payout.not_before is None
    assert (balance_of(poor.id).available_paise, balance_of(poor.id).held_paise, promised_by(poor.id)) == (0, 10_000, 0)
    assert AuditEvent.objects.get(action="payout.created").actor_name == "Asha"
    assert ForgottenKey.objects.get().payout_id == payout.id
    assert not IdempotencyRecord.objects.exists()
    lifecycle.settle_due(SimulatedBank())
    assert fund_due() == 0


def test_the_oldest_comes_first_and_holds_up_the_others(poor: Merchant) -> None:
    first, second, third = order(poor, 10), order(poor, 100), order(poor, 10)
    receive(poor, 50)
    assert (fund(poor.id), states(first, second, third)) == (1, ["funded", "waiting", "waiting"])
    receive(poor, 60)
    assert (fund(poor.id), states(second, third)) == (1, ["funded", "waiting"])
    receive(poor, 10)
    assert (fund(poor.id), states(third)) == (1, ["funded"])
    made = list(Payout.objects.order_by("created_at").values_list("idempotency_key", flat=True))
    assert made == [first.idempotency_key, second.idempotency_key, third.idempotency_key]


def test_by_the_other_policy_one_that_does_not_fit_is_passed_by(poor: Merchant) -> None:
    assert policy_of(poor.id) is FundingPolicy.STRICT
    large, small = order(poor, 100), order(poor, 10)
    assert set_policy(poor.id, FundingPolicy.FIRST_THAT_FITS) == (FundingPolicy.FIRST_THAT_FITS, True)
    assert set_policy(poor.id, FundingPolicy.FIRST_THAT_FITS).changed is False
    receive(poor, 50)
    assert (fund_due(), states(large, small)) == (1, ["waiting", "funded"])
    event = AuditEvent.objects.get(action="payout_orders.policy_changed")
    assert event.changes == {"policy": {"before": "strict", "after": "first_that_fits"}}


def test_many_that_do_not_fit_do_not_hide_one_that_does(poor: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(funding, "AT_ONCE", 2)
    set_policy(poor.id, FundingPolicy.FIRST_THAT_FITS)
    large = [order(poor, 100) for _ in range(3)]
    small = [order(poor, 10) for _ in range(5)]
    receive(poor, 50)
    assert (fund(poor.id), states(*large, *small)) == (5, ["waiting"] * 3 + ["funded"] * 5)


def test_nor_do_many_for_whose_fees_it_is_not_enough(poor: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(funding, "AT_ONCE", 2)
    set_policy(poor.id, FundingPolicy.FIRST_THAT_FITS)
    charge_fees(poor)
    large = [order(poor, 10_000) for _ in range(2)]
    small = order(poor, 5_000)
    receive(poor, 10_000)
    assert (fund(poor.id), states(*large, small)) == (1, ["waiting"] * 2 + ["funded"])


def test_a_long_queue_is_tried_as_far_as_the_money_goes(poor: Merchant) -> None:
    """With the first whose money is not there, under the merchant's lock."""
    orders = [order(poor, 10) for _ in range(6)]
    receive(poor, 35)
    assert funding._due(poor.id, 0, is_strict=True) == orders[:4]
    assert (fund(poor.id), states(*orders)) == (3, ["funded"] * 3 + ["waiting"] * 3)


def test_more_than_one_transaction_takes_are_funded_in_their_order(
    poor: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funding, "AT_ONCE", 2)
    orders = [order(poor, 10) for _ in range(5)]
    receive(poor, 45)
    assert (fund_due(), states(*orders)) == (4, ["funded"] * 4 + ["waiting"])


def test_a_request_makes_no_more_payouts_than_one_transaction_takes(
    poor: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funding, "AT_ONCE", 2)
    orders = [order(poor, 10) for _ in range(5)]
    receive(poor, 50)
    assert (try_to_fund(poor.id), states(*orders)) == (2, ["funded"] * 2 + ["waiting"] * 3)
    assert fund_due() == 3


def test_none_is_funded_before_its_time_and_it_holds_up_nobody(poor: Merchant) -> None:
    later = order(poor, 10, not_before=datetime.now(UTC) + timedelta(days=1))
    now = order(poor, 10)
    receive(poor, 20)
    assert (fund_due(), states(later, now)) == (1, ["waiting", "funded"])
    assert fund_due() == 0
    let_days_pass(later, 2)
    assert (fund_due(), states(later)) == (1, ["funded"])
    assert Payout.objects.get(order=later).not_before is None


def test_one_that_expires_makes_no_payout(poor: Merchant) -> None:
    placed = order(poor, 10)
    let_days_pass(placed, 5)
    receive(poor, 10)
    assert fund(poor.id) == 0  # also before the sweep
    assert (fund_due(), states(placed)) == (0, ["expired"])
    assert (end_expired(), promised_by(poor.id), balance_of(poor.id).available_paise) == (0, 0, 10)


def test_one_that_expires_holds_up_the_others_no_longer(poor: Merchant) -> None:
    large, small = order(poor, 100), order(poor, 10)
    receive(poor, 50)
    assert fund_due() == 0
    let_days_pass(large, 5)
    assert (fund_due(), states(large, small)) == (1, ["expired", "funded"])


def test_one_to_an_account_that_was_retired_is_refused_with_words(poor: Merchant) -> None:
    add_account(poor, "Other", "501000000009")
    placed, also = order(poor, 100), order(poor, 100)
    retire_bank_account(placed.bank_account_id)
    assert (fund_due(), states(placed, also)) == (0, ["refused", "refused"])
    assert placed.refused_because == "This bank account is retired: it can't receive new payouts."
    assert promised_by(poor.id) == 0


def test_those_of_a_suspended_merchant_are_refused_with_words(poor: Merchant) -> None:
    placed = order(poor, 100)
    suspend_merchant(poor.id, reason="Documents are missing")
    assert (fund_due(), states(placed)) == (0, ["refused"])
    assert placed.refused_because == "This merchant is suspended: it can't make new payouts."


def test_of_two_orders_that_pay_one_failed_payout_again_one_does(merchant: Merchant) -> None:
    failed = pay(merchant, 10, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    account = failed.bank_account_id
    again = [
        place_order(merchant.id, OrderRequest(account, 10, uuid4(), GivenDetails(retry_of=failed.id))).order
        for _ in range(2)
    ]
    assert (fund(merchant.id), states(*again)) == (1, ["funded", "refused"])
    assert again[1].refused_because == f"That payout was paid again already, by payout {again[0].payout_id}."


def cancel(placed: PayoutOrder) -> None:
    cancel_order(PayoutOrder.objects.get(pk=placed.pk))


def put_off(placed: PayoutOrder) -> None:
    let_days_pass(placed, -2)


def let_expire(placed: PayoutOrder) -> None:
    let_days_pass(placed, 5)


@pytest.mark.parametrize("end", [cancel, put_off, let_expire])
def test_one_whose_turn_is_over_meanwhile_makes_no_payout(
    merchant: Merchant, end: Callable[[PayoutOrder], None]
) -> None:
    """By the verb itself, whoever calls it."""
    placed = order(merchant, 10, not_before=datetime.now(UTC) + timedelta(days=1))
    let_days_pass(placed, 2)
    found = PayoutOrder.objects.get(pk=placed.pk)
    end(placed)
    [result] = funding._make(merchant.id, [found], is_strict=True)
    assert isinstance(result, IdempotencyConflict)
    assert not Payout.objects.exists()
    end_expired()


def test_an_order_waits_for_its_fee_too(poor: Merchant) -> None:
    placed = order(poor, 10_000)
    charge_fees(poor)
    receive(poor, 10_353)
    assert (fund_due(), states(placed)) == (0, ["waiting"])
    receive(poor, 1)
    assert (fund_due(), states(placed)) == (1, ["funded"])
    assert balance_of(poor.id).available_paise == 0


def test_each_step_is_told_to_the_feed(poor: Merchant) -> None:
    placed = order(poor, 10)
    receive(poor, 10)
    fund(poor.id)
    events = read_page(poor.id).events
    assert [event.type for event in events] == [
        EventType.PAYOUT_ORDER_PLACED,
        EventType.PAYMENT_RECEIVED,
        EventType.PAYOUT_CREATED,
        EventType.PAYOUT_ORDER_FUNDED,
    ]
    assert (events[0].payout_order_id, events[0].amount_paise, events[0].payout_id) == (placed.id, 10, None)
    funded = events[3]
    payout = Payout.objects.get()
    assert (funded.payout_order_id, funded.payout_id, funded.amount_paise) == (placed.id, payout.id, 10)
    assert (funded.bank_account_id, funded.idempotency_key) == (payout.bank_account_id, payout.idempotency_key)


def test_a_payout_made_meanwhile_is_not_held_up_by_orders(poor: Merchant) -> None:
    placed = order(poor, 100)
    receive(poor, 100)
    pay(poor, 60)
    assert (fund_due(), states(placed)) == (0, ["waiting"])


def test_every_credit_rings_once_it_is_committed(poor: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[object] = []
    monkeypatch.setattr(tasks, "notify", lambda: rung.append(connection.in_atomic_block))
    receive(poor, 100)
    assert rung == []  # nobody waits
    order(poor, 1_000)
    receive(poor, 100)
    assert rung == [False]
    failing = pay(poor, 10, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    failing.refresh_from_db()
    assert (failing.status, rung) == ("failed", [False] * 2)


def test_a_doorbell_that_fails_makes_no_credit_look_as_if_it_had(
    poor: Merchant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    order(poor, 10)
    monkeypatch.setattr(tasks, "notify", lambda: 1 / 0)
    receive(poor, 10)
    assert "a listener failed" in caplog.text
    assert fund_due() == 1


def test_one_merchants_trouble_is_its_own(
    poor: Merchant, merchant: Merchant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    orders = order(poor, 10), order(merchant, 10)
    receive(poor, 10)
    make = funding._make

    def fails(merchant_id: object, *rest: object, **named: object) -> object:
        return 1 / 0 if merchant_id == poor.id else make(merchant_id, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(funding, "_make", fails)
    assert (fund_due(), sorted(states(*orders))) == (1, ["funded", "waiting"])
    assert "was interrupted" in caplog.text


def test_one_merchants_order_that_cannot_expire_is_no_trouble_of_others(
    poor: Merchant, merchant: Merchant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    over, funded = order(poor, 10), order(merchant, 10)
    let_days_pass(over, 5)
    end = ending._end_expired_of

    def fails(merchant_id: object) -> int:
        return 1 // 0 if merchant_id == poor.id else end(merchant_id)  # type: ignore[arg-type]

    monkeypatch.setattr(ending, "_end_expired_of", fails)
    assert (fund_due(), states(over, funded)) == (1, ["waiting", "funded"])
    assert "was interrupted" in caplog.text
    monkeypatch.undo()
    assert (end_expired(), states(over)) == (1, ["expired"])


def test_waiting_orders_cost_a_sweep_no_round_trip_more(poor: Merchant) -> None:
    order(poor, 100)
    fund_due()
    with round_trips() as few:
        fund_due()
    for _ in range(20):
        order(poor, 100)
    with round_trips() as many:
        fund_due()
    assert many.round_trips == few.round_trips


def test_whoever_may_not_see_a_merchant_sets_no_policy(poor: Merchant, merchant: Merchant) -> None:
    order(poor)
    row_security.bind(merchant.id)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT payout_order_set_policy(%s, 'first_that_fits')", [poor.id])
    finally:
        row_security.reset()
    assert policy_of(poor.id) is FundingPolicy.STRICT
