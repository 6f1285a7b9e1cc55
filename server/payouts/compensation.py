"""What is owed for a payout whose money was not credited, and is late in coming back: a pure function of its times."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from server.money import grouped_inr
from server.rails.compensation import owed_paise, rule_on
from server.rails.rules import day_of

from .models import Payout
from .rail import OF_RAILS, rail_of
from .returned import return_of
from .states import Status

OF_COMPENSATION = (*OF_RAILS, "status", "failed_at", "its_return__value_on")


class Owed(NamedTuple):
    paise: int
    words: str


def owed_for(payout: Payout, now: datetime | None = None) -> Owed | None:
    """None where no rule gives a sum for a day: by another rail, not sent yet, or paid and not returned."""
    sent_at = payout.processing_started_at
    back_on, is_back = _back_on(payout, now or timezone.now())
    if sent_at is None or back_on is None or (choice := rail_of(payout)) is None:
        return None
    rule = rule_on(choice.rail, day_of(sent_at))
    if rule is None:
        return None
    paise = owed_paise(rule, day_of(sent_at), back_on)
    if paise == 0:
        return Owed(
            0,
            "The money is back in time." if is_back else "The money has until the day after it was sent to come back.",
        )
    until = "came back" if is_back else "has not come back"
    days = paise // rule.paise_a_day
    words = (
        f"{choice.rail.value} money that is not credited has to be back a day after it was sent. It {until}: the bank"
        f" owes {grouped_inr(paise)} for {days} day{'s' if days > 1 else ''} ({rule.source})."
    )
    return Owed(paise, words)


def _back_on(payout: Payout, now: datetime) -> tuple[date | None, bool]:
    """The day on which the money came back, or so far; none if it is with the beneficiary."""
    if payout.status == Status.FAILED and payout.failed_at:
        return day_of(payout.failed_at), True
    if payout.status == Status.COMPLETED:
        came_back = return_of(payout)
        return (came_back.value_on, True) if came_back else (None, False)
    return day_of(now), False
