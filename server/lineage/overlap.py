"""First in, first out, as a pure function: what came in and what went out are laid end to end, paise by paise, and each
paisa that went out is the one of the same place that came in.

So no table says which receipt paid what, and nothing is written for it. Entries never change and are only added at the
end: an answer stays as it is for ever, and was the same at any earlier entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from server.ledger.models import EntryType


class Flow(NamedTuple):
    """An entry that came in, or one that went out, and the paise that did before it."""

    seq: int
    entry_type: EntryType
    before: int
    paise: int

    @property
    def after(self) -> int:
        return self.before + self.paise


@dataclass(frozen=True)
class Slice:
    """Paise that came in together and went out together: the places [start, start + paise) of all that ever went out.

    They came in with the entry `source`, `source_at` paise after its first. If what came in was something that came
    back, `source` is what that had come from, and `via` has the payouts whose money or fee it was, the last one first.
    """

    start: int
    paise: int
    outflow: int | None  # the entry's number; None in a forecast
    source: Flow
    source_at: int
    via: tuple[UUID, ...] = ()

    @property
    def end(self) -> int:
        return self.start + self.paise


def overlap(inflows: Sequence[Flow], outflows: Iterable[tuple[int | None, int, int]]) -> Iterator[Slice]:
    """The slices of these parts that went out, (entry's number, from, until), in order, by what came in, in order. They
    end where either does."""
    arriving = iter(inflows)
    source = next(arriving, None)
    for outflow, since, until in outflows:
        place = since
        while place < until:
            while source is not None and source.after <= place:
                source = next(arriving, None)
            if source is None:
                return
            paise = min(until, source.after) - place
            yield Slice(place, paise, outflow, source, place - source.before)
            place += paise


class GaveBack(NamedTuple):
    """What an entry gave back: a payout's money or fee, which went out after `gone` paise had."""

    payout_id: UUID
    gone: int


def behind(piece: Slice, gave: GaveBack, inflows: Sequence[Flow]) -> Iterator[Slice]:
    """The slices that a slice consists of whose source gave something back, by what that had been made of, in order."""
    start = gave.gone + piece.source_at
    for part in overlap(inflows, [(piece.outflow, start, start + piece.paise)]):
        yield replace(part, start=piece.start + part.start - start, via=(*piece.via, gave.payout_id))


def foreign_share(minor: int, of_paise: int, start: int, paise: int) -> int:
    """How much of a payment of so many foreign minor units, which was credited as `of_paise`, is in the paise [start,
    start + paise) of it: ⌊F·b/N⌋ − ⌊F·a/N⌋. Shares of all its paise add up to F, and none changes when others come."""
    return minor * (start + paise) // of_paise - minor * start // of_paise
