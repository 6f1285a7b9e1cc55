"""A merchant's balance: never stored, always the sum of the entries (a checkpoint stands for the first of them)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Balance:
    """Whole paise, true for the ledger up to and including entry number `seq`."""

    seq: int
    available_paise: int
    held_paise: int

    @property
    def total_paise(self) -> int:
        return self.available_paise + self.held_paise


def balance_of(merchant_id: UUID) -> Balance:
    """The balance now, in one statement, so that available and held are of one moment. An unknown merchant has zero."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, available_paise, held_paise FROM ledger_balance(%s)", [merchant_id])
        return Balance(*cursor.fetchone())


def has_room(merchant_id: UUID, total_paise: int) -> bool:
    """Whether the merchant may have so much in all. Under its lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_has_room(%s, %s)", [merchant_id, total_paise])
        found: bool = cursor.fetchone()[0]
        return found


@dataclass(frozen=True)
class BalancePoint:
    """The balance after entry number `sequence`, in whole paise."""

    at: datetime
    sequence: int
    available_paise: int
    held_paise: int


def balance_at(merchant_id: UUID, sequence: int) -> Balance:
    """The balance after entry number `sequence`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s, available_paise, held_paise FROM ledger_balance_at(%s, %s)", [sequence, merchant_id, sequence]
        )
        return Balance(*cursor.fetchone())


def history_of(merchant_id: UUID, points: int) -> list[BalancePoint]:
    """Balances after the first entry, the last, and others evenly between them, oldest first; at most `points`.

    Each costs a checkpoint and the entries after it, whatever the length of the ledger.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH spread AS (
                SELECT DISTINCT 1 + round((last.seq - 1) * step / greatest(%(points)s - 1, 1)::numeric)::bigint AS seq
                FROM (SELECT max(seq) AS seq FROM ledger_entries WHERE merchant_id = %(merchant)s) last,
                     generate_series(0, %(points)s - 1) step
            ), picked AS (
                -- A settled payout's release and completion are one moment: between them no such balance ever was.
                SELECT DISTINCT coalesce(completion.seq, spread.seq) AS seq
                FROM spread JOIN ledger_entries e ON e.merchant_id = %(merchant)s AND e.seq = spread.seq
                LEFT JOIN ledger_entries completion
                    ON e.entry_type = 'payout_release' AND completion.merchant_id = %(merchant)s
                   AND completion.seq = e.seq + 1 AND completion.payout_id = e.payout_id
            )
            SELECT e.created_at, e.seq, b.available_paise, b.held_paise
            FROM picked JOIN ledger_entries e ON e.merchant_id = %(merchant)s AND e.seq = picked.seq,
                 LATERAL ledger_balance_at(%(merchant)s, e.seq) b
            ORDER BY e.seq
            """,
            {"merchant": merchant_id, "points": points},
        )
        return [BalancePoint(*row) for row in cursor]
