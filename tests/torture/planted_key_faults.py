"""Planted faults in the responses to a key: name, the rule that must find it, and the change that plants it."""

from collections.abc import Callable
from dataclasses import replace

from tests.torture.good_history import ACCOUNT, MERCHANT, Case, ask, receipt
from tests.torture.history import Api, ApiReply, BankTransferRow, PayoutRead, PayoutRow, RequestOutcome

PLANTED_KEY_FAULTS: list[tuple[str, str, Callable[[Case], object]]] = [
    (
        "a second payout of the same key",
        "a key creates one payout at most",
        lambda it: it.snapshot.payouts.append(it.snapshot.payouts[0]._replace(id="twin")),
    ),
    (
        "a key answered 201 twice",
        "a key creates one payout at most",
        lambda it: it.history.payouts.append(ask(2.2, "k1", RequestOutcome.CREATED)),
    ),
    (
        "a replay with other bytes of the same content",
        "all receipts of a key are the same",
        lambda it: it.history.payouts.append(
            replace(
                it.history.payouts[1],
                reply=ApiReply(RequestOutcome.REPLAYED, it.history.payouts[1].reply.receipt.replace(b", ", b",")),
            )
        ),
    ),
    (
        "a GraphQL replay that shows another time of creation",
        "all receipts of a key are the same",
        lambda it: it.history.payouts.append(
            replace(
                it.history.payouts[2],
                reply=ApiReply(RequestOutcome.REPLAYED, it.history.payouts[2].reply.receipt.replace(b"T10", b"T11")),
            )
        ),
    ),
    (
        "the two APIs promise different payouts",
        "all receipts of a key are the same",
        lambda it: it.history.payouts.__setitem__(
            2,
            replace(
                it.history.payouts[2], reply=ApiReply(RequestOutcome.REPLAYED, receipt("other", "k1", 40, Api.GRAPHQL))
            ),
        ),
    ),
    (
        "a receipt of one paisa less",
        "a receipt promises what was asked",
        lambda it: it.history.payouts.__setitem__(
            0, replace(it.history.payouts[0], reply=ApiReply(RequestOutcome.CREATED, receipt("payout of k1", "k1", 39)))
        ),
    ),
    (
        "a receipt cut in the middle",
        "a receipt promises what was asked",
        lambda it: it.history.payouts.__setitem__(
            0, replace(it.history.payouts[0], reply=ApiReply(RequestOutcome.CREATED, b'{"id": "pay'))
        ),
    ),
    (
        "a replay that ended before the creation began",
        "no replay ends before its creation begins",
        lambda it: it.history.payouts.append(ask(0.5, "k1", RequestOutcome.REPLAYED)),
    ),
    (
        "a replay of what nobody can have created",
        "no replay ends before its creation begins",
        lambda it: it.history.payouts.remove(it.history.payouts[4]),
    ),
    (
        "a conflict with the very same request",
        "a conflict is with another amount",
        lambda it: it.history.payouts.append(ask(5, "k1", RequestOutcome.CONFLICT)),
    ),
    (
        "a conflict with nothing",
        "a conflict is with another amount",
        lambda it: it.history.payouts.append(ask(5, "k4", RequestOutcome.CONFLICT, paise=41)),
    ),
    (
        "a conflict with what was sent only later",
        "a conflict is with another amount",
        lambda it: it.history.payouts.append(ask(0.5, "k1", RequestOutcome.CONFLICT, paise=41)),
    ),
    (
        "a payout that was refused",
        "what was only refused or cut short did not happen",
        lambda it: it.snapshot.payouts.append(PayoutRow("p3", MERCHANT, "k3", ACCOUNT, 90, "completed", "U")),
    ),
    (
        "a payout whose request never arrived whole",
        "what was only refused or cut short did not happen",
        lambda it: it.snapshot.payouts.append(PayoutRow("p5", MERCHANT, "k5", ACCOUNT, 40, "completed", "U")),
    ),
    (
        "a retry of an accepted key refused for want of the money that it holds",
        "what was accepted is not refused later",
        lambda it: it.history.payouts.append(ask(6, "k1", RequestOutcome.SHORT, had=30)),
    ),
    (
        "a retry of an accepted key refused since its time has passed",
        "what was accepted is not refused later",
        lambda it: it.history.payouts.append(ask(6, "k1", RequestOutcome.LATE)),
    ),
    (
        "an acknowledged payout that is gone",
        "what was acknowledged exists exactly once",
        lambda it: it.snapshot.payouts.pop(0),
    ),
    (
        "an acknowledged payout of another amount",
        "what was acknowledged exists exactly once",
        lambda it: it.snapshot.payouts.__setitem__(0, it.snapshot.payouts[0]._replace(paise=400)),
    ),
    (
        "a payout listed twice",
        "what was acknowledged exists exactly once",
        lambda it: it.snapshot.payouts.append(it.snapshot.payouts[0]),
    ),
    (
        "a payout that nobody asked for",
        "every payout was asked for",
        lambda it: it.snapshot.payouts.append(PayoutRow("p9", MERCHANT, "k9", ACCOUNT, 40, "completed", "U")),
    ),
    (
        "a key that is forgotten in the end",
        "every acknowledged key replays in the end",
        lambda it: it.history.payouts.__setitem__(
            9, replace(it.history.payouts[9], reply=ApiReply(RequestOutcome.CONFLICT))
        ),
    ),
    (
        "a key that was not tried in the end",
        "every acknowledged key replays in the end",
        lambda it: it.history.payouts.pop(10),
    ),
    (
        "a payout that went back to pending",
        "a payout only moves forward",
        lambda it: it.history.statuses.append(PayoutRead(8, 9, "payout of k1", "pending", None)),
    ),
    (
        "a payout seen as failed that ended as completed",
        "a payout only moves forward",
        lambda it: it.history.statuses.append(PayoutRead(8, 9, "payout of k1", "failed", None)),
    ),
    (
        "a payout that is still processing",
        "nothing is stuck",
        lambda it: it.snapshot.payouts.__setitem__(1, it.snapshot.payouts[1]._replace(status="processing")),
    ),
    (
        "a payout to a closed account that completed",
        "nothing is stuck",
        lambda it: it.snapshot.payouts.__setitem__(1, it.snapshot.payouts[1]._replace(status="completed", utr="U")),
    ),
    (
        "a failed payout that the bank paid",
        "the bank paid each completed payout once",
        lambda it: it.snapshot.transfers.__setitem__(1, BankTransferRow("payout-payout of k2", "paid", 30, "SIMB2")),
    ),
    (
        "a completed payout that the bank did not pay",
        "the bank paid each completed payout once",
        lambda it: it.snapshot.transfers.pop(0),
    ),
    (
        "a payout that the bank paid twice",
        "the bank paid each completed payout once",
        lambda it: it.snapshot.transfers.append(it.snapshot.transfers[0]._replace(utr="SIMB2")),
    ),
    (
        "a payout that the bank paid with another amount",
        "the bank paid each completed payout once",
        lambda it: it.snapshot.transfers.__setitem__(0, it.snapshot.transfers[0]._replace(paise=41)),
    ),
    (
        "an answer that the contract does not name",
        "every answer is one that the contract names",
        lambda it: it.history.odd.append("POST /api/v1/payouts/: 500"),
    ),
]
