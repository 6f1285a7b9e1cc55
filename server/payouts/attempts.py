"""What the bank was asked and answered, written down beside what came of it."""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.db.models.functions import Now

from server.bank.gateway import Answer, InProgress, NoAnswer, Paid, Refused, Unheard, Voided

from .models import Payout, PayoutAttempt
from .settlement import Call

CALLS = {
    Call.SUBMIT: PayoutAttempt.Call.SUBMIT,
    Call.ASK: PayoutAttempt.Call.ASK,
    Call.CONFIRM: PayoutAttempt.Call.ASK,
    Call.VOID: PayoutAttempt.Call.VOID,
}


@dataclass
class Stopwatch:
    """Measures a call by the worker's own pace; when it ended is said by the database's clock."""

    begun: float

    @classmethod
    def start(cls) -> "Stopwatch":
        return cls(time.monotonic())

    def record(self, payout: Payout, call: Call, answer: Answer) -> PayoutAttempt:
        """Not saved yet: that belongs into the transaction that acts on the answer."""
        name, reason = _in_words(answer)
        return PayoutAttempt(
            payout=payout,
            number=payout.attempt_count,
            call=CALLS[call],
            answer=name,
            reason=reason,
            started_at=Now() - timedelta(seconds=time.monotonic() - self.begun),
        )


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
