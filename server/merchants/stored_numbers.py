"""Whether `PAYOUT_ENCRYPTION_KEYS` decrypt the account numbers that are stored.

A server with keys that decrypt none would take payouts that no worker can send, and would store the same account a
second time, under another key's fingerprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from server.account_numbers import KEY_ID_BYTES, can_decrypt

# Ids grow with time. Numbers are encrypted under the key that was the first at the time, and re-encrypted from the
# oldest on: so the two ends show whether a key is missing for all of them. Two look-ups in an index.
ENDS = """
(SELECT id, account_number_sealed FROM bank_accounts ORDER BY id LIMIT 1)
UNION ALL (SELECT id, account_number_sealed FROM bank_accounts ORDER BY id DESC LIMIT 1)
"""
# Reads the table once: about a second for a million accounts (270 MB), measured with PostgreSQL 18.6 on two busy cores.
BY_KEY = f"""
SELECT keys.many, ends.id, ends.account_number_sealed
FROM (SELECT count(*) AS many, min(id::text)::uuid AS first, max(id::text)::uuid AS last
      FROM bank_accounts GROUP BY substring(account_number_sealed FOR {KEY_ID_BYTES})) keys
JOIN bank_accounts ends ON ends.id IN (keys.first, keys.last)
ORDER BY keys.first
"""

Numbers = list[tuple[UUID, bytes]]


@dataclass(frozen=True)
class StoredNumbers:
    """How many numbers are stored, how many of them were encrypted under a key that is not among the settings', and
    some of these."""

    total: int
    unreadable: int
    examples: Numbers

    @property
    def all_are_unreadable(self) -> bool:
        return self.total > 0 and self.unreadable == self.total

    def are_readable_with(self, keys: Sequence[bytes]) -> bool:
        """True if these keys decrypt one of the examples."""
        return any(can_decrypt(account_id, encrypted, keys) for account_id, encrypted in self.examples)


def look_at_ends() -> bool:
    """False if numbers are stored and neither the oldest nor the newest can be decrypted. Cheap at any size. Raises
    DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute(ENDS)
        ends = cursor.fetchall()
    return not ends or any(can_decrypt(account_id, bytes(encrypted)) for account_id, encrypted in ends)


def count_by_key() -> StoredNumbers:
    """Reads every number's key id and tries the oldest and the newest number under each key. (A single one that was
    tampered with is `verify_ledger`'s matter.) Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bank_accounts') IS NULL")
        if cursor.fetchone() == (True,):
            return StoredNumbers(0, 0, [])
        cursor.execute(BY_KEY)
        rows = cursor.fetchall()
    by_key: dict[bytes, tuple[int, Numbers]] = {}
    for many, account_id, raw in rows:
        encrypted = bytes(raw)
        by_key.setdefault(encrypted[:KEY_ID_BYTES], (many, []))[1].append((account_id, encrypted))
    unreadable = [
        (many, numbers) for many, numbers in by_key.values() if not any(can_decrypt(*number) for number in numbers)
    ]
    return StoredNumbers(
        total=sum(many for many, _ in by_key.values()),
        unreadable=sum(many for many, _ in unreadable),
        examples=[number for _, numbers in unreadable for number in numbers],
    )
