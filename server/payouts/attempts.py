"""What the bank was asked and answered, written down beside what came of it."""

import time
from dataclasses import dataclass
from datetime import timedelta

from server.bank.gateway import Answer, InProgress, NoAnswer, Paid, Refused, Unheard, Voided

from .bank_steps import Call
from .models import PayoutAttempt

CALLS = {
    Call.SUBMIT: PayoutAttempt.Call.SUBMIT,
    Call.ASK: PayoutAttempt.Call.ASK,
    Call.CONFIRM: PayoutAttempt.Call.ASK,
    Call.VOID: PayoutAttempt.Call.VOID,
}


@dataclass(frozen=True)
class Attempt:
    """One question to the bank and its answer, not written down yet: that belongs to what follows from it."""

    number: int
    call: PayoutAttempt.Call
    answer: PayoutAttempt.Answer
    reason: str | None
    took: timedelta  # by the worker's own pace; when it ended is said by the database's clock


@dataclass
class Stopwatch:
    begun: float

    @classmethod
    def start(cls) -> "Stopwatch":
        return cls(time.monotonic())

    def stop(self, number: int, call: Call, answer: Answer) -> Attempt:
        name, reason = _in_words(answer)
        return Attempt(number, CALLS[call], name, reason, timedelta(seconds=time.monotonic() - self.begun))


def _in_words(answer: Answer) -> tuple[PayoutAttempt.Answer, str | None]:
    words = PayoutAttempt.Answer
    match answer:
        case Paid():
            return words.PAID, None
        case Refused(reason, final):
            return (words.REJECTED if final else words.REFUSED), reason
        case Voided(reason):
            return words.VOIDED, reason
        case InProgress():
            return words.IN_PROGRESS, None
        case Unheard():
            return words.UNHEARD, None
        case NoAnswer():
            return words.NO_ANSWER, None
