"""What the simulated bank has booked on our account: what it paid, and what came back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, cast

from django.db import connection

from server.bank.models import BankReturn, BankTransfer
from server.india import IST

# What was on the account when the book began: ₹100 crore.
AT_THE_BEGINNING = 100_000_000_000
MOVED = """
SELECT coalesce(sum(paise), 0)::bigint FROM (
    SELECT -amount_paise AS paise FROM bank_transfers WHERE state = 'paid' AND paid_at < %(until)s
    UNION ALL
    SELECT r.amount_paise FROM bank_returns r JOIN bank_transfers t ON t.reference = r.reference
    WHERE r.booked_at < %(until)s) moved"""


class OwnLine(NamedTuple):
    booked_on: date
    amount_paise: int  # signed
    utr: str
    narration: str
    is_reversal: bool = False  # marked as undoing another one, which changes neither amount nor direction


@dataclass(frozen=True)
class OwnStatement:
    account: str
    starts_on: date
    ends_before: date
    opening_paise: int
    lines: list[OwnLine]

    @property
    def last_day(self) -> date:
        return self.ends_before - timedelta(days=1)

    @property
    def closing_paise(self) -> int:
        return self.opening_paise + sum(line.amount_paise for line in self.lines)

    def with_lines(self, lines: list[OwnLine]) -> "OwnStatement":
        return replace(self, lines=lines)


def own_statement(account: str, starts_on: date, ends_before: date) -> OwnStatement:
    """Of the days of India from `starts_on` until before `ends_before`."""
    since, until = _midnight(starts_on), _midnight(ends_before)
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {"until": since})
        [moved] = cursor.fetchone()
    booked = sorted([*_paid(since, until), *_returned(since, until)])
    return OwnStatement(account, starts_on, ends_before, AT_THE_BEGINNING + moved, [line for _, line in booked])


def _paid(since: datetime, until: datetime) -> Iterator[tuple[datetime, OwnLine]]:
    rows = BankTransfer.objects.filter(state="paid", paid_at__gte=since, paid_at__lt=until)
    for row in rows.iterator():
        words = f"PAID {row.account_number_masked} {row.ifsc_code} {row.reference}"
        at, utr = cast("datetime", row.paid_at), cast("str", row.utr)  # what is paid has both (bank/models.py)
        yield at, OwnLine(_day(at), -row.amount_paise, utr, words)


def _returned(since: datetime, until: datetime) -> Iterator[tuple[datetime, OwnLine]]:
    of_this_bank = BankTransfer.objects.values("reference")
    rows = BankReturn.objects.filter(booked_at__gte=since, booked_at__lt=until, reference__in=of_this_bank)
    for row in rows.iterator():
        words = f"RETURN OF {row.reference}"
        yield row.booked_at, OwnLine(_day(row.booked_at), row.amount_paise, row.return_reference, words)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), IST)


def _day(at: datetime) -> date:
    return at.astimezone(IST).date()


def rupees(paise: int, point: str = ".") -> str:
    """Unsigned, without groups."""
    return f"{abs(paise) // 100}{point}{abs(paise) % 100:02d}"
