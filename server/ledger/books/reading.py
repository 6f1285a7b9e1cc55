"""A merchant's ledger for a span of India's days, as books keep it: what was there before, each entry, what is there
afterwards. Read entry by entry, so that a ledger of any length takes the same memory.

Call it within one transaction of REPEATABLE READ, so that all figures are of one moment.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from server.india import IST
from server.ledger.models import CONTRA_ACCOUNTS, Account, EntryType, LedgerEntry
from server.merchants.models import Merchant

A_DAY = timedelta(days=1)
AVAILABLE = "available"
AT_ONCE = 5_000  # rows of the server's cursor
# What somebody has at a time; the others say where it came from and went to, within the span.
STOCKS = {AVAILABLE, Account.HELD.value, Account.BANK.value}


class Entry(NamedTuple):
    seq: int
    id: UUID
    entry_type: EntryType
    amount_paise: int
    payout_id: UUID | None
    reference: str | None
    description: str
    day: date

    def legs(self) -> dict[str, int]:
        """By account, in paise. Their sum is zero."""
        return {AVAILABLE: self.amount_paise, CONTRA_ACCOUNTS[self.entry_type].value: -self.amount_paise}


@dataclass(frozen=True)
class Books:
    """From the first day to the last one, both included."""

    merchant: Merchant
    first: date
    last: date
    opening: dict[str, int]  # of STOCKS, where it is not zero; anything else is equity by now

    def entries(self) -> Iterator[Entry]:
        with connection.connection.cursor("books") as cursor:  # the server's: Django's iterators read all at once here
            cursor.itersize = AT_ONCE
            cursor.execute(
                "SELECT seq, id, entry_type, amount_paise, payout_id, reference, description, created_at"
                " FROM ledger_entries WHERE merchant_id = %s AND created_at >= %s AND created_at < %s ORDER BY seq",
                [self.merchant.id, _midnight(self.first), _midnight(self.last + A_DAY)],
            )
            for seq, id_, entry_type, paise, payout_id, reference, description, created_at in cursor:
                day = created_at.astimezone(IST).date()
                yield Entry(seq, id_, EntryType(entry_type), paise, payout_id, reference, description, day)

    def closing(self) -> dict[str, int]:
        """By account: what is there at the end of the last day; of accounts that are no stock, what moved."""
        moved = _moved(self.merchant.id, self.first, self.last)
        return {account: self.opening.get(account, 0) + moved[account] for account in {*self.opening, *moved}}


def books_of(merchant: Merchant, first: date | None, last: date) -> Books:
    """`first`: None is the day of the first entry."""
    if first is None:
        begun = LedgerEntry.objects.filter(merchant_id=merchant.id).order_by("seq").first()
        first = min(last, begun.created_at.astimezone(IST).date()) if begun else last
    before = _moved(merchant.id, None, first - A_DAY)
    return Books(
        merchant, first, last, {account: paise for account, paise in before.items() if account in STOCKS and paise}
    )


def snapshot() -> None:
    """Makes this transaction one moment, and lets its statements take their time."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # whoever reads our output may rest


def _moved(merchant_id: UUID, first: date | None, last: date) -> Counter[str]:
    """By account, in paise."""
    found = _of(merchant_id, first, last).values_list("entry_type").annotate(paise=Sum("amount_paise"))
    moved: Counter[str] = Counter()
    for entry_type, paise in found:
        moved[AVAILABLE] += int(paise)
        moved[CONTRA_ACCOUNTS[EntryType(entry_type)].value] -= int(paise)
    return moved


def _of(merchant_id: UUID, first: date | None, last: date) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.filter(merchant_id=merchant_id, created_at__lt=_midnight(last + A_DAY))
    return rows if first is None else rows.filter(created_at__gte=_midnight(first))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), IST)
