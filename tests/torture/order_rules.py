"""Payout orders: each is placed once, makes one payout at most, and waits no longer than it has to."""

from collections.abc import Iterator

from tests.torture.evidence import Evidence
from tests.torture.history import CancelReply, OrderRow, RequestOutcome
from tests.torture.key_rules import may_create


def a_key_orders_once(evidence: Evidence) -> Iterator[str]:
    for key, asked in evidence.orders.items():
        placed = [order for order in evidence.snapshot.orders if (order.merchant, order.key) == key]
        told = {one.reply.receipt.decode() for one in asked if one.accepted}
        wanted = {(one.account, one.paise) for one in asked if may_create(one)}
        if len(placed) > 1 or sum(one.reply.outcome is RequestOutcome.CREATED for one in asked) > 1:
            yield f"key {key[1]} placed {len(placed)} orders, or was told so twice"
        elif told and told != {order.id for order in placed}:
            yield f"key {key[1]} was promised {told}, and there is {placed}"
        elif any((order.account, order.paise) not in wanted for order in placed):
            yield f"key {key[1]} asked for {wanted}, and there is {placed}"
        else:
            yield ""


def every_order_was_asked_for(evidence: Evidence) -> Iterator[str]:
    for order in evidence.snapshot.orders:
        asked = evidence.orders.get((order.merchant, order.key), [])
        yield "" if any(map(may_create, asked)) else f"{order} was asked for by nobody"


def an_order_makes_its_payout_alone(evidence: Evidence) -> Iterator[str]:
    for order in evidence.snapshot.orders:
        made = evidence.made_by((order.merchant, order.key))
        must = [(order.payout, order.account, order.paise)] if order.state == "funded" else []
        was = [(payout.id, payout.account, payout.paise) for payout in made]
        yield "" if was == must else f"{order} has made {was}"


def a_cancelled_order_is_as_it_was_answered(evidence: Evidence) -> Iterator[str]:
    states = {order.id: order.state for order in evidence.snapshot.orders}
    asked = {one.order for one in evidence.history.order_cancellations if one.reply is not CancelReply.TOO_LATE}
    for one in evidence.history.order_cancellations:
        was = states.get(one.order)
        if one.reply is CancelReply.REQUESTED and was != "cancelled":
            yield f"the cancellation of order {one.order} was acknowledged, and it is {was}"
        elif one.reply is CancelReply.TOO_LATE and was != one.state:
            yield f"order {one.order} was too late to cancel, as {one.state}, and is {was}"
        else:
            yield ""
    for order in evidence.snapshot.orders:
        if order.state == "cancelled" and order.id not in asked:
            yield f"{order} was cancelled by nobody"


def no_order_waits_for_money_that_is_there(evidence: Evidence) -> Iterator[str]:
    """The oldest first: it holds up those after it."""
    first: dict[str, OrderRow] = {}
    for order in sorted(evidence.snapshot.orders, key=lambda order: order.number):
        if order.state == "waiting":
            first.setdefault(order.merchant, order)
        elif order.state not in {"funded", "cancelled"}:
            yield f"{order} ended otherwise, and nothing here makes it"
    for merchant in evidence.snapshot.ledgers:
        there = evidence.ledger(merchant).sums[-1].available
        waits = first.get(merchant)
        yield f"{waits} waits, and {there} paise are there" if waits and waits.paise <= there else ""


ORDER_RULES = {
    "a key places one order at most, as it was asked for": a_key_orders_once,
    "every order was asked for": every_order_was_asked_for,
    "an order that is funded has made one payout, its own, and no other order has": an_order_makes_its_payout_alone,
    "an order's cancellation is as it was answered, and nobody else's": a_cancelled_order_is_as_it_was_answered,
    "no order waits for money that is there": no_order_waits_for_money_that_is_there,
}
