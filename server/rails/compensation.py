"""What a bank owes when money that was not credited is late in coming back: ₹100 for each day past T+1.

RBI/2019-20/67 (DPSS.CO.PD No.629/02.01.014/2019-20, 20 September 2019), for IMPS and UPI; paid unasked. T is the
calendar day of the transaction, and the days are calendar days. NEFT has interest instead. The circular itself was not
read: the amount and T + 1 are from secondary sources, and the day since when it is in force (15 October 2019) is from
none that we could name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .rules import Rail


@dataclass(frozen=True)
class CompensationRule:
    since: date
    rails: frozenset[Rail]
    back_within: timedelta  # after the day of the transaction
    paise_a_day: int
    source: str
    checked_on: date


RULES = (
    CompensationRule(
        since=date(2019, 10, 15),
        rails=frozenset({Rail.IMPS, Rail.UPI}),
        back_within=timedelta(days=1),
        paise_a_day=100_00,
        source="RBI/2019-20/67, 20 September 2019",
        checked_on=date(2026, 11, 29),
    ),
)


def rule_on(rail: Rail, day: date, rules: Iterable[CompensationRule] = RULES) -> CompensationRule | None:
    """The one in force on the day of the transaction."""
    return max((each for each in rules if rail in each.rails and each.since <= day), key=_since, default=None)


def owed_paise(rule: CompensationRule, sent_on: date, back_on: date) -> int:
    """`back_on`: the day on which the money came back, or today while it has not."""
    return max((back_on - (sent_on + rule.back_within)).days, 0) * rule.paise_a_day


def _since(rule: CompensationRule) -> date:
    return rule.since
