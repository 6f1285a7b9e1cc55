"""Planted faults in feeds, webhooks, heads and cancellations: name, the rule that finds it, and what plants it."""

from collections.abc import Callable
from dataclasses import replace

from tests.torture.good_history import Case

ONCE, LEDGER, REVIEW, HEAD = "a reader that dies", "the feed tells of each entry", "every review", "a head that was"
ARRIVES, ALONE, SAME = "every event reached", "an endpoint is told", "an event is one message"
CANCELLED = "a cancellation is as it was answered"


def change_event(place: int, **changes: str) -> Callable[[Case], object]:
    return lambda it: it.history.events.__setitem__(place, it.history.events[place]._replace(**changes))


def change_webhook(place: int, **changes: object) -> Callable[[Case], object]:
    return lambda it: it.history.webhooks.__setitem__(place, it.history.webhooks[place]._replace(**changes))  # type: ignore[arg-type]


def change_head(**changes: object) -> Callable[[Case], object]:
    return lambda it: it.history.heads.__setitem__(0, replace(it.history.heads[0], **changes))  # type: ignore[arg-type]


PLANTED_FEED_FAULTS: list[tuple[str, str, Callable[[Case], object]]] = [
    ("an event twice", ONCE, lambda it: it.history.events.insert(2, it.history.events[1])),
    ("an event that was missed", ONCE, lambda it: it.history.events.pop(1)),
    ("an event before its predecessor", ONCE, lambda it: it.history.events.insert(0, it.history.events.pop(1))),
    ("an event whose previous is another", ONCE, change_event(2, previous="1.0")),
    ("an entry that was never told", LEDGER, lambda it: it.history.events.pop()),
    ("an entry told as another", LEDGER, change_event(6, kind="PAYOUT_COMPLETED")),
    ("an entry told of another payout", LEDGER, change_event(5, payout="payout of k2")),
    ("an event of no entry", LEDGER, change_event(6, position="7.0")),
    ("a review that never ended", REVIEW, lambda it: it.history.events.pop(4)),
    ("a review that ended before it began", REVIEW, change_event(3, kind="PAYOUT_REVIEW_ENDED")),
    ("an event that never reached its endpoint", ARRIVES, lambda it: it.history.webhooks.pop()),
    ("a webhook of another merchant", ALONE, change_webhook(0, of="another")),
    ("a webhook of no event", ALONE, change_webhook(0, position="9.0")),
    ("a webhook that is not signed", ALONE, change_webhook(0, signed=False)),
    ("a message with other bytes", SAME, change_webhook(1, body=b"other")),
    ("an event under two ids", SAME, change_webhook(1, id="msg_other")),
    ("an acknowledged cancellation that is gone", CANCELLED, lambda it: it.snapshot.cancelled.clear()),
    ("a cancellation that nobody asked for", CANCELLED, lambda it: it.history.cancellations.pop(0)),
    (
        "a payout that was too late to cancel and ended otherwise",
        CANCELLED,
        lambda it: it.history.cancellations.append(replace(it.history.cancellations[1], status="failed")),
    ),
    ("a head with another link", HEAD, change_head(link="link 3")),
    ("a head with other balances", HEAD, change_head(available=61)),
    ("a head beyond the ledger", HEAD, change_head(sequence=7)),
    ("a head that is not signed", HEAD, change_head(signed=False)),
]
