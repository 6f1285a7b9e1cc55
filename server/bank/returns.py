"""The bank's book of returns: money of a paid transfer that came back, days later and whole.

The one part of the port that a bank need not have: an adapter without `returns` tells of none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from .failures import FailureCode
from .gateway import TimedOut, plain_words

LONGEST_REFERENCE = 64
BEGINNING = ""  # of every bank's book


@dataclass(frozen=True)
class Return:
    """`reference` is ours, the transfer's. `return_reference` is the bank's, one per return and never reused."""

    reference: str
    return_reference: str
    amount_paise: int
    value_on: date
    reason: str
    code: FailureCode = FailureCode.UNSPECIFIED

    def __post_init__(self) -> None:
        # Never truncated: people trace the money by it.
        if not 0 < len(self.return_reference) <= LONGEST_REFERENCE or not self.return_reference.isprintable():
            raise ValueError(f"the bank returned money under something that is no reference: {self.reference[:80]!r}")
        object.__setattr__(self, "reason", plain_words(self.reason))


@dataclass(frozen=True)
class ReturnsPage:
    """Oldest first. `next` is the place in the bank's book to read on from, in the bank's own words."""

    returns: Sequence[Return]
    next: str
    more: bool


@runtime_checkable
class TellsReturns(Protocol):
    def returns(self, after: str) -> ReturnsPage | TimedOut:
        """The returns after a place of the book (`BEGINNING`: all), a bounded number of them. What is booked later
        comes after every place that was given out before."""


def returns_after(bank: object, after: str) -> ReturnsPage | TimedOut:
    if isinstance(bank, TellsReturns):
        return bank.returns(after)
    return ReturnsPage((), after, more=False)
