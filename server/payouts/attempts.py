"""Calls to the bank and its replies, recorded beside their outcome."""

import time
from dataclasses import dataclass
from datetime import timedelta

from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, UnknownReference, Voided

from .bank_steps import BankStep
from .models import PayoutAttempt

CALLS = {
    BankStep.SUBMIT: PayoutAttempt.BankCall.SUBMIT,
    BankStep.ASK: PayoutAttempt.BankCall.ASK,
    BankStep.CONFIRM: PayoutAttempt.BankCall.ASK,
    BankStep.VOID: PayoutAttempt.BankCall.VOID,
}


@dataclass(frozen=True)
class Attempt:
    """One call to the bank and its reply. The verb that records the outcome also stores the attempt."""

    number: int
    call: PayoutAttempt.BankCall
    answer: PayoutAttempt.BankAnswer
    reason: str | None
    took: timedelta  # by the worker's clock; the database's clock says when it ended


@dataclass
class Stopwatch:
    begun: float

    @classmethod
    def start(cls) -> "Stopwatch":
        return cls(time.monotonic())

    def stop(self, number: int, call: BankStep, answer: BankReply) -> Attempt:
        name, reason = _in_words(answer)
        return Attempt(number, CALLS[call], name, reason, timedelta(seconds=time.monotonic() - self.begun))


def _in_words(answer: BankReply) -> tuple[PayoutAttempt.BankAnswer, str | None]:
    words = PayoutAttempt.BankAnswer
    match answer:
        case Paid():
            return words.PAID, None
        case Refused(reason, final, _):
            return (words.REJECTED if final else words.REFUSED), reason
        case Voided(reason, _):
            return words.VOIDED, reason
        case InProgress():
            return words.IN_PROGRESS, None
        case UnknownReference():
            return words.UNHEARD, None
        case TimedOut():
            return words.NO_ANSWER, None
