"""A pure table: the bank's reply to a call decides the payout's next step. It never guesses where money may have moved.

Money is released only on a definite no: a refusal that the bank calls final, or a voided reference. A passing refusal
is no definite no: the bank could still pay a late copy of the same transfer, so the reference is voided first.
"""

from dataclasses import dataclass
from enum import Enum

from server.bank.failures import FailureCode
from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, UnknownReference, Voided


class BankStep(Enum):
    """A call to the bank."""

    SUBMIT = "submit"
    ASK = "ask"
    CONFIRM = "confirm"  # made at once after a submission that timed out
    VOID = "void"


@dataclass(frozen=True)
class Complete:
    utr: str


@dataclass(frozen=True)
class Fail:
    reason: str
    code: FailureCode | None


@dataclass(frozen=True)
class Wait:
    """The bank has not paid and attempts are left: the next one follows after the delay."""


@dataclass(frozen=True)
class Unresolved:
    """The bank does not say: its status is fetched again, for as long as it takes (`review.py`)."""


NextStep = Complete | Fail | Wait | Unresolved | BankStep


def next_step(call: BankStep, answer: BankReply, *, may_retry: bool) -> NextStep:  # noqa: PLR0911 - a table
    """`may_retry`: attempts are left."""
    match call, answer:
        case _, Paid(utr):
            return Complete(utr)
        case _, Refused(why, True, code):
            return Fail(why, code)
        case _, Voided(why, code):
            return Fail(why, code)
        case _, InProgress():
            return Unresolved()
        case BankStep.SUBMIT, TimedOut():
            return BankStep.CONFIRM
        case _, TimedOut():
            return Unresolved()
        case BankStep.ASK, Refused() | UnknownReference():
            return BankStep.SUBMIT if may_retry else BankStep.VOID
        case ((BankStep.SUBMIT | BankStep.CONFIRM), Refused() | UnknownReference()):
            return Wait() if may_retry else BankStep.VOID
        case _:  # a void met with a passing refusal or an unknown reference: it is not void yet, so ask again
            return Unresolved()
