"""Which rails can carry a payment, and which of them is taken. Pure: an amount, a branch and a moment in.

A rail can if the amount is within its limits, the branch is on it and it is open. Of those the cheapest is taken, then
the one that credits first, then the first in the order of `Rail`. Where nothing is charged it is IMPS up to ₹5,00,000
and RTGS above; NEFT where neither can.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from server.errors import InvalidInput
from server.india import IST
from server.money import grouped_inr

from .rules import Rail, RailRule, Rules, day_of, rules

ORDER = list(Rail)


class RailReason(Enum):
    """Why a rail cannot carry a payment."""

    BELOW_MINIMUM = "below_minimum"
    ABOVE_MAXIMUM = "above_maximum"
    BRANCH_NOT_ON_RAIL = "branch_not_on_rail"
    NEEDS_VPA = "needs_vpa"
    CLOSED_NOW = "closed_now"


class RailVerdict(NamedTuple):
    rail: Rail
    reasons: tuple[RailReason, ...]
    words: str
    """Why it cannot, in a sentence; empty if it can."""
    expected_by: datetime | None
    """When the payee has the money, if the payment is made at that moment; None if it cannot be."""

    @property
    def is_eligible(self) -> bool:
        return not self.reasons


def verdicts(amount_paise: int, ifsc_code: str, at: datetime, known: Rules | None = None) -> list[RailVerdict]:
    """Of every rail that has a rule at that moment, in the order of `Rail`."""
    known = known or rules()
    day = day_of(at)
    off = known.off_rails(ifsc_code, day)
    in_force = known.on(day)
    return [_verdict(in_force[rail], amount_paise, off.get(rail), at) for rail in ORDER if rail in in_force]


def choose(found: list[RailVerdict], prices: Mapping[Rail, int] | None = None) -> RailVerdict | None:
    """The rail that is taken, of the verdicts about one payment; None if none can carry it. `prices`: of the rails
    that a fee plan names, which are the ones to choose from; None: they cost nothing."""
    eligible = [each for each in found if each.expected_by is not None and (prices is None or each.rail in prices)]

    def place(each: RailVerdict) -> tuple[int, datetime | None, int]:
        return (prices or {}).get(each.rail, 0), each.expected_by, ORDER.index(each.rail)

    return min(eligible, key=place, default=None)


def check_rail(rail: Rail, found: list[RailVerdict]) -> RailVerdict:
    """Of the verdicts about one payment, that of the rail which a caller chose. Raises InvalidInput."""
    verdict = next((each for each in found if each.rail is rail), None)
    if verdict is None or not verdict.is_eligible:
        raise InvalidInput(verdict.words if verdict else f"{rail.value} has no rule at that time.", "rail")
    return verdict


def read_rail(value: object) -> Rail | None:
    """As a caller spells it: in capitals. Raises InvalidInput."""
    if value is None or isinstance(value, Rail):
        return value
    if isinstance(value, str) and value in Rail.__members__:
        return Rail(value)
    raise InvalidInput(f"rail must be one of: {', '.join(Rail.__members__)}.", "rail")


def expected_by(rule: RailRule, at: datetime) -> datetime:
    """When the payee has the money. A batch is the next one after that moment, by India's clock."""
    if rule.batch_minutes is None:
        return at + rule.credit_within
    there = at.astimezone(IST)
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
    step = timedelta(minutes=rule.batch_minutes)
    batch = midnight + step * ((there - midnight) // step + 1)
    return (batch + rule.credit_within).astimezone(at.tzinfo)


def _verdict(rule: RailRule, amount_paise: int, why_off: str | None, at: datetime) -> RailVerdict:
    found: list[tuple[RailReason, str]] = []
    name = rule.rail.value
    if rule.rail is Rail.UPI:
        found.append((RailReason.NEEDS_VPA, f"{name} pays to a UPI address, and this is a bank account."))
    if amount_paise < rule.min_paise:
        found.append((RailReason.BELOW_MINIMUM, f"{name} takes {grouped_inr(rule.min_paise)} or more."))
    if rule.max_paise is not None and amount_paise > rule.max_paise:
        found.append((RailReason.ABOVE_MAXIMUM, f"{name} takes {grouped_inr(rule.max_paise)} at most."))
    if why_off:
        found.append((RailReason.BRANCH_NOT_ON_RAIL, f"The account's branch is not on {name}. {why_off}"))
    if not rule.is_open(at):
        found.append((RailReason.CLOSED_NOW, f"{name} is closed at that time."))
    return RailVerdict(
        rule.rail,
        tuple(reason for reason, _ in found),
        " ".join(words for _, words in found),
        None if found else expected_by(rule, at),
    )
