"""The year's payouts. One seed draws whole days, so that a year depends on its last day and not on the hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from operator import itemgetter
from random import Random
from uuid import UUID

from .calendar import is_last_of_its_month, opening, some_time, working_days
from .suppliers import NOW_AND_THEN, SILENT, WAGES, WEEKLY, Supplier

SEED = 20_260_401
A_YEAR = timedelta(days=365)
WAGES_A_MONTH = (40, 50)
PER_DAY = (0, 1, 1, 2, 2, 3)  # payouts now and then, each number as likely


class Fate(Enum):
    PAID = "paid"
    PAID_AT_THE_SECOND_ATTEMPT = "second"
    PAID_AT_THE_THIRD_ATTEMPT = "third"
    REJECTED = "rejected"
    VOIDED = "voided"
    UNKNOWN = "unknown"
    PENDING = "pending"


ENDS = {  # in thousandths
    Fate.PAID: 940,
    Fate.PAID_AT_THE_SECOND_ATTEMPT: 20,
    Fate.PAID_AT_THE_THIRD_ATTEMPT: 8,
    Fate.REJECTED: 22,
    Fate.VOIDED: 10,
}


@dataclass(frozen=True)
class Planned:
    id: UUID
    key: UUID
    supplier: Supplier
    paise: int
    at: datetime
    fate: Fate


def payouts_until(today: date, ended: datetime, unknown: datetime, now: datetime) -> list[Planned]:
    """Oldest first: a year's, all created before `ended`; the one whose outcome is unknown; the one that waits."""
    dice = Random(SEED)
    days = working_days(today - A_YEAR + timedelta(days=1), today)
    year = sorted((one for day in days for one in _of_day(day, dice)), key=itemgetter(0))
    planned = [_planned(at, who, fate, dice) for (at, who), fate in zip(year, _fates(len(year), dice), strict=True)]
    last = [(unknown, SILENT, Fate.UNKNOWN), (now, WEEKLY[0], Fate.PENDING)]
    return [
        *(payout for payout in planned if payout.at < ended),
        *(_planned(at, who, fate, dice) for at, who, fate in last),
    ]


def id_at(moment: datetime, dice: Random) -> UUID:
    """As `server.ids.new_id` would have made it then: version 7."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | dice.getrandbits(12) << 64 | 2 << 62 | dice.getrandbits(62))


def _fates(payouts: int, dice: Random) -> list[Fate]:
    """Dealt, not diced: on every day of the calendar the year has the same shares of them."""
    fates = [fate for fate, thousandths in ENDS.items() for _ in range(round(payouts * thousandths / 1000))]
    fates = [*[Fate.PAID] * (payouts - len(fates)), *fates][:payouts]
    dice.shuffle(fates)
    return fates


def _of_day(day: date, dice: Random) -> Iterator[tuple[datetime, Supplier]]:
    for weekday, supplier in enumerate(WEEKLY):
        if day.weekday() == weekday:
            yield some_time(day, dice), supplier
    for _ in range(dice.choice(PER_DAY)):
        yield some_time(day, dice), dice.choice(NOW_AND_THEN)
    if is_last_of_its_month(day):
        at = opening(day) + timedelta(hours=1)
        for _ in range(dice.randint(*WAGES_A_MONTH)):
            at += timedelta(seconds=dice.uniform(1, 20))
            yield at, dice.choice(WAGES)


def _planned(at: datetime, supplier: Supplier, fate: Fate, dice: Random) -> Planned:
    return Planned(
        id_at(at, dice), UUID(int=dice.getrandbits(128), version=4), supplier, _paise(supplier, dice), at, fate
    )


def _paise(supplier: Supplier, dice: Random) -> int:
    """Invoices are round, or have taxes in them."""
    paise = dice.randint(supplier.least_rupees * 100, supplier.most_rupees * 100)
    return dice.choices([paise - paise % 50_000, paise - paise % 100, paise], [5, 3, 2])[0]
