"""Merchants with a payment history. A few statements of the owner write exactly the rows that the engine would have.

Triggers are off meanwhile, since they would take an hour. `verify_ledger` finds no fault in the result.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from server.merchants.models import BankAccount, Merchant

PAISE = 100  # per payout
OPENING_PAISE = 10**12
IFSC = "HDFC0001234"
MERCHANT, ACCOUNT = "a", "b"

HISTORY = Path(__file__).with_name("history.sql")
LINKS = Path(__file__).with_name("links.sql")


@dataclass(frozen=True)
class BenchmarkTenant:
    """The ids of a merchant and of its bank account."""

    merchant: UUID
    account: UUID


def create_tenants(count: int, first: int = 1) -> list[BenchmarkTenant]:
    """Create merchants number `first` and following. pgbench can compute their ids from the numbers."""
    tenants = [BenchmarkTenant(id_of(MERCHANT, n), id_of(ACCOUNT, n)) for n in range(first, first + count)]
    Merchant.objects.bulk_create(
        Merchant(id=tenant.merchant, name=f"Merchant {tenant.merchant}", email=f"{tenant.merchant}@merchants.example")
        for tenant in tenants
    )
    BankAccount.objects.bulk_create(
        BankAccount(
            id=tenant.account,
            merchant_id=tenant.merchant,
            account_holder_name=f"Merchant {tenant.merchant}",
            ifsc_code=IFSC,
            account_type=BankAccount.AccountType.CURRENT,
            is_primary=True,
            is_verified=True,
            **BankAccount.number_columns(tenant.account, tenant.merchant, "501000001234", IFSC),
        )
        for tenant in tenants
    )
    return tenants


def id_of(kind: str, number: int) -> UUID:
    """Ids that grow, as the engine's UUIDv7 do, and precede all that it will create."""
    return UUID(f"0190000{kind}-0000-7000-8000-{number:012x}")


def id_in_sql(kind: str, number: str) -> str:
    return f"('0190000{kind}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def write_histories(owner: psycopg.Connection, entries: dict[BenchmarkTenant, int]) -> None:
    """Write ledgers of these lengths, in entries (3 n + 1 each). To be called once."""
    tenants = list(entries)
    values = {
        "merchants": [tenant.merchant for tenant in tenants],
        "entries": [entries[tenant] for tenant in tenants],
        "paise": PAISE,
        "opening": OPENING_PAISE,
        "ifsc": IFSC,
    }
    with owner.transaction(), psycopg.ClientCursor(owner) as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(LINKS.read_bytes())
        cursor.execute(HISTORY.read_bytes(), values)


def vacuum(owner: psycopg.Connection) -> None:
    """Bring the database into the state of one long in use: analyzed, and nothing left to write out."""
    owner.execute("VACUUM ANALYZE")
    owner.execute("CHECKPOINT")
