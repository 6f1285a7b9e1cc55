"""A merchant's feed and the heads of its ledger, against the final ledger."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from tests.torture.evidence import Evidence
from tests.torture.history import EventRead

OF_ENTRIES = {
    "payment_received": "PAYMENT_RECEIVED",
    "payout_hold": "PAYOUT_CREATED",
    "payout_completed": "PAYOUT_COMPLETED",
    "payout_returned": "PAYOUT_RETURNED",
}
REVIEW = ["PAYOUT_NEEDS_REVIEW", "PAYOUT_REVIEW_ENDED"]

Place = tuple[int, int]


def a_reader_has_each_event_once(evidence: Evidence) -> Iterator[str]:
    for merchant, events in _by_merchant(evidence).items():
        for before, event in pairwise([EventRead(merchant, "0.0", "", "", None), *events]):
            if _place(event) <= _place(before):
                yield f"{merchant} had {event.position} after {before.position}"
            elif event.previous != before.position:
                yield f"{merchant} missed what lies before {event.position}: it had {before.position}"
            else:
                yield ""


def the_feed_is_the_ledger(evidence: Evidence) -> Iterator[str]:
    handled = _by_merchant(evidence)
    ends = {payout.id: payout.status for payout in evidence.snapshot.payouts}
    for merchant, entries in evidence.snapshot.ledgers.items():
        told = {event.position: event for event in handled.get(merchant, []) if _place(event)[1] == 0}
        for number, entry in enumerate(entries, 1):
            kind = OF_ENTRIES.get(entry.kind)
            if entry.kind == "payout_release" and ends.get(entry.payout or "") == "failed":
                kind = "PAYOUT_FAILED"
            event = told.pop(f"{number}.0", None)
            was, must = (event and event.kind, event and event.payout), (kind, entry.payout if kind else None)
            yield "" if was == must else f"entry {number} of {merchant} was told as {was}, and is {must}"
        for event in told.values():
            yield f"{merchant} was told of {event}, which its ledger does not have"


def every_review_ends(evidence: Evidence) -> Iterator[str]:
    reviews: dict[str | None, list[str]] = defaultdict(list)
    for event in evidence.history.events:
        if event.kind in REVIEW:
            reviews[event.payout].append(event.kind)
    for payout, told in reviews.items():
        yield "" if told == REVIEW * (len(told) // 2) else f"payout {payout} was told of as {told}"


def a_head_lies_on_the_ledger(evidence: Evidence) -> Iterator[str]:
    for head in evidence.history.heads:
        links, sums = evidence.snapshot.links.get(head.merchant, []), evidence.ledger(head.merchant).sums
        if not head.signed:
            yield f"a head of {head.merchant} at entry {head.sequence} is not signed with a published key"
        elif head.sequence >= len(links) or head.link != links[head.sequence]:
            yield f"a head of {head.merchant} at entry {head.sequence} has a link that its ledger has not"
        elif (head.available, head.held) != sums[head.sequence]:
            yield f"a head of {head.merchant} at entry {head.sequence} has other balances: {head}"
        else:
            yield ""


def _by_merchant(evidence: Evidence) -> dict[str, list[EventRead]]:
    events: dict[str, list[EventRead]] = defaultdict(list)
    for event in evidence.history.events:
        events[event.merchant].append(event)
    return events


def _place(event: EventRead) -> Place:
    sequence, side = event.position.split(".")
    return int(sequence), int(side)


FEED_RULES = {
    "a reader that dies and resumes has each event once, in order, without a gap": a_reader_has_each_event_once,
    "the feed tells of each entry of the final ledger, and of nothing else": the_feed_is_the_ledger,
    "every review that began has ended": every_review_ends,
    "a head that was handed out lies on the final ledger, and is signed": a_head_lies_on_the_ledger,
}
