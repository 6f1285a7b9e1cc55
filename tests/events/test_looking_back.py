"""The feed from its end is the feed turned around, page by page, whatever the pages' size and the filter."""

from collections.abc import Collection

import pytest

from server.bank import simulator
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.events.kinds import EventType
from server.events.looking_back import END, read_back
from server.events.positions import BEGINNING, Position
from server.events.reading import Event, read_page
from server.merchants.models import Merchant
from server.payouts import lifecycle
from tests.conftest import make_due, pay
from tests.payouts.test_review import flagged, settle


@pytest.fixture
def told(merchant: Merchant) -> list[Event]:
    """With side events, entries that are no events, and the end of a review."""
    payout = flagged(merchant)
    simulator.decide(payout.bank_reference, pays=True)
    make_due(payout)
    settle(payout)
    pay(merchant, 1, Script.ACCOUNT_CLOSED)
    pay(merchant, 1)
    lifecycle.settle_due(SimulatedBank())
    return read_page(merchant.id).events


def turned_around(merchant: Merchant, types: Collection[EventType], first: int) -> list[Event]:
    events: list[Event] = []
    place, more = END, True
    while more:
        page = read_back(merchant.id, place, types, first)
        assert len(page.events) <= first
        assert page.next < place
        events += page.events
        place, more = page.next, page.more
    return events


@pytest.mark.parametrize("first", [1, 2, 3, 50])
@pytest.mark.parametrize("types", [[], [EventType.PAYOUT_CREATED], [EventType.PAYOUT_NEEDS_REVIEW]])
def test_its_pages_are_the_feed_turned_around(
    merchant: Merchant, told: list[Event], types: list[EventType], first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.events.looking_back.LOOKED_AT", 3)
    asked = [event for event in told if not types or event.type in types]
    assert turned_around(merchant, types, first) == asked[::-1]


def test_a_page_ends_before_its_place(merchant: Merchant, told: list[Event]) -> None:
    for event in told:
        page = read_back(merchant.id, event.position, first=1)
        assert [it.position for it in page.events] == ([] if event.previous == BEGINNING else [event.previous])
    with pytest.raises(InvalidInput, match="before is beyond the end of this merchant's feed"):
        read_back(merchant.id, Position(told[-1].position.sequence, 1), first=1)


def test_it_has_an_end(merchant: Merchant, told: list[Event]) -> None:
    assert read_back(merchant.id, first=200) == (told[::-1], BEGINNING, False)
    assert read_back(merchant.id, BEGINNING) == ([], BEGINNING, False)
    assert read_back(merchant.id, first=0) == ([], END, True)
