"""The engine's guarantees in plain Python: no SQL, no lock, no clock. `test_model.py` compares the engine with it."""

from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from server.bank.scripts import Script

MOST_ATTEMPTS = 3
BY_FAILURE_RATE = "1234"  # an account without a script: the bank's failure rate decides


@dataclass
class Lease:
    """A worker's copy of the payout it claimed."""

    is_new: bool
    was_abandoned: bool
    attempts: int


@dataclass
class ModelPayout:
    merchant: UUID
    paise: int
    ending: str
    status: str = "pending"
    attempts: int = 0
    is_due: bool = True
    lease: Lease | None = None
    at_bank: str = "unheard"
    submissions: int = 0
    bank_has_had_time: bool = False

    @property
    def is_open(self) -> bool:
        return self.status in {"pending", "processing"}


@dataclass
class Model:
    received: dict[UUID, list[int]] = field(default_factory=dict)
    payouts: list[ModelPayout] = field(default_factory=list)
    bank_refuses: bool = False

    def held(self, merchant: UUID) -> int:
        return sum(payout.paise for payout in self.payouts if payout.merchant == merchant and payout.is_open)

    def available(self, merchant: UUID) -> int:
        paid = sum(p.paise for p in self.payouts if p.merchant == merchant and p.status == "completed")
        return sum(self.received[merchant]) - self.held(merchant) - paid

    def entries(self, merchant: UUID) -> int:
        of_state = {"pending": 1, "processing": 1, "failed": 2, "completed": 3}
        return len(self.received[merchant]) + sum(of_state[p.status] for p in self.payouts if p.merchant == merchant)

    def time_passes(self) -> None:
        for payout in self.payouts:
            payout.is_due, payout.bank_has_had_time = payout.is_open, True

    def claim(self, payout: ModelPayout) -> Lease:
        payout.attempts = max(payout.attempts, 1)
        lease = Lease(payout.status == "pending", payout.lease is not None, payout.attempts)
        payout.status, payout.lease, payout.is_due = "processing", lease, False
        return lease

    def settle(self, payout: ModelPayout, lease: Lease, dies: tuple[int, str] | None = None) -> None:
        """One worker's settling; `dies`: the number of the bank call at which it is killed, before or after it."""
        call = "submit" if lease.is_new else "ask"
        for number in count(1):
            if dies == (number, "before"):
                return
            answer = getattr(self, f"bank_{call}")(payout)
            if dies == (number, "after"):
                return
            repeats = lease.was_abandoned and (call, answer) == ("ask", "unheard")
            step = self.step(call, answer, may_retry=repeats or lease.attempts < MOST_ATTEMPTS)
            if payout.lease is not lease:
                return  # another worker took over: this one changes nothing
            if step in {"wait", "completed", "failed"}:
                payout.lease, payout.status = None, "processing" if step == "wait" else step
                return
            lease.attempts += step == "submit" and not repeats
            payout.attempts, call = lease.attempts, step

    @staticmethod
    def step(call: str, answer: str, *, may_retry: bool) -> str:
        if answer in {"paid", "rejected", "voided"}:
            return "completed" if answer == "paid" else "failed"
        if answer == "silence":
            return "confirm" if call == "submit" else "wait"
        if answer == "accepted" or call == "void":
            return "wait"
        return "submit" if may_retry and call == "ask" else "wait" if may_retry else "void"

    def bank_submit(self, payout: ModelPayout) -> str:
        if payout.ending == Script.TIMES_OUT_AND_NEVER_PAID:
            return "silence"
        payout.submissions += 1
        if payout.at_bank in {"unheard", "refused"}:
            refuses = payout.ending == Script.REFUSES_TWICE_THEN_PAYS and payout.submissions <= 2
            if refuses or (payout.ending == BY_FAILURE_RATE and self.bank_refuses):
                payout.at_bank = "refused"
            else:
                outcomes = {Script.ACCOUNT_CLOSED: "rejected", Script.HANGS_THEN_PAYS: "accepted"}
                payout.at_bank = outcomes.get(payout.ending, "paid")  # type: ignore[call-overload]
                payout.bank_has_had_time = False
        answer = self.bank_ask(payout)
        return "silence" if payout.ending == Script.TIMES_OUT_THOUGH_IT_PAID or answer == "accepted" else answer

    def bank_ask(self, payout: ModelPayout) -> str:
        if payout.at_bank == "accepted" and payout.bank_has_had_time:
            payout.at_bank = "paid"
        return payout.at_bank

    bank_confirm = bank_ask

    def bank_void(self, payout: ModelPayout) -> str:
        if self.bank_ask(payout) in {"unheard", "refused"}:
            payout.at_bank = "voided"
        return payout.at_bank
