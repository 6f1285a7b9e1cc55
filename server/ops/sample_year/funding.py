"""Payments from abroad, a week or a fortnight apart. Each covers what is paid out until the next one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from random import Random

from server.ledger.periods import A_DAY

from .calendar import is_working_day, opening
from .plan import Fate, Planned

# Payer, currency, the least and the most paise that a unit of it brought.
PAYERS = [
    ("Maison Lumière SARL, Lyon", "EUR", 9_480, 9_930),
    ("Harrow & Fenn Ltd, London", "GBP", 11_050, 11_560),
    ("Blue Loom Inc, Portland OR", "USD", 8_610, 8_890),
    ("Nordisk Tekstil ApS, Copenhagen", "EUR", 9_480, 9_930),
    ("Sakura Interiors LLC, San Francisco", "USD", 8_610, 8_890),
]
HALF_AN_HOUR = timedelta(minutes=30)
LEAST_UNITS = 2_000
LEFT_OVER = (15_000_000, 120_000_000)  # paise, after each week or fortnight
COMES_BACK = {Fate.REJECTED, Fate.VOIDED}


@dataclass(frozen=True)
class Payment:
    at: datetime
    paise: int
    reference: str
    description: str


def payments_for(payouts: list[Planned], first: date, before: datetime, dice: Random) -> list[Payment]:
    """From the first working day on, in the morning, until `before`."""
    times = list(takewhile(lambda at: at < before, _times(first, dice)))
    payments: list[Payment] = []
    available = 0
    for at, until in zip(times, [*times[1:], None], strict=True):
        these = [payout for payout in payouts if at <= payout.at and (until is None or payout.at < until)]
        held = sum(payout.paise for payout in these)
        payment = _payment(at, held + dice.randint(*LEFT_OVER) - available, dice)
        available += payment.paise - held + sum(payout.paise for payout in these if payout.fate in COMES_BACK)
        payments.append(payment)
    return payments


def _times(first: date, dice: Random) -> Iterator[datetime]:
    day, wait = first, -HALF_AN_HOUR  # the first one comes before any payout
    while True:
        while not is_working_day(day):
            day += A_DAY
        yield opening(day) + wait
        day += timedelta(days=dice.choice((7, 7, 14)) + dice.randint(-1, 1))
        wait = timedelta(minutes=dice.uniform(0, 150))


def _payment(at: datetime, least_paise: int, dice: Random) -> Payment:
    payer, currency, low, high = dice.choice(PAYERS)
    rate = dice.randint(low, high)
    units = max(LEAST_UNITS, -(-least_paise // rate // 50) * 50)
    reference = f"FIRC-{at:%Y}-{at.timetuple().tm_yday * 9 + dice.randrange(9):04d}"
    description = f"{payer}: {currency} {units:,}.00 at ₹{rate // 100}.{rate % 100:02d}"
    return Payment(at, units * rate, reference, description)
