"""What the clients saw and what the books say in the end: the two sides that the checker compares.

Pure: no database, no clock. Times are seconds of one monotonic clock, taken before a request's first byte was sent and
after its answer's last one was read; what happened in between happened at some moment within.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Api(StrEnum):
    REST = "REST"
    GRAPHQL = "GraphQL"


class Outcome(StrEnum):
    CREATED = "created"
    REPLAYED = "replayed"
    SHORT = "insufficient funds"
    CONFLICT = "conflict"
    CUT_SHORT = "cut off while it was sent"  # the engine never had all of it, so it cannot have acted
    UNKNOWN = "no answer"  # cut off later, or 503: it may have happened
    ODD = "an answer that the contract does not name"


ACCEPTED = frozenset({Outcome.CREATED, Outcome.REPLAYED})


@dataclass(frozen=True)
class Told:
    """What an answer says, whichever API gave it."""

    outcome: Outcome
    receipt: bytes = b""  # REST: the body as it came; GraphQL: the payout, or the entry's id
    available: int = 0  # paise, of a refusal for want of money
    words: str = ""


@dataclass(frozen=True)
class Asked:
    begun: float
    ended: float
    merchant: str
    told: Told

    @property
    def accepted(self) -> bool:
        return self.told.outcome in ACCEPTED


@dataclass(frozen=True)
class PayoutAsked(Asked):
    api: Api
    key: str
    account: str
    paise: int
    closing: bool = False  # sent when all was healed, because the key had been acknowledged


@dataclass(frozen=True)
class PaymentAsked(Asked):
    reference: str
    paise: int


@dataclass(frozen=True)
class BalanceRead:
    begun: float
    ended: float
    merchant: str
    sequence: int
    available: int
    held: int
    total: int


class Row(NamedTuple):
    """An entry as a page of the ledger showed it. REST tells neither its number nor what was there after it."""

    id: str
    kind: str
    paise: int
    payout: str | None
    sequence: int | None = None
    available_after: int | None = None


@dataclass(frozen=True)
class LedgerRead:
    begun: float
    ended: float
    merchant: str
    newest: bool  # the first page
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PayoutRead:
    begun: float
    ended: float
    payout: str
    status: str
    utr: str | None


@dataclass
class History:
    """Lists only grow, by many threads at once."""

    payouts: list[PayoutAsked] = field(default_factory=list)
    payments: list[PaymentAsked] = field(default_factory=list)
    balances: list[BalanceRead] = field(default_factory=list)
    ledgers: list[LedgerRead] = field(default_factory=list)
    statuses: list[PayoutRead] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # what else was answered, in words
    requests: int = 0


class Entry(NamedTuple):
    id: str
    kind: str
    paise: int
    payout: str | None
    reference: str | None


class Payout(NamedTuple):
    id: str
    merchant: str
    key: str
    account: str
    paise: int
    status: str
    utr: str | None


class Transfer(NamedTuple):
    """A line of the bank's own book."""

    reference: str
    state: str
    paise: int
    utr: str | None


@dataclass
class Books:
    """How it all ended: every merchant's ledger from the first entry on, every payout, and the bank's book."""

    ledgers: dict[str, list[Entry]] = field(default_factory=dict)  # number n is at n - 1
    payouts: list[Payout] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    endings: dict[str, str] = field(default_factory=dict)  # bank account -> how its payouts must end, if that is sure


class Finding(NamedTuple):
    rule: str
    items: int
    faults: list[str]


class Promise(NamedTuple):
    """The payout of a receipt, in the words of neither API."""

    id: str
    key: str
    account: str
    paise: int
    status: str
    created_at: datetime


def promise_of(asked: PayoutAsked) -> Promise | None:
    """What a receipt says; None for one that says nothing."""
    try:
        said: dict[str, Any] = json.loads(asked.told.receipt)
        if asked.api is Api.REST:
            key, account, paise, at = "idempotency_key", said["bank_account_id"], "amount_paise", "created_at"
        else:
            key, account, paise, at = "idempotencyKey", said["bankAccount"]["id"], "amountPaise", "createdAt"
        created_at = datetime.fromisoformat(said[at])
        return Promise(said["id"], said[key], account, said[paise], said["status"].lower(), created_at)
    except (ValueError, KeyError, TypeError):
        return None
