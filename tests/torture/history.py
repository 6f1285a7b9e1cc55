"""The two sides that the checker compares: what clients requested and received, and the final snapshot.

Pure: no database, no clock. Times are seconds of one monotonic clock, taken before a request's first byte was sent and
after its response's last byte was read; the engine acted at some moment in between.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Api(StrEnum):
    REST = "REST"
    GRAPHQL = "GraphQL"


class RequestOutcome(StrEnum):
    CREATED = "created"
    REPLAYED = "replayed"
    SHORT = "insufficient funds"
    CONFLICT = "conflict"
    LATE = "its time had passed"
    CUT_SHORT = "cut off while it was sent"  # the engine never received all of it, so it cannot have acted
    UNKNOWN = "no answer"  # disconnected later, or 503: the engine may have acted
    ODD = "an answer that the contract does not name"


ACCEPTED = frozenset({RequestOutcome.CREATED, RequestOutcome.REPLAYED})


@dataclass(frozen=True)
class ApiReply:
    """A response's content, from either API."""

    outcome: RequestOutcome
    receipt: bytes = b""  # REST: the body as it came; GraphQL: the payout, or the entry's id
    available: int = 0  # paise, named by a refusal for insufficient funds
    words: str = ""


@dataclass(frozen=True)
class Requested:
    begun: float
    ended: float
    merchant: str
    reply: ApiReply

    @property
    def accepted(self) -> bool:
        return self.reply.outcome in ACCEPTED


class PayoutBody(NamedTuple):
    """A payout, as it is asked for."""

    key: str
    account: str
    paise: int
    not_before: str | None = None


@dataclass(frozen=True)
class PayoutRequested(Requested):
    api: Api
    key: str
    account: str
    paise: int
    not_before: str | None = None
    closing: bool = False  # sent after the healing, since the key had been acknowledged

    @property
    def body(self) -> PayoutBody:
        return PayoutBody(self.key, self.account, self.paise, self.not_before)


@dataclass(frozen=True)
class PaymentRequested(Requested):
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


class LedgerRow(NamedTuple):
    """An entry as a page of the ledger showed it. REST shows neither its number nor the balance after it."""

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
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True)
class PayoutRead:
    begun: float
    ended: float
    payout: str
    status: str
    utr: str | None


class CancelReply(StrEnum):
    REQUESTED = "requested"  # now or before
    TOO_LATE = "the payout had ended"
    UNKNOWN = "no answer"


@dataclass(frozen=True)
class CancelRequested:
    begun: float
    ended: float
    payout: str
    reply: CancelReply
    status: str | None  # of a payout that had ended


@dataclass(frozen=True)
class OrderRequested(Requested):
    """The receipt is the order's id."""

    key: str
    account: str
    paise: int


@dataclass(frozen=True)
class OrderCancelRequested:
    begun: float
    ended: float
    order: str
    reply: CancelReply
    state: str | None  # of an order that had ended otherwise


class Delivered(NamedTuple):
    """A webhook that arrived, whatever it was answered."""

    merchant: str  # whose endpoint it is
    of: str  # whose event it is
    position: str
    id: str
    body: bytes
    signed: bool


class EventRead(NamedTuple):
    """An event that a reader of the feed handled. It keeps the position with it, so a death between two events costs
    none and repeats none."""

    merchant: str
    position: str
    previous: str
    kind: str
    payout: str | None


@dataclass(frozen=True)
class HeadRead:
    """A ledger's head as it was handed out. `signed` says whether its signature was one of the published key."""

    begun: float
    ended: float
    merchant: str
    sequence: int
    link: str
    available: int
    held: int
    signed: bool


@dataclass
class History:
    """Many threads append to its lists, and nothing is removed."""

    payouts: list[PayoutRequested] = field(default_factory=list)
    payments: list[PaymentRequested] = field(default_factory=list)
    balances: list[BalanceRead] = field(default_factory=list)
    ledgers: list[LedgerRead] = field(default_factory=list)
    statuses: list[PayoutRead] = field(default_factory=list)
    cancellations: list[CancelRequested] = field(default_factory=list)
    orders: list[OrderRequested] = field(default_factory=list)
    order_cancellations: list[OrderCancelRequested] = field(default_factory=list)
    events: list[EventRead] = field(default_factory=list)  # of each merchant in the order of handling
    heads: list[HeadRead] = field(default_factory=list)
    webhooks: list[Delivered] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # responses that the contract does not name, in words
    requests: int = 0


class EntryRow(NamedTuple):
    id: str
    kind: str
    paise: int
    payout: str | None  # also of a return's entry, by the return
    reference: str | None


class PayoutRow(NamedTuple):
    id: str
    merchant: str
    key: str
    account: str
    paise: int
    status: str
    utr: str | None


class OrderRow(NamedTuple):
    id: str
    merchant: str
    key: str
    account: str
    paise: int
    state: str
    payout: str | None
    number: int  # its turn among the merchant's


class BankTransferRow(NamedTuple):
    """A row of the bank's own book."""

    reference: str
    state: str
    paise: int
    utr: str | None


@dataclass
class Snapshot:
    """The final state: every merchant's whole ledger, every payout, and the bank's book."""

    ledgers: dict[str, list[EntryRow]] = field(default_factory=dict)  # number n is at n - 1
    links: dict[str, list[str]] = field(default_factory=dict)  # hexadecimal; of entry n at n, the genesis at 0
    payouts: list[PayoutRow] = field(default_factory=list)
    cancelled: set[str] = field(default_factory=set)  # payouts that somebody asked to cancel
    transfers: list[BankTransferRow] = field(default_factory=list)
    orders: list[OrderRow] = field(default_factory=list)
    returning: set[str] = field(default_factory=set)  # bank accounts whose payments come back
    endings: dict[str, str] = field(
        default_factory=dict
    )  # bank account -> the status its payouts must end in, where that is certain


class RuleResult(NamedTuple):
    rule: str
    items: int
    faults: list[str]


class ReceiptContent(NamedTuple):
    """A receipt's payout, in terms common to both APIs."""

    id: str
    key: str
    account: str
    paise: int
    status: str
    created_at: datetime


def content_of_receipt(asked: PayoutRequested) -> ReceiptContent | None:
    """None for a receipt that cannot be read."""
    try:
        said: dict[str, Any] = json.loads(asked.reply.receipt)
        if asked.api is Api.REST:
            key, account, paise, at = "idempotency_key", said["bank_account_id"], "amount_paise", "created_at"
        else:
            key, account, paise, at = "idempotencyKey", said["bankAccount"]["id"], "amountPaise", "createdAt"
        created_at = datetime.fromisoformat(said[at])
        return ReceiptContent(said["id"], said[key], account, said[paise], said["status"].lower(), created_at)
    except (ValueError, KeyError, TypeError):
        return None
