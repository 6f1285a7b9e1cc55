"""The payouts that hold money after an entry of the ledger are those of a naive walk over all entries, page by page."""

from collections.abc import Callable
from uuid import UUID

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import InvalidInput
from server.ledger.explaining import explain_balance
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts import holding
from server.payouts.holding import Hold, holds_of, shortfall_of, why_open
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.states import OPEN
from tests.conftest import make_due, pay

SCRIPTS = (Script.PAYS, Script.STAYS_IN_PROGRESS, Script.ACCOUNT_CLOSED, Script.NEVER_ANSWERS)


@pytest.fixture
def busy(merchant: Merchant) -> Merchant:
    """Payouts that overlap, some of which are open still."""
    for _ in range(3):
        for paise, script in enumerate(SCRIPTS, 100):
            pay(merchant, paise, script)
        settle_due(SimulatedBank())
        pay(merchant, 50)
    return merchant


def naive(merchant: Merchant, upto: int) -> dict[UUID, int]:
    held: dict[UUID, int] = {}
    for entry in LedgerEntry.objects.filter(merchant=merchant, seq__lte=upto).order_by("seq"):
        if entry.payout_id is None:
            continue
        if entry.entry_type == "payout_hold":
            held[entry.payout_id] = -entry.amount_paise
        elif entry.entry_type == "payout_release":
            del held[entry.payout_id]
    return held


def pages(merchant: Merchant, upto: int, first: int, between: Callable[[], object] = lambda: None) -> list[Hold]:
    found: list[Hold] = []
    after = None
    for _ in range(1000):
        explained = explain_balance(merchant.id, sequence=upto)
        page = holds_of(merchant.id, explained, first, after)
        assert sum(hold.paise for hold in page.holds) + page.others_paise == explained.balance.held_paise
        found += page.holds
        after = page.next
        if after is None:
            return found
        between()
    raise AssertionError("the list has no end")


@pytest.mark.parametrize(("first", "read"), [(200, 2_000), (1, 2_000), (2, 5), (3, 1)])
def test_after_each_entry_the_holds_are_those_of_the_entries(
    busy: Merchant, monkeypatch: pytest.MonkeyPatch, first: int, read: int
) -> None:
    monkeypatch.setattr(holding, "READ", read)
    head = explain_balance(busy.id).head
    assert Payout.objects.filter(status__in=OPEN).count() > 3
    for upto in range(head + 1):
        found = pages(busy, upto, first)
        assert {hold.payout_id: hold.paise for hold in found} == naive(busy, upto)
        assert len(found) == len(naive(busy, upto))


@pytest.mark.parametrize("back", [0, 4, 9])
def test_what_ends_between_two_pages_is_neither_lost_nor_shown_twice(busy: Merchant, back: int) -> None:
    upto = explain_balance(busy.id).head - back
    expected = naive(busy, upto)

    def more() -> None:
        for payout in Payout.objects.filter(status__in=OPEN):
            make_due(payout)
        pay(busy, 10)
        settle_due(SimulatedBank(), limit=1)

    found = pages(busy, upto, 2, more)
    assert sorted(hold.payout_id for hold in found) == sorted(expected)


def test_the_newest_stand_first_and_say_why_they_are_open(busy: Merchant) -> None:
    found = pages(busy, explain_balance(busy.id).head, 200)
    assert [hold.since for hold in found] == sorted((hold.since for hold in found), reverse=True)
    rows = Payout.objects.in_bulk([hold.payout_id for hold in found])
    assert {why_open(rows[hold.payout_id]) for hold in found} == {
        "Not sent to the bank yet. The engine will send it.",
        "The bank has it and has not decided yet.",
        "The bank may or may not have paid: it has not said yet, and is asked again.",
    }
    ended = Payout.objects.filter(status="failed").first()
    assert ended
    assert why_open(ended) == "It was open then, and failed since."


@pytest.mark.parametrize(
    "after",
    [
        "",
        "nothing",
        "1.2.3",
        "-1.2.3.4.",
        "{seq}.{head}.0.0.x",
        "{seq}.{past}.0.0.",
        "{other}.{head}.0.0.",
        "٣.1.1.1.",
        "{seq}.{head}.0.0.00000000-0000-0000-0000-000000000000",
        "{seq}.{head}.0.{past}.",
        "9" * 200,
    ],
)
def test_what_is_no_place_of_the_list_is_refused(busy: Merchant, after: str) -> None:
    explained = explain_balance(busy.id)
    seq = explained.balance.seq
    with pytest.raises(InvalidInput) as refused:
        holds_of(busy.id, explained, 5, after.format(seq=seq, head=seq, past=seq + 2, other=seq - 1))
    assert refused.value.field == "after"


def test_a_list_that_the_ledger_has_left_far_behind_begins_anew(
    busy: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained = explain_balance(busy.id)
    after = holds_of(busy.id, explained, 1).next
    pay(busy, 10)
    monkeypatch.setattr(holding, "MOST_GROWN", 0)
    with pytest.raises(InvalidInput):
        holds_of(busy.id, explain_balance(busy.id, sequence=explained.head), 1, after)


def test_what_an_amount_lacks_is_covered_by_the_fewest_holds(merchant: Merchant) -> None:
    made = [pay(merchant, paise, Script.STAYS_IN_PROGRESS) for paise in (20_000, 50_000, 5_000)]
    explained = explain_balance(merchant.id)
    holds = holds_of(merchant.id, explained, 50).holds
    assert shortfall_of(explained, 25_000, holds) == (0, [])
    short = shortfall_of(explained, 80_000, holds)
    assert (short.short_by_paise, [hold.payout_id for hold in short.covering]) == (55_000, [made[1].id, made[0].id])
    assert shortfall_of(explained, 10**6, holds) == (975_000, [])
