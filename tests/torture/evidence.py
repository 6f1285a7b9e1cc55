"""A history and the final snapshot, indexed as the rules need them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from tests.torture.history import (
    ACCEPTED,
    History,
    OrderRequested,
    PaymentRequested,
    PayoutRequested,
    PayoutRow,
    Snapshot,
)

Key = tuple[str, str]  # merchant and idempotency key, or merchant and payment reference
HELD = {"payout_hold", "payout_release"}


class Sums(NamedTuple):
    available: int
    held: int


class KnownLength:
    """A ledger's least known length over time: reads that begin later must not see a shorter one."""

    def __init__(self, facts: Iterable[tuple[float, int]]) -> None:
        ordered = sorted(facts)
        self.times = [time for time, _ in ordered]
        self.lengths = list(accumulate((length for _, length in ordered), max))

    def before(self, time: float) -> int:
        place = bisect_left(self.times, time)
        return self.lengths[place - 1] if place else 0


class Ledger:
    """A merchant's final ledger with its running sums, and each entry's earliest possible time."""

    def __init__(self, evidence: "Evidence", merchant: str) -> None:
        self.entries = evidence.snapshot.ledgers.get(merchant, [])
        self.number = {entry.id: number for number, entry in enumerate(self.entries, 1)}
        self.sums = [Sums(0, 0)]
        for entry in self.entries:
            available, held = self.sums[-1]
            self.sums.append(Sums(available + entry.paise, held - (entry.paise if entry.kind in HELD else 0)))
        self.holds = {entry.payout: n for n, entry in enumerate(self.entries, 1) if entry.kind == "payout_hold"}
        self.payments = {entry.reference: n for n, entry in enumerate(self.entries, 1) if entry.reference}
        self._writes = list(self._acknowledged_writes(evidence, merchant))
        self.written = KnownLength(self._writes)
        self.earliest = self._earliest(evidence, merchant)

    def torn(self, sequence: int) -> bool:
        """True if `sequence` lies between a payout's release and its completion, which are one transaction."""
        if not 0 < sequence < len(self.entries):
            return False
        last, following = self.entries[sequence - 1], self.entries[sequence]
        return last.kind == "payout_release" and following[1:4:2] == ("payout_completed", last.payout)

    def _acknowledged_writes(self, evidence: "Evidence", merchant: str) -> Iterator[tuple[float, int]]:
        for key, asked in evidence.keys.items():
            if key[0] != merchant or not (told := [one.ended for one in asked if one.accepted]):
                continue
            for payout in evidence.made_by(key):
                yield min(told), self.holds.get(payout.id, 0)
        for payment, requests in evidence.references.items():
            if payment[0] == merchant and (told := [one.ended for one in requests if one.reply.outcome in ACCEPTED]):
                yield min(told), self.payments.get(payment[1], 0)

    def _earliest(self, evidence: "Evidence", merchant: str) -> list[float]:
        """At n: entry n cannot exist before this time, since not all entries up to it had been requested."""
        keys = {payout.id: payout.key for payout in evidence.snapshot.payouts if payout.merchant == merchant}
        times = [float("-inf")]
        for entry in self.entries:
            asked: Iterable[float] = ()
            if entry.kind == "payout_hold":
                key = (merchant, keys.get(entry.payout or "", ""))
                asked = (one.begun for one in [*evidence.keys.get(key, ()), *evidence.orders.get(key, ())])
            elif entry.reference:
                asked = (one.begun for one in evidence.references.get((merchant, entry.reference), ()))
            times.append(max(times[-1], min(asked, default=times[-1])))
        return times


@dataclass
class Evidence:
    history: History
    snapshot: Snapshot
    _ledgers: dict[str, Ledger] = field(default_factory=dict)

    @cached_property
    def keys(self) -> dict[Key, list[PayoutRequested]]:
        """Requests per key, in the order of their beginnings."""
        keys: dict[Key, list[PayoutRequested]] = defaultdict(list)
        for asked in sorted(self.history.payouts, key=lambda asked: asked.begun):
            keys[asked.merchant, asked.key].append(asked)
        return dict(keys)

    @cached_property
    def orders(self) -> dict[Key, list[OrderRequested]]:
        orders: dict[Key, list[OrderRequested]] = defaultdict(list)
        for asked in sorted(self.history.orders, key=lambda asked: asked.begun):
            orders[asked.merchant, asked.key].append(asked)
        return dict(orders)

    @cached_property
    def references(self) -> dict[Key, list[PaymentRequested]]:
        references: dict[Key, list[PaymentRequested]] = defaultdict(list)
        for asked in sorted(self.history.payments, key=lambda asked: asked.begun):
            references[asked.merchant, asked.reference].append(asked)
        return dict(references)

    @cached_property
    def payouts_by_key(self) -> dict[Key, list[PayoutRow]]:
        payouts: dict[Key, list[PayoutRow]] = defaultdict(list)
        for payout in self.snapshot.payouts:
            payouts[payout.merchant, payout.key].append(payout)
        return dict(payouts)

    @cached_property
    def payouts_by_id(self) -> dict[str, list[PayoutRow]]:
        payouts: dict[str, list[PayoutRow]] = defaultdict(list)
        for payout in self.snapshot.payouts:
            payouts[payout.id].append(payout)
        return dict(payouts)

    def made_by(self, key: Key) -> list[PayoutRow]:
        return self.payouts_by_key.get(key, [])

    def ledger(self, merchant: str) -> Ledger:
        if merchant not in self._ledgers:
            self._ledgers[merchant] = Ledger(self, merchant)
        return self._ledgers[merchant]
