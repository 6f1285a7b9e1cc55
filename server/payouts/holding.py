"""Which payouts hold a merchant's money, now or after an earlier entry of its ledger, and why each of them is open.

The entries alone say it, so the past needs no history of states. A page reads a bounded number of rows: first the
payouts that are still open, which an index has, then those that have ended since, by walking the holds back from that
entry, `READ` entries a page. What is held at an entry is known (`ledger/balance.py`), so the walk ends with the last
payout; a page may be shorter than asked for, and be followed by another.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Self
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput
from server.ledger.explaining import ExplainedBalance

from .explaining import explanation_of
from .models import Payout
from .states import Status

READ = 2_000
MOST_GROWN = 10_000  # entries, from a list's first page to its last: more, and it has to begin anew
NEWEST = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))
NO_PLACE = "after must be the next of an earlier page of the same moment: send its sequence as at_sequence."
ENDED = {
    Status.COMPLETED: "It was open then, and was paid since.",
    Status.FAILED: "It was open then, and failed since.",
}


class Hold(NamedTuple):
    payout_id: UUID
    paise: int
    since: datetime


@dataclass(frozen=True)
class Place:
    """Where a list goes on: `seq` is its moment, `head` the ledger's length at its first page, `shown` the paise of all
    pages before. `below` is 0 while the open ones are listed, before `payout`; then the next hold's number, and one."""

    seq: int
    head: int
    shown: int
    below: int = 0
    payout: UUID | None = None

    def __str__(self) -> str:
        return ".".join(map(str, (self.seq, self.head, self.shown, self.below, self.payout or "")))

    @classmethod
    def read(cls, text: str, explained: ExplainedBalance) -> Self:
        """Raises InvalidInput."""
        *numbers, payout = text.split(".") if len(text) <= 150 and text.isascii() else [""]
        if len(numbers) != 4 or not all(each.isdigit() and len(each) <= 16 for each in numbers):
            raise InvalidInput(NO_PLACE, "after")
        try:
            seq, head, shown, below = map(int, numbers)
            place = cls(seq, head, shown, below, UUID(payout) if payout else None)
        except ValueError:
            raise InvalidInput(NO_PLACE, "after") from None
        is_sound = place.seq == explained.balance.seq <= place.head <= explained.head and place.below <= place.seq + 1
        if not is_sound or explained.head - place.head > MOST_GROWN:
            raise InvalidInput(NO_PLACE, "after")
        return place


class HoldPage(NamedTuple):
    holds: list[Hold]
    others_paise: int  # held by payouts on other pages
    next: str | None


def holds_of(merchant_id: UUID, explained: ExplainedBalance, first: int, after: str | None = None) -> HoldPage:
    """Raises InvalidInput for an `after` that is no place of this moment's list."""
    seq, held = explained.balance.seq, explained.balance.held_paise
    place = Place(seq, explained.head, 0) if after is None else Place.read(after, explained)
    found: list[Hold] = []
    payout, below = place.payout, place.below
    if not below:
        found = _open(merchant_id, place, first + 1)
        below = 0 if len(found) > first else seq + 1
        found = found[:first]
        payout = found[-1].payout_id if found else payout
    left = held - place.shown - sum(hold.paise for hold in found)
    if below > 1 and left > 0 and len(found) < first:
        above = max(0, below - 1 - READ)
        numbered = _released(merchant_id, place, above, below - 1)
        room = first - len(found)
        below = numbered[room - 1][1] if len(numbered) >= room else above + 1
        found += [hold for hold, _ in numbered[:room]]
    paise = sum(hold.paise for hold in found)
    shown = place.shown + paise
    goes_on = shown < held and below != 1
    following = Place(seq, place.head, shown, below, None if below else payout)
    return HoldPage(found, held - paise, str(following) if goes_on else None)


def _open(merchant_id: UUID, place: Place, most: int) -> list[Hold]:
    before = NEWEST
    if place.payout:
        row = Payout.objects.filter(merchant_id=merchant_id, pk=place.payout).values_list("created_at", "id").first()
        if row is None:
            raise InvalidInput(NO_PLACE, "after")
        before = row
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payout, paise, since FROM payout_holds_open(%s, %s, %s, %s, %s, %s)",
            [merchant_id, place.seq, place.head, *before, most],
        )
        return [Hold(*row) for row in cursor]


def _released(merchant_id: UUID, place: Place, above: int, upto: int) -> list[tuple[Hold, int]]:
    """Each with its hold's number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payout, paise, since, hold_seq FROM payout_holds_released(%s, %s, %s, %s, %s)",
            [merchant_id, place.seq, place.head, above, upto],
        )
        return [(Hold(*row), seq) for *row, seq in cursor]


def why_open(payout: Payout) -> str:
    """Of a payout that holds money at the moment that is explained."""
    return ENDED.get(Status(payout.status)) or explanation_of(payout, was_retried=False).words


class Shortfall(NamedTuple):
    """Of an amount that somebody wants to pay."""

    short_by_paise: int
    covering: list[Hold]  # the fewest of those looked at whose money would be enough, were it given back


def shortfall_of(explained: ExplainedBalance, paise: int, holds: list[Hold]) -> Shortfall:
    short = max(0, paise - explained.balance.available_paise)
    covering: list[Hold] = []
    freed = 0
    for hold in sorted(holds, key=lambda each: each.paise, reverse=True):
        if freed >= short:
            break
        covering.append(hold)
        freed += hold.paise
    return Shortfall(short, covering if freed >= short else [])
