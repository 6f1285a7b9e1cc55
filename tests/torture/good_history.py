"""A short history without violations, which the checker's tests break in one place each."""

import json
from typing import Any, NamedTuple

from tests.torture.history import (
    Api,
    ApiReply,
    BalanceRead,
    BankTransferRow,
    CancelReply,
    CancelRequested,
    Delivered,
    EntryRow,
    EventRead,
    HeadRead,
    History,
    LedgerRead,
    LedgerRow,
    OrderCancelRequested,
    OrderRequested,
    OrderRow,
    PaymentRequested,
    PayoutRead,
    PayoutRequested,
    PayoutRow,
    RequestOutcome,
    Snapshot,
)

MERCHANT, ACCOUNT, CLOSED = "shop", "account-1", "account-2"
UTR = "SIMB000000000001"


def receipt(payout: str, key: str, paise: int, api: Api = Api.REST, account: str = ACCOUNT) -> bytes:
    said: dict[str, Any]
    if api is Api.REST:
        said = {"id": payout, "status": "pending", "amount_paise": paise, "bank_account_id": account}
        said |= {"idempotency_key": key, "created_at": "2026-01-01T10:00:00+00:00"}
    else:
        said = {"id": payout, "status": "PENDING", "amountPaise": paise, "bankAccount": {"id": account}}
        said |= {"idempotencyKey": key, "createdAt": "2026-01-01T10:00:00+00:00"}
    return json.dumps(said).encode()


def ask(begun: float, key: str, outcome: RequestOutcome, paise: int = 40, **more: Any) -> PayoutRequested:
    api, account = more.get("api", Api.REST), more.get("account", ACCOUNT)
    accepted = outcome in {RequestOutcome.CREATED, RequestOutcome.REPLAYED}
    told = ApiReply(
        outcome, receipt(f"payout of {key}", key, paise, api, account) if accepted else b"", more.get("had", 0)
    )
    return PayoutRequested(
        begun, begun + 1, MERCHANT, told, api, key, account, paise, closing=more.get("closing", False)
    )


def order(begun: float, key: str, outcome: RequestOutcome, paise: int = 500) -> OrderRequested:
    accepted = outcome in {RequestOutcome.CREATED, RequestOutcome.REPLAYED}
    told = ApiReply(outcome, f"order of {key}".encode() if accepted else b"")
    return OrderRequested(begun, begun + 1, MERCHANT, told, key, ACCOUNT, paise)


class Case(NamedTuple):
    history: History
    snapshot: Snapshot


