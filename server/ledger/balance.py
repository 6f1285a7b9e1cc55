"""What a merchant has: never stored, always the sum of the entries (a checkpoint stands for the first of them)."""

from dataclasses import dataclass
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
    """One statement, so that available and held are of one moment. An unknown merchant has nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, available_paise, held_paise FROM ledger_balance(%s)", [merchant_id])
        return Balance(*cursor.fetchone())


def balances_of(merchant_ids: list[UUID]) -> dict[UUID, Balance]:
    """The balances of many merchants, of one moment, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT merchant, seq, available_paise, held_paise"
            " FROM unnest(%s::uuid[]) AS merchant, LATERAL ledger_balance(merchant)",
            [merchant_ids],
        )
        return {merchant: Balance(*row) for merchant, *row in cursor.fetchall()}
