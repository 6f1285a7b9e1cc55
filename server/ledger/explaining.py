"""What a balance is made of, at any moment of the ledger: a line for each type of entry.
They sum up to what is available.

It costs much the same whatever the length of the ledger: a type checkpoint and the entries after it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput

from .balance import Balance
from .models import EntryType

BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


class BalanceLine(NamedTuple):
    entry_type: EntryType
    entries: int
    paise: int  # signed


@dataclass(frozen=True)
class ExplainedBalance:
    balance: Balance
    lines: list[BalanceLine]
    at: datetime | None  # when the last entry was written; None before the first
    head: int  # the ledger's newest entry, then
    as_of: datetime | None  # its moment; None: now, as no entry has followed


def explain_balance(merchant_id: UUID, *, at: datetime | None = None, sequence: int | None = None) -> ExplainedBalance:
    """After entry number `sequence`, or after the last entry at that time, or now. As in `periods.py`, a settled
    payout's release is of its completion's moment. An unknown merchant has nothing. Raises InvalidInput."""
    if at is not None and sequence is not None:
        raise InvalidInput("Give at or at_sequence, not both.", "at_sequence")
    if sequence is not None and sequence < 0:
        raise InvalidInput("at_sequence must not be negative.", "at_sequence")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_explained(%s, %s, %s)", [merchant_id, at, sequence])
        head, seq, written_at, is_to_come, available, held, *columns = cursor.fetchone()
    if is_to_come:
        raise InvalidInput("at must not be in the future.", "at")
    if seq > head:
        raise InvalidInput(f"at_sequence must be at most {head}, the ledger's newest entry.", "at_sequence")
    lines = [BalanceLine(EntryType(kind), *sums) for kind, *sums in zip(*(each or () for each in columns), strict=True)]
    as_of = at or (None if seq == head else written_at or BEFORE_ALL)
    return ExplainedBalance(Balance(seq, available, held), lines, written_at, head, as_of)
