"""A merchant's feed: what is in it, in which order, and what a page of it says."""

from datetime import UTC, datetime, timedelta

import pytest

from server.bank import simulator
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.events.positions import BEGINNING, Position
from server.events.reading import read_page
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.cancelling import cancel
from server.payouts.details import GivenDetails
from tests.conftest import make_due, pay
from tests.payouts.test_review import flagged, settle


def kinds(merchant: Merchant, after: Position = BEGINNING) -> list[tuple[str, str, str]]:
    return [(str(e.position), str(e.previous), e.type) for e in read_page(merchant.id, after).events]


def test_a_payouts_life_is_told_in_order(merchant: Merchant) -> None:
    pay(merchant, 10_000)
    pay(merchant, 20_000, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    assert kinds(merchant) == [
        ("1.0", "0.0", "PAYMENT_RECEIVED"),
        ("2.0", "1.0", "PAYOUT_CREATED"),
        ("3.0", "2.0", "PAYOUT_CREATED"),
        ("5.0", "3.0", "PAYOUT_COMPLETED"),
        ("6.0", "5.0", "PAYOUT_FAILED"),
    ]


def test_a_scheduled_payout_says_so_when_it_is_created(merchant: Merchant) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    cancel(pay(merchant, details=GivenDetails(not_before=tomorrow)))
    pay(merchant)
    events = read_page(merchant.id, Position(1, 0)).events
    assert [(event.type, event.not_before) for event in events] == [
        ("PAYOUT_CREATED", tomorrow),
        ("PAYOUT_CANCEL_REQUESTED", None),
        ("PAYOUT_CREATED", None),
    ]


def test_a_review_is_told_of(merchant: Merchant) -> None:
    payout = flagged(merchant)
    assert kinds(merchant) == [
        ("1.0", "0.0", "PAYMENT_RECEIVED"),
        ("2.0", "1.0", "PAYOUT_CREATED"),
        ("2.1", "2.0", "PAYOUT_NEEDS_REVIEW"),
    ]
    simulator.decide(payout.bank_reference, pays=True)
    make_due(payout)
    settle(payout)
    assert kinds(merchant, Position(2, 1)) == [
        ("2.2", "2.1", "PAYOUT_REVIEW_ENDED"),
        ("4.0", "2.2", "PAYOUT_COMPLETED"),
    ]


def test_a_place_beyond_the_end_is_refused(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput, match=r"at 1\.0"):
        read_page(merchant.id, Position(1, 1))
    assert read_page(merchant.id, Position(1, 0)).events == []
