"""A ledger's head: its last link and its balances, signed, so that whoever keeps it can prove later what we said then.

The first one that is handed out on a day of India is kept here too (`ledger_heads`). A head costs the same whatever the
length of the ledger: a balance, one entry, a signature.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.db import connection

from server.india import IST

from .balance import Balance, balance_of
from .links import iso_utc
from .models import LedgerHead
from .signing import key_at, key_with_id


@dataclass(frozen=True)
class Head:
    merchant_id: UUID
    seq: int
    link: bytes
    available_paise: int
    held_paise: int
    issued_at: datetime
    key_id: str
    signature: bytes


def issue_head(merchant_id: UUID, balance: Balance) -> Head:
    """Of an existing merchant, at its newest balance. Kept if it is the day's first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(e.link, ledger_genesis(%(merchant)s)), now.at,
                   EXISTS (SELECT FROM ledger_heads h WHERE h.merchant_id = %(merchant)s
                           AND h.day = (now.at AT TIME ZONE 'Asia/Kolkata')::date)
            FROM (SELECT clock_timestamp() AS at OFFSET 0) now
            LEFT JOIN ledger_entries e ON e.merchant_id = %(merchant)s AND e.seq = %(seq)s
            """,
            {"merchant": merchant_id, "seq": balance.seq},
        )
        link, issued_at, is_kept = cursor.fetchone()
    key, link = key_at(issued_at), bytes(link)
    said = message(merchant_id, balance, link, issued_at)
    head = Head(
        merchant_id=merchant_id,
        seq=balance.seq,
        link=link,
        available_paise=balance.available_paise,
        held_paise=balance.held_paise,
        issued_at=issued_at,
        key_id=key.id,
        signature=key.private.sign(said),
    )
    if not is_kept:
        _keep(head)
    return head


def _keep(head: Head) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO ledger_heads
                (merchant_id, day, seq, link, available_paise, held_paise, issued_at, key_id, signature)
            VALUES (%(merchant_id)s, %(day)s, %(seq)s, %(link)s, %(available_paise)s, %(held_paise)s, %(issued_at)s,
                    %(key_id)s, %(signature)s)
            ON CONFLICT (merchant_id, day) DO NOTHING
            """,
            vars(head) | {"day": head.issued_at.astimezone(IST).date()},
        )


def keep_todays_heads() -> int:
    """Of every merchant whose ledger has grown since its newest kept head, and that has none of today. Returns how
    many."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT m.id FROM merchants m
            WHERE NOT EXISTS (SELECT FROM ledger_heads h WHERE h.merchant_id = m.id
                              AND h.day = (clock_timestamp() AT TIME ZONE 'Asia/Kolkata')::date)
              AND EXISTS (SELECT FROM ledger_entries e WHERE e.merchant_id = m.id AND e.seq > coalesce((
                  SELECT h.seq FROM ledger_heads h WHERE h.merchant_id = m.id ORDER BY h.day DESC LIMIT 1), 0))
            """
        )
        merchants = [merchant for [merchant] in cursor]
    for merchant in merchants:
        issue_head(merchant, balance_of(merchant))
    return len(merchants)


def message(merchant_id: UUID, balance: Balance, link: bytes, issued_at: datetime) -> bytes:
    """What is signed."""
    figures = (balance.available_paise, balance.held_paise)
    said = ("head v1", merchant_id, balance.seq, link.hex(), *figures, iso_utc(issued_at))
    return "\n".join(map(str, said)).encode()


def faults() -> Iterator[str]:
    """A line for each kept head whose signature a published key does not confirm."""
    for head in LedgerHead.objects.order_by("day", "merchant_id").iterator():
        key = key_with_id(head.key_id)
        balance = Balance(head.seq, head.available_paise, head.held_paise)
        said = message(head.merchant_id, balance, bytes(head.link), head.issued_at)
        try:
            if key is None:
                yield f"the head of {head} is signed with key {head.key_id}, which is not published"
            elif not key.is_valid_at(head.issued_at):
                yield f"the head of {head} is signed with key {head.key_id} at a time that was not the key's"
            else:
                key.private.public_key().verify(bytes(head.signature), said)
        except InvalidSignature:
            yield f"the head of {head} is not signed by key {head.key_id}"
