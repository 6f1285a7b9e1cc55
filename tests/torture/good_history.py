"""A short history in which all is well, for the tests of the checker to break in one place each."""

import json
from typing import Any, NamedTuple

from tests.torture.history import (
    Api,
    BalanceRead,
    Books,
    Entry,
    History,
    LedgerRead,
    Outcome,
    PaymentAsked,
    Payout,
    PayoutAsked,
    PayoutRead,
    Row,
    Told,
    Transfer,
)

SHOP, ACCOUNT, CLOSED = "shop", "account-1", "account-2"
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


def ask(begun: float, key: str, outcome: Outcome, paise: int = 40, **more: Any) -> PayoutAsked:
    api, account = more.get("api", Api.REST), more.get("account", ACCOUNT)
    accepted = outcome in {Outcome.CREATED, Outcome.REPLAYED}
    told = Told(outcome, receipt(f"payout of {key}", key, paise, api, account) if accepted else b"", more.get("had", 0))
    return PayoutAsked(begun, begun + 1, SHOP, told, api, key, account, paise, more.get("closing", False))


class Case(NamedTuple):
    history: History
    books: Books


def good() -> Case:
    """100 paise came in. 40 were paid, 30 given back; 90 were refused; one request got no answer and made nothing."""
    history = History(
        payments=[
            PaymentAsked(0, 1, SHOP, Told(Outcome.CREATED, b"e1"), "R1", 100),
            PaymentAsked(1, 2, SHOP, Told(Outcome.REPLAYED, b"e1"), "R1", 100),
            PaymentAsked(1, 2, SHOP, Told(Outcome.CONFLICT), "R1", 101),
        ],
        payouts=[
            ask(2, "k1", Outcome.CREATED),
            ask(2.5, "k1", Outcome.REPLAYED),  # they overlap: either may have come first
            ask(4, "k1", Outcome.REPLAYED, api=Api.GRAPHQL),
            ask(4, "k1", Outcome.CONFLICT, paise=41),
            ask(5, "k2", Outcome.UNKNOWN, paise=30, account=CLOSED),
            ask(7, "k2", Outcome.REPLAYED, paise=30, account=CLOSED),
            ask(10, "k3", Outcome.SHORT, paise=90, had=30),
            ask(11, "k4", Outcome.UNKNOWN),
            ask(12, "k5", Outcome.CUT_SHORT),
            ask(30, "k1", Outcome.REPLAYED, closing=True),
            ask(30, "k2", Outcome.REPLAYED, paise=30, account=CLOSED, closing=True),
        ],
        balances=[
            BalanceRead(1.5, 1.9, SHOP, 1, 100, 0, 100),
            BalanceRead(3.5, 3.9, SHOP, 2, 60, 40, 100),
            BalanceRead(9, 9.5, SHOP, 3, 30, 70, 100),
            BalanceRead(20, 21, SHOP, 6, 60, 0, 60),
        ],
        ledgers=[
            LedgerRead(8, 9, SHOP, True, (Row("e3", "payout_hold", -30, "payout of k2", 3, 30), *rows(2, 1))),
            LedgerRead(9, 10, SHOP, False, rows(1)),
        ],
        statuses=[
            PayoutRead(4, 5, "payout of k1", "pending", None),
            PayoutRead(6, 7, "payout of k1", "processing", None),
            PayoutRead(21, 22, "payout of k1", "completed", UTR),
        ],
        requests=20,
    )
    books = Books(
        ledgers={
            SHOP: [
                Entry("e1", "payment_received", 100, None, "R1"),
                Entry("e2", "payout_hold", -40, "payout of k1", None),
                Entry("e3", "payout_hold", -30, "payout of k2", None),
                Entry("e4", "payout_release", 40, "payout of k1", None),
                Entry("e5", "payout_completed", -40, "payout of k1", None),
                Entry("e6", "payout_release", 30, "payout of k2", None),
            ]
        },
        payouts=[
            Payout("payout of k1", SHOP, "k1", ACCOUNT, 40, "completed", UTR),
            Payout("payout of k2", SHOP, "k2", CLOSED, 30, "failed", None),
        ],
        transfers=[
            Transfer("payout-payout of k1", "paid", 40, UTR),
            Transfer("payout-payout of k2", "rejected", 30, None),
        ],
        endings={ACCOUNT: "completed", CLOSED: "failed"},
    )
    return Case(history, books)


def rows(*numbers: int) -> tuple[Row, ...]:
    known = {1: Row("e1", "payment_received", 100, None), 2: Row("e2", "payout_hold", -40, "payout of k1")}
    return tuple(known[number] for number in numbers)
