"""Planted faults in payout orders and returns: name, the rule that finds it, and what plants it."""

from collections.abc import Callable
from dataclasses import replace

from tests.torture.good_history import ACCOUNT, MERCHANT, Case, order
from tests.torture.history import EntryRow, RequestOutcome

ONCE, ASKED, OWN = "a key places one order", "every order was asked for", "an order that is funded"
CANCELLED, WAITS, BACK = "an order's cancellation", "no order waits", "what the bank gave back"


def change(place: int, **changes: object) -> Callable[[Case], object]:
    return lambda it: it.snapshot.orders.__setitem__(place, it.snapshot.orders[place]._replace(**changes))  # type: ignore[arg-type]


def give_back(paise: int, payout: str | None) -> Callable[[Case], object]:
    return lambda it: it.snapshot.ledgers[MERCHANT].append(EntryRow("e7", "payout_returned", paise, payout, None))


def place_again(outcome: RequestOutcome) -> Callable[[Case], object]:
    return lambda it: it.history.orders.append(order(9, "o1", outcome))


PLANTED_ORDER_FAULTS: list[tuple[str, str, Callable[[Case], object]]] = [
    ("a second order of the same key", ONCE, change(2, key="o1")),
    ("an order said to be new twice", ONCE, place_again(RequestOutcome.CREATED)),
    ("an acknowledged order that is gone", ONCE, lambda it: it.snapshot.orders.pop(1)),
    ("an order of another amount", ONCE, change(1, paise=501)),
    ("an order that nobody asked for", ASKED, change(1, key="o9")),
    ("a payout of an order that waits", OWN, change(0, state="waiting", payout=None)),
    ("a funded order without a payout", OWN, change(1, state="funded", payout="payout of o1")),
    ("a funded order with another's payout", OWN, change(0, payout="payout of k2")),
    ("an acknowledged cancellation of an order that waits", CANCELLED, change(2, state="waiting")),
    ("an order cancelled by nobody", CANCELLED, lambda it: it.history.order_cancellations.pop(0)),
    (
        "an order that was too late to cancel and ended otherwise",
        CANCELLED,
        lambda it: it.history.order_cancellations.append(
            replace(it.history.order_cancellations[1], state="expired"),
        ),
    ),
    ("an order that waits though its money is there", WAITS, change(1, paise=60)),
    ("an order that was refused", WAITS, change(1, state="refused")),
    ("money that the bank gave back and nobody heard of", BACK, lambda it: it.snapshot.returning.add(ACCOUNT)),
    ("money that came back from an account that keeps it", BACK, give_back(40, "payout of k1")),
    ("money that came back of no payout", BACK, give_back(40, None)),
]
