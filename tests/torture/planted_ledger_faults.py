"""Planted faults in merchants' reads: name, the rule that must find it, and the change that plants it."""

from collections.abc import Callable
from dataclasses import replace

from tests.torture.good_history import MERCHANT, Case, ask, rows
from tests.torture.history import (
    ApiReply,
    BalanceRead,
    EntryRow,
    LedgerRead,
    LedgerRow,
    PaymentRequested,
    RequestOutcome,
)


def payment_of_a_refusal(it: Case) -> None:
    it.history.payments.append(PaymentRequested(3, 4, MERCHANT, ApiReply(RequestOutcome.CONFLICT), "R8", 5))
    it.snapshot.ledgers[MERCHANT].append(EntryRow("e7", "payment_received", 5, None, "R8"))


PLANTED_LEDGER_FAULTS: list[tuple[str, str, Callable[[Case], object]]] = [
    (
        "a balance that no prefix has",
        "a balance is the sum of the ledger",
        lambda it: it.history.balances.append(BalanceRead(9, 9.5, MERCHANT, 3, 31, 69, 100)),
    ),
    (
        "a balance with what is held of another moment",
        "a balance is the sum of the ledger",
        lambda it: it.history.balances.append(BalanceRead(9, 9.5, MERCHANT, 3, 30, 40, 70)),
    ),
    (
        "a total that is not the sum",
        "a balance is the sum of the ledger",
        lambda it: it.history.balances.append(BalanceRead(9, 9.5, MERCHANT, 3, 30, 70, 101)),
    ),
    (
        "a balance of a longer ledger than there is",
        "a balance is the sum of the ledger",
        lambda it: it.history.balances.append(BalanceRead(22, 23, MERCHANT, 7, 60, 0, 60)),
    ),
    (
        "a balance between a release and its completion",
        "a balance is the sum of the ledger",
        lambda it: it.history.balances.append(BalanceRead(14, 15, MERCHANT, 4, 70, 30, 100)),
    ),
    (
        "a balance older than one that was read before",
        "what is read later is not older",
        lambda it: it.history.balances.append(BalanceRead(22, 23, MERCHANT, 3, 30, 70, 100)),
    ),
    (
        "a page of the ledger older than a balance that was read before",
        "what is read later is not older",
        lambda it: it.history.ledgers.append(LedgerRead(22, 23, MERCHANT, True, rows(2, 1))),
    ),
    (
        "a balance without the hold that was acknowledged before",
        "what was acknowledged is in every later read",
        lambda it: it.history.balances.__setitem__(1, BalanceRead(3.5, 3.9, MERCHANT, 1, 100, 0, 100)),
    ),
    (
        "a balance without the payment that was acknowledged before",
        "what was acknowledged is in every later read",
        lambda it: it.history.balances.__setitem__(0, BalanceRead(1.5, 1.9, MERCHANT, 0, 0, 0, 0)),
    ),
    (
        "a hold that is seen before it was asked for",
        "no read shows what nobody had asked for yet",
        lambda it: it.history.balances.append(BalanceRead(1.2, 1.4, MERCHANT, 2, 60, 40, 100)),
    ),
    (
        "an available balance below zero",
        "nothing is ever negative",
        lambda it: it.snapshot.ledgers[MERCHANT].append(EntryRow("e7", "payout_hold", -61, "payout of k2", None)),
    ),
    (
        "a balance read as negative",
        "nothing is ever negative",
        lambda it: it.history.balances.append(BalanceRead(9, 9.5, MERCHANT, 3, -1, 70, 69)),
    ),
    (
        "a refusal though there was enough",
        "a refusal for want of money",
        lambda it: it.history.payouts.append(ask(10, "k6", RequestOutcome.SHORT, paise=30, had=30)),
    ),
    (
        "a refusal with a balance that was long gone",
        "a refusal for want of money",
        lambda it: it.history.payouts.append(ask(10, "k6", RequestOutcome.SHORT, paise=101, had=100)),
    ),
    (
        "a page of the ledger with a gap",
        "a page of the ledger is an unbroken piece",
        lambda it: it.history.ledgers.append(
            LedgerRead(9, 10, MERCHANT, True, (LedgerRow("e3", "payout_hold", -30, "payout of k2"), *rows(1)))
        ),
    ),
    (
        "a page of the ledger with an entry that is there no more",
        "a page of the ledger is an unbroken piece",
        lambda it: it.history.ledgers.append(
            LedgerRead(9, 10, MERCHANT, False, (LedgerRow("gone", "fee_debit", -1, None),))
        ),
    ),
    (
        "an entry that was changed since it was shown",
        "a page of the ledger is an unbroken piece",
        lambda it: it.history.ledgers.append(LedgerRead(9, 10, MERCHANT, False, (rows(2)[0]._replace(paise=-41),))),
    ),
    (
        "an entry with a wrong running balance",
        "a page of the ledger is an unbroken piece",
        lambda it: it.history.ledgers.append(
            LedgerRead(9, 10, MERCHANT, False, (rows(2)[0]._replace(available_after=61),))
        ),
    ),
    (
        "a payment that was recorded twice",
        "a payment is recorded once",
        lambda it: it.snapshot.ledgers[MERCHANT].append(EntryRow("e7", "payment_received", 100, None, "R1")),
    ),
    (
        "a payment said to be new twice",
        "a payment is recorded once",
        lambda it: it.history.payments.append(replace(it.history.payments[0], begun=3, ended=4)),
    ),
    (
        "an acknowledged payment that is gone",
        "a payment is recorded once",
        lambda it: it.history.payments.append(
            PaymentRequested(3, 4, MERCHANT, ApiReply(RequestOutcome.CREATED, b"e9"), "R9", 5)
        ),
    ),
    (
        "a payment that was only refused",
        "a payment is recorded once",
        payment_of_a_refusal,
    ),
]