def good() -> Case:
    """100 paise received, 40 paid, 30 released; 90 refused; one request without a response, which created nothing."""
    history = History(
        payments=[
            PaymentRequested(0, 1, MERCHANT, ApiReply(RequestOutcome.CREATED, b"e1"), "R1", 100),
            PaymentRequested(1, 2, MERCHANT, ApiReply(RequestOutcome.REPLAYED, b"e1"), "R1", 100),
            PaymentRequested(1, 2, MERCHANT, ApiReply(RequestOutcome.CONFLICT), "R1", 101),
        ],
        payouts=[
            ask(2, "k1", RequestOutcome.CREATED),
            ask(2.5, "k1", RequestOutcome.REPLAYED),  # they overlap: either may have been first
            ask(4, "k1", RequestOutcome.REPLAYED, api=Api.GRAPHQL),
            ask(4, "k1", RequestOutcome.CONFLICT, paise=41),
            ask(5, "k2", RequestOutcome.UNKNOWN, paise=30, account=CLOSED),
            ask(7, "k2", RequestOutcome.REPLAYED, paise=30, account=CLOSED),
            ask(10, "k3", RequestOutcome.SHORT, paise=90, had=30),
            ask(11, "k4", RequestOutcome.UNKNOWN),
            ask(12, "k5", RequestOutcome.CUT_SHORT),
            ask(30, "k1", RequestOutcome.REPLAYED, closing=True),
            ask(30, "k2", RequestOutcome.REPLAYED, paise=30, account=CLOSED, closing=True),
        ],
        balances=[
            BalanceRead(1.5, 1.9, MERCHANT, 1, 100, 0, 100),
            BalanceRead(3.5, 3.9, MERCHANT, 2, 60, 40, 100),
            BalanceRead(9, 9.5, MERCHANT, 3, 30, 70, 100),
            BalanceRead(20, 21, MERCHANT, 6, 60, 0, 60),
        ],
        ledgers=[
            LedgerRead(8, 9, MERCHANT, True, (LedgerRow("e3", "payout_hold", -30, "payout of k2", 3, 30), *rows(2, 1))),
            LedgerRead(9, 10, MERCHANT, False, rows(1)),
        ],
        statuses=[
            PayoutRead(4, 5, "payout of k1", "pending", None),
            PayoutRead(6, 7, "payout of k1", "processing", None),
            PayoutRead(21, 22, "payout of k1", "completed", UTR),
        ],
        cancellations=[
            CancelRequested(8, 9, "payout of k2", CancelReply.REQUESTED, None),
            CancelRequested(22, 23, "payout of k1", CancelReply.TOO_LATE, "completed"),
        ],
        orders=[
            order(2, "o1", RequestOutcome.CREATED),
            order(3, "o1", RequestOutcome.REPLAYED),
            order(3, "o1", RequestOutcome.CONFLICT, 501),
            order(4, "o2", RequestOutcome.UNKNOWN),
            order(5, "o3", RequestOutcome.CREATED),
            order(5, "k1", RequestOutcome.UNKNOWN, 40),
        ],
        order_cancellations=[
            OrderCancelRequested(6, 7, "order of o3", CancelReply.REQUESTED, None),
            OrderCancelRequested(24, 25, "order of k1", CancelReply.TOO_LATE, "funded"),
        ],
        events=[
            EventRead(MERCHANT, "1.0", "0.0", "PAYMENT_RECEIVED", None),
            EventRead(MERCHANT, "2.0", "1.0", "PAYOUT_CREATED", "payout of k1"),
            EventRead(MERCHANT, "3.0", "2.0", "PAYOUT_CREATED", "payout of k2"),
            EventRead(MERCHANT, "3.1", "3.0", "PAYOUT_NEEDS_REVIEW", "payout of k1"),
            EventRead(MERCHANT, "3.2", "3.1", "PAYOUT_REVIEW_ENDED", "payout of k1"),
            EventRead(MERCHANT, "5.0", "3.2", "PAYOUT_COMPLETED", "payout of k1"),
            EventRead(MERCHANT, "6.0", "5.0", "PAYOUT_FAILED", "payout of k2"),
        ],
        webhooks=[
            Delivered(MERCHANT, MERCHANT, position, f"msg_{position}", position.encode(), signed=True)
            for position in ("1.0", "2.0", "2.0", "3.0", "3.1", "3.2", "5.0", "6.0")
        ],
        heads=[HeadRead(4, 5, MERCHANT, 2, "link 2", 60, 40, signed=True)],
        requests=20,
    )
    snapshot = Snapshot(
        ledgers={
            MERCHANT: [
                EntryRow("e1", "payment_received", 100, None, "R1"),
                EntryRow("e2", "payout_hold", -40, "payout of k1", None),
                EntryRow("e3", "payout_hold", -30, "payout of k2", None),
                EntryRow("e4", "payout_release", 40, "payout of k1", None),
                EntryRow("e5", "payout_completed", -40, "payout of k1", None),
                EntryRow("e6", "payout_release", 30, "payout of k2", None),
            ]
        },
        links={MERCHANT: [f"link {number}" for number in range(7)]},
        payouts=[
            PayoutRow("payout of k1", MERCHANT, "k1", ACCOUNT, 40, "completed", UTR),
            PayoutRow("payout of k2", MERCHANT, "k2", CLOSED, 30, "failed", None),
        ],
        cancelled={"payout of k2"},
        transfers=[
            BankTransferRow("payout-payout of k1", "paid", 40, UTR),
            BankTransferRow("payout-payout of k2", "rejected", 30, None),
        ],
        orders=[
            OrderRow("order of k1", MERCHANT, "k1", ACCOUNT, 40, "funded", "payout of k1", 1),
            OrderRow("order of o1", MERCHANT, "o1", ACCOUNT, 500, "waiting", None, 2),
            OrderRow("order of o3", MERCHANT, "o3", ACCOUNT, 500, "cancelled", None, 3),
        ],
        endings={ACCOUNT: "completed", CLOSED: "failed"},
    )
    return Case(history, snapshot)


def rows(*numbers: int) -> tuple[LedgerRow, ...]:
    known = {1: LedgerRow("e1", "payment_received", 100, None), 2: LedgerRow("e2", "payout_hold", -40, "payout of k1")}
    return tuple(known[number] for number in numbers)
