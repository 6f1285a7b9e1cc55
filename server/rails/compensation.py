"""What a bank owes when money that was not credited is late in coming back: a sum for each day past T+1, unasked.

T is the calendar day of the transaction, and the days are calendar days. For IMPS and UPI alone: NEFT has interest
instead. The rules are dated rows of `rules.json`, as those of the rails are.
"""

from datetime import date

from .rules import CompensationRule, Rail, Rules, rules


def rule_on(rail: Rail, day: date, known: Rules | None = None) -> CompensationRule | None:
    """The one in force on the day of the transaction."""
    found = (known or rules()).compensations
    return next((each for each in found if rail in each.rails and each.holds_on(day)), None)


def owed_paise(rule: CompensationRule, sent_on: date, back_on: date) -> int:
    """`back_on`: the day on which the money came back, or today while it has not."""
    return max((back_on - (sent_on + rule.back_within)).days, 0) * rule.paise_a_day
