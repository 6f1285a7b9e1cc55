"""Merchants with a past, written as the owner in a few statements, and exactly as the engine would have written it.

The triggers are off meanwhile (they would take an hour); `verify_ledger` finds nothing wrong with what is there then.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from server.merchants.models import BankAccount, Merchant

PAISE = 100  # of each payout
OPENING_PAISE = 10**12
IFSC = "HDFC0001234"
MERCHANT, ACCOUNT = "a", "b"

PAST = Path(__file__).with_name("past.sql")


@dataclass(frozen=True)
class Shop:
    """A merchant and its account."""

    merchant: UUID
    account: UUID


def open_shops(count: int, first: int = 1) -> list[Shop]:
    """Numbers `first` and following, which say their ids (pgbench can make them of a number)."""
    shops = [Shop(id_of(MERCHANT, n), id_of(ACCOUNT, n)) for n in range(first, first + count)]
    Merchant.objects.bulk_create(
        Merchant(id=shop.merchant, name=f"Merchant {shop.merchant}", email=f"{shop.merchant}@merchants.example")
        for shop in shops
    )
    BankAccount.objects.bulk_create(
        BankAccount(
            id=shop.account,
            merchant_id=shop.merchant,
            account_holder_name=f"Merchant {shop.merchant}",
            ifsc_code=IFSC,
            account_type=BankAccount.AccountType.CURRENT,
            is_primary=True,
            is_verified=True,
            **BankAccount.number_columns(shop.account, shop.merchant, "501000001234", IFSC),
        )
        for shop in shops
    )
    return shops


def id_of(kind: str, number: int) -> UUID:
    """Ids that grow, as the engine's do, and are older than all that it will give."""
    return UUID(f"0190000{kind}-0000-7000-8000-{number:012x}")


def id_in_sql(kind: str, number: str) -> str:
    return f"('0190000{kind}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def give_pasts(owner: psycopg.Connection, entries: dict[Shop, int]) -> None:
    """Ledgers of so many entries (of 3 n + 1). To be called once."""
    shops = list(entries)
    values = {
        "merchants": [shop.merchant for shop in shops],
        "entries": [entries[shop] for shop in shops],
        "paise": PAISE,
        "opening": OPENING_PAISE,
        "ifsc": IFSC,
    }
    with owner.transaction(), psycopg.ClientCursor(owner) as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(PAST.read_bytes(), values)


def settle_down(owner: psycopg.Connection) -> None:
    """As a database that has been there for a while: analyzed, and with nothing left to be written out."""
    owner.execute("VACUUM ANALYZE")
    owner.execute("CHECKPOINT")
