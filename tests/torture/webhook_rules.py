"""Webhooks, against the feed that the readers had."""

from collections import defaultdict
from collections.abc import Iterator

from tests.torture.evidence import Evidence


def every_event_is_delivered(evidence: Evidence) -> Iterator[str]:
    arrived = {(one.merchant, one.position) for one in evidence.history.webhooks}
    for event in evidence.history.events:
        place = (event.merchant, event.position)
        yield "" if place in arrived else f"event {event.position} of {event.merchant} never reached its endpoint"


def nothing_else_is_delivered(evidence: Evidence) -> Iterator[str]:
    events = {(event.merchant, event.position) for event in evidence.history.events}
    for one in evidence.history.webhooks:
        if one.of != one.merchant or (one.merchant, one.position) not in events:
            yield f"the endpoint of {one.merchant} was told of {one.position} of {one.of}"
        elif not one.signed:
            yield f"message {one.id} is not signed with its endpoint's secret"
        else:
            yield ""


def a_message_stays_as_it_is(evidence: Evidence) -> Iterator[str]:
    bodies: dict[str, set[bytes]] = defaultdict(set)
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in evidence.history.webhooks:
        bodies[one.id].add(one.body)
        ids[one.merchant, one.position].add(one.id)
    for identity, different in bodies.items():
        yield "" if len(different) == 1 else f"message {identity} came with {len(different)} bodies"
    for (merchant, position), several in ids.items():
        yield "" if len(several) == 1 else f"event {position} of {merchant} came as {len(several)} messages"


WEBHOOK_RULES = {
    "every event reached its endpoint": every_event_is_delivered,
    "an endpoint is told of its merchant's events alone, and each is signed": nothing_else_is_delivered,
    "an event is one message, with the same id and bytes each time": a_message_stays_as_it_is,
}
