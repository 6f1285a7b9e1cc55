"""Whoever writes and however often a reader dies: it has each event once, in order, and `previous` leaves no gap."""

from itertools import pairwise
from random import Random
from threading import Event as Flag
from time import monotonic

import pytest
from django.db import connection

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.events.kinds import EventType
from server.events.positions import BEGINNING, Position
from server.events.reading import Event, heads_of, read_page
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.models import Payout
from tests.conftest import account_of, pay
from tests.support.racing import in_the_background

SECONDS = 2.5
SCRIPTS = (Script.PAYS, Script.ACCOUNT_CLOSED)
FLAG = """
UPDATE payouts SET status = 'processing', attempt_count = 1, processing_started_at = now(), unresolved_since = now(),
       needs_review = NOT needs_review, lease = NULL, lease_expires_at = NULL,
       next_attempt_at = now() + interval '1 hour'
WHERE id = (SELECT id FROM payouts WHERE merchant_id = %s AND status IN ('pending', 'processing') AND lease IS NULL
            ORDER BY random() LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)"""


def write(merchant: Merchant, seed: int, until: float) -> None:
    """Pays, settles, and flags for review or ends that, in any order."""
    dice = Random(seed)
    while monotonic() < until:
        match dice.choice(("pay", "pay", "settle", "flag")):
            case "pay":
                pay(merchant, 1, dice.choice(SCRIPTS))
            case "settle":
                lifecycle.settle_due(SimulatedBank(), limit=2)
            case "flag":
                with connection.cursor() as cursor:
                    cursor.execute("BEGIN")  # the merchant first, as every verb does
                    cursor.execute("SELECT FROM merchants WHERE id = %s FOR NO KEY UPDATE", [merchant.id])
                    cursor.execute(FLAG, [merchant.id])
                    cursor.execute("COMMIT")


def read(merchant: Merchant, seed: int, over: Flag) -> list[Event]:
    """What a reader has handled that dies at random: between two events, or before the position was kept."""
    dice, handled, kept = Random(seed), list[Event](), BEGINNING
    while True:
        was_over = over.is_set()
        page = read_page(merchant.id, kept, first=dice.randint(1, 7))
        for event in page.events:
            if dice.random() < 0.1:
                break  # dead: whatever else it had read is gone
            handled.append(event)
            kept = event.position
        else:
            kept = page.next
            if was_over and not page.more:
                return handled


@pytest.fixture(autouse=True)
def accounts(merchant: Merchant) -> None:
    for script in SCRIPTS:
        account_of(merchant, script)


@pytest.mark.parametrize("seed", range(3))
def test_a_reader_that_dies_at_random_has_each_event_once_and_in_order(merchant: Merchant, seed: int) -> None:
    over, until = Flag(), monotonic() + SECONDS
    with in_the_background(lambda: read(merchant, seed, over)) as reading:
        try:
            with (
                in_the_background(lambda: write(merchant, seed, until)),
                in_the_background(lambda: write(merchant, seed + 100, until)),
            ):
                write(merchant, seed + 200, until)
        finally:
            over.set()
    handled = reading.result()
    assert [event.position for event in handled] == sorted({event.position for event in handled})
    assert handled == whole_feed(merchant)
    assert [handled[0].previous, *(event.position for event in handled)][:-1] == [e.previous for e in handled]
    assert len(handled) > 10
    assert_it_is_what_happened(merchant, handled)


def whole_feed(merchant: Merchant) -> list[Event]:
    """In one look, by pages of another size."""
    events, after, more = list[Event](), BEGINNING, True
    while more:
        page = read_page(merchant.id, after, first=200)
        events += page.events
        after, more = page.next, page.more
    assert after == heads_of([merchant.id])[merchant.id]
    return events


def assert_it_is_what_happened(merchant: Merchant, events: list[Event]) -> None:
    for payout in Payout.objects.filter(merchant=merchant):
        told = [event.type for event in events if event.payout_id == payout.id]
        assert told[0] == EventType.PAYOUT_CREATED
        ends = {"completed": [EventType.PAYOUT_COMPLETED], "failed": [EventType.PAYOUT_FAILED]}.get(payout.status, [])
        reviews = told[1 : len(told) - len(ends)]
        assert told[len(told) - len(ends) :] == ends
        expected = [EventType.PAYOUT_NEEDS_REVIEW, EventType.PAYOUT_REVIEW_ENDED] * len(reviews)
        assert reviews == expected[: len(reviews)]
        assert payout.needs_review == (len(reviews) % 2 == 1)
    assert all(one.occurred_at <= other.occurred_at for one, other in pairwise(events))


@pytest.mark.parametrize("types", [[EventType.PAYOUT_COMPLETED], [EventType.PAYOUT_FAILED, EventType.PAYMENT_RECEIVED]])
def test_pages_of_some_types_are_the_feed_without_the_others(merchant: Merchant, types: list[EventType]) -> None:
    write(merchant, 7, monotonic() + 1)
    found, after, more = list[Event](), BEGINNING, True
    while more:
        page = read_page(merchant.id, after, types, 2)
        assert len(page.events) <= 2
        found += page.events
        after, more = page.next, page.more
    assert found == [event for event in whole_feed(merchant) if event.type in types]
    assert after == heads_of([merchant.id])[merchant.id]


def test_the_same_position_always_reads_the_same(merchant: Merchant) -> None:
    payout = pay(merchant, 1)
    before = read_page(merchant.id).events
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.status == "completed"
    assert read_page(merchant.id).events[: len(before)] == before
    assert before[-1].position == Position(2, 0)
