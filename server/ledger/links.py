"""Each entry's link, as an auditor recomputes it: the SHA-256 of the link before it and of all that the entry says.

The database makes it (`sql/links.sql`); this is for rows that are written with its triggers off, and for tests.
"""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from .models import LedgerEntry


def genesis(merchant_id: UUID) -> bytes:
    """What a merchant's first entry follows."""
    return sha256(f"payout ledger v1\n{merchant_id}".encode()).digest()


def link_of(previous: bytes, entry: LedgerEntry) -> bytes:
    said = (
        "v1",
        entry.merchant_id,
        entry.seq,
        entry.id,
        str(entry.entry_type),
        entry.amount_paise,
        entry.payout_id or "-",
        iso_utc(entry.created_at),
        sha256((entry.reference or "").encode()).hexdigest(),
        sha256(entry.description.encode()).hexdigest(),
    )
    return sha256(previous + "\n".join(map(str, said)).encode()).digest()


def iso_utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
