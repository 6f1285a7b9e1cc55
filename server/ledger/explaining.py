"""What a balance is made of, at any moment of the ledger: a line for each type of entry.
They sum up to what is available.

It costs much the same whatever the length of the ledger: a type checkpoint and the entries after it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput

from .balance import Balance
from .models import EntryType

# One statement, so that all of it is of one moment. `is_to_come`: by the database's clock, which dates the entries.
EXPLAINED = """
    SELECT ledger.head, chosen.seq, e.created_at, coalesce(%(at)s > clock_timestamp(), false) AS is_to_come,
           b.available_paise, b.held_paise,
           ARRAY(SELECT (s.entry_type, s.entries, s.paise)::text FROM ledger_type_sums(%(merchant)s, chosen.seq) s)
    FROM (SELECT coalesce(max(seq), 0) AS head FROM ledger_entries WHERE merchant_id = %(merchant)s) ledger
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN %(seq)s::bigint IS NOT NULL THEN %(seq)s::bigint
            WHEN %(at)s::timestamptz IS NOT NULL
            THEN ledger_entries_before(%(merchant)s, %(at)s::timestamptz + interval '1 microsecond')
            ELSE ledger.head
        END AS seq
    ) chosen
    CROSS JOIN LATERAL ledger_balance_at(%(merchant)s, chosen.seq) b
    LEFT JOIN ledger_entries e ON e.merchant_id = %(merchant)s AND e.seq = chosen.seq"""


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


def explain_balance(merchant_id: UUID, *, at: datetime | None = None, sequence: int | None = None) -> ExplainedBalance:
    """After entry number `sequence`, or after the last entry at that time, or now. As in `periods.py`, a settled
    payout's release is of its completion's moment. An unknown merchant has nothing. Raises InvalidInput."""
    if at is not None and sequence is not None:
        raise InvalidInput("Give at or at_sequence, not both.", "at_sequence")
    if sequence is not None and sequence < 0:
        raise InvalidInput("at_sequence must not be negative.", "at_sequence")
    with connection.cursor() as cursor:
        cursor.execute(EXPLAINED, {"merchant": merchant_id, "at": at, "seq": sequence})
        head, seq, written_at, is_to_come, available, held, lines = cursor.fetchone()
    if is_to_come:
        raise InvalidInput("at must not be in the future.", "at")
    if seq > head:
        raise InvalidInput(f"at_sequence must be at most {head}, the ledger's newest entry.", "at_sequence")
    return ExplainedBalance(Balance(seq, available, held), [_line(text) for text in lines], written_at, head)


def _line(text: str) -> BalanceLine:
    entry_type, entries, paise = text.strip("()").split(",")
    return BalanceLine(EntryType(entry_type), int(entries), int(paise))
