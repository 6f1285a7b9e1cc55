"""A payout's way through the bank, as the worker would have recorded it (`server/payouts/lifecycle.py`)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.conf import settings

from server.bank.failures import FailureCode, Reason
from server.bank.models import BankTransfer
from server.bank.simulator import BUSY, FROZEN
from server.payouts import review
from server.payouts.models import PayoutAttempt
from server.payouts.states import Status

from .plan import Fate, Planned

Call = PayoutAttempt.BankCall
Answer = PayoutAttempt.BankAnswer
AtBank = BankTransfer.State

REJECTIONS = [
    FROZEN,
    Reason("The beneficiary's name does not match the account.", FailureCode.BENEFICIARY_BANK_REJECTED),
    Reason("The beneficiary account has reached its credit limit for the day.", FailureCode.TRANSACTION_LIMIT_EXCEEDED),
]
PAUSES = [timedelta(seconds=10), timedelta(seconds=30)]  # before the second attempt, and the third
MOST_PATIENCE = timedelta(hours=2)


@dataclass(frozen=True)
class Attempt:
    number: int
    call: Call
    answer: Answer
    reason: str | None
    started: datetime
    ended: datetime


@dataclass
class Course:
    payout: Planned
    status: Status
    at_bank: AtBank | None = None
    reason: Reason | None = None
    utr: str | None = None
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def ended(self) -> datetime | None:
        return None if self.status in {Status.PENDING, Status.PROCESSING} else self.attempts[-1].ended

    @property
    def submissions(self) -> int:
        return sum(attempt.call == Call.SUBMIT for attempt in self.attempts)

    def call(self, call: Call, answer: Answer, reason: Reason | None, starts: datetime, took: timedelta) -> datetime:
        number = max(1, self.submissions + (call == Call.SUBMIT))
        self.attempts.append(Attempt(number, call, answer, reason and reason.words, starts, starts + took))
        return starts + took


def unknown_since(now: datetime) -> datetime:
    """Long enough ago for a person to be asked, at most some hours."""
    return now - min(review.review_after(), MOST_PATIENCE) - timedelta(minutes=25)


def course_of(payout: Planned, now: datetime, dice: Random) -> Course:
    starts = payout.at + _quick(dice)
    match payout.fate:
        case Fate.PENDING:
            return Course(payout, Status.PENDING)
        case Fate.UNKNOWN:
            return _unanswered(payout, starts, now)
        case Fate.REJECTED:
            course = Course(payout, Status.FAILED, AtBank.REJECTED, dice.choice(REJECTIONS))
            course.call(Call.SUBMIT, Answer.REJECTED, course.reason, starts, _quick(dice))
        case Fate.VOIDED:
            course = Course(payout, Status.FAILED, AtBank.VOIDED, BUSY)
            ends = _refused(course, 3, starts, dice)
            course.call(Call.VOID, Answer.VOIDED, BUSY, ends, _quick(dice))
        case _:
            course = Course(payout, Status.COMPLETED, AtBank.PAID, utr=f"SIMB{dice.randrange(10**12):012d}")
            refusals = {Fate.PAID_AT_THE_SECOND_ATTEMPT: 1, Fate.PAID_AT_THE_THIRD_ATTEMPT: 2}.get(payout.fate, 0)
            at = _refused(course, refusals, starts, dice)
            if refusals:
                at = _asked_first(course, at, dice)
            course.call(Call.SUBMIT, Answer.PAID, None, at, _quick(dice))
    return course


def _refused(course: Course, times: int, at: datetime, dice: Random) -> datetime:
    for n in range(times):
        if n:
            at = _asked_first(course, at, dice)
        at = course.call(Call.SUBMIT, Answer.REFUSED, BUSY, at, _quick(dice))
    return at


def _asked_first(course: Course, at: datetime, dice: Random) -> datetime:
    """An attempt that is not the first asks what became of the one before."""
    at += PAUSES[course.submissions - 1]
    return course.call(Call.ASK, Answer.REFUSED, BUSY, at, _quick(dice))


def _unanswered(payout: Planned, at: datetime, now: datetime) -> Course:
    """Accepted by the bank, which has not said a word since. At most some sixty questions."""
    course = Course(payout, Status.PROCESSING, AtBank.ACCEPTED)
    silence = timedelta(seconds=min(settings.PAYOUT_BANK_DEADLINE_SECONDS, 10))
    at = course.call(Call.SUBMIT, Answer.NO_ANSWER, None, at, silence)
    pause = max(PAUSES[0], (now - at) / 60)
    while at + silence < now:
        at = course.call(Call.ASK, Answer.NO_ANSWER, None, at, silence) + pause
        if at - payout.at > review.review_after():
            pause = max(pause, review.slow_pace())
    return course


def _quick(dice: Random) -> timedelta:
    return timedelta(seconds=dice.uniform(0.15, 1.6))
