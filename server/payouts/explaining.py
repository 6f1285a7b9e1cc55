"""Is it safe to pay again, and what comes next: one pure table over what is known of a payout.

Each row says three things that must agree: whether another payout in its place could pay twice, what the engine does
next, and the same in plain words. The words name no time and no bank's reason: `nextActionAt` and `failureReason` do,
so that a sentence stays true for as long as its row does.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import TextChoices

from server.cooling_off.cooled import cooling_off_until

from .fund_location import FundLocation, fund_location_of
from .gates import gate_of
from .models import Payout
from .returned import is_returned
from .scheduling import is_scheduled
from .states import Status


class NextAction(TextChoices):
    AWAIT_APPROVAL = "await_approval", "People have to approve the payout before the engine sends it."
    SUBMIT = "submit", "The engine sends the transfer to the bank."
    VOID = "void", "The engine tells the bank never to pay the transfer."
    ASK = "ask", "The engine asks the bank what became of the transfer."
    PERSON = "person", "A person should look into it. The engine goes on asking the bank meanwhile."
    NONE = "none", "Nothing: the payout has ended."


@dataclass(frozen=True)
class Situation:
    """What the table's rows are chosen by. A later fact is one more member with a default."""

    status: Status
    money_is: FundLocation
    needs_review: bool = False
    is_claimed: bool = False  # a worker is at it now
    was_retried: bool = False  # another payout was made in its place, and has not failed
    is_to_be_cancelled: bool = False
    is_scheduled: bool = False
    was_returned: bool = False  # paid, and the money came back
    is_cooling_off: bool = False  # it is scheduled, because its account is new
    approvals_missing: int = 0  # it has a gate, which so many more people have to open


class Explanation(NamedTuple):
    safe_to_retry: bool
    next_action: NextAction
    words: str


def explain(situation: Situation) -> Explanation:  # noqa: PLR0911, PLR0912 - a table
    """Safe is what failed or came back, lies with us and was not paid again; and nothing else."""
    match situation:
        case Situation(Status.FAILED, FundLocation.WITH_US, was_retried=True):
            return _ended("Not paid, and it never will be. Another payout was made in its place.")
        case Situation(Status.FAILED, FundLocation.WITH_US):
            return _ended("Not paid, and it never will be. The money is available again.", safe_to_retry=True)
        case Situation(Status.COMPLETED, FundLocation.WITH_US, was_returned=True, was_retried=True):
            return _ended("Paid, and the money came back. Another payout was made in its place.")
        case Situation(Status.COMPLETED, FundLocation.WITH_US, was_returned=True):
            return _ended("Paid, and the money came back. It is available again.", safe_to_retry=True)
        case Situation(Status.COMPLETED, FundLocation.WITH_BENEFICIARY):
            return _ended("Paid. Another payout would pay the beneficiary once more.")
        case Situation(Status.COMPLETED | Status.FAILED):  # the status and the money contradict each other
            return _ended("Ended, but the bank's last answer does not fit its end.")
        case Situation(Status.PENDING, is_to_be_cancelled=True):
            return _next(NextAction.VOID, "To be cancelled. It was never sent, and the bank is told not to pay it.")
        case Situation(Status.PENDING, approvals_missing=missing) if missing:
            approvals = "1 more approval" if missing == 1 else f"{missing} more approvals"
            return _next(
                NextAction.AWAIT_APPROVAL,
                f"Waits for {approvals}. The money is held, and the bank does not know of it yet.",
            )
        case Situation(Status.PENDING, is_scheduled=True, is_cooling_off=True):
            return _next(
                NextAction.SUBMIT,
                "Cooling off: its account is new. The engine sends it when that time is over; until then it can be "
                "cancelled.",
            )
        case Situation(Status.PENDING, is_scheduled=True):
            return _next(
                NextAction.SUBMIT,
                "Scheduled. The engine sends it when its time has come; until then it can be cancelled.",
            )
        case Situation(Status.PENDING):
            return _next(NextAction.SUBMIT, "Not sent to the bank yet. The engine will send it.")
        case Situation(money_is=FundLocation.WITH_BENEFICIARY):
            return _next(NextAction.ASK, "The bank has paid, and the engine is about to write it down.")
        case Situation(is_to_be_cancelled=True, needs_review=True):
            return _next(
                NextAction.PERSON, "To be cancelled, but the bank has not said for a long time whether it has paid."
            )
        case Situation(is_to_be_cancelled=True):
            return _next(NextAction.VOID, "To be cancelled, if the bank has not paid yet. It is told not to.")
        case Situation(money_is=FundLocation.AT_BANK, needs_review=True):
            return _next(NextAction.PERSON, "The bank has it, and has not decided for a long time.")
        case Situation(money_is=FundLocation.AT_BANK):
            return _next(NextAction.ASK, "The bank has it and has not decided yet.")
        case Situation(money_is=FundLocation.WITH_US, needs_review=True):
            return _next(
                NextAction.PERSON, "The bank has not taken it, and should have said by now that it never will."
            )
        case Situation(money_is=FundLocation.WITH_US):
            return _next(NextAction.SUBMIT, "The bank has not taken it. The engine will try again.")
        case Situation(needs_review=True):
            return _next(NextAction.PERSON, "The bank may or may not have paid. It has not said for a long time.")
        case Situation(is_claimed=True):
            return _next(NextAction.ASK, "It is being sent or asked about now: the bank may or may not have paid.")
        case _:
            return _next(NextAction.ASK, "The bank may or may not have paid: it has not said yet, and is asked again.")


def _ended(words: str, *, safe_to_retry: bool = False) -> Explanation:
    return Explanation(safe_to_retry, NextAction.NONE, words)


def _next(action: NextAction, words: str) -> Explanation:
    return Explanation(False, action, words)


def explanation_of(payout: Payout, *, was_retried: bool) -> Explanation:
    gate = gate_of(payout)
    return explain(
        Situation(
            Status(payout.status),
            fund_location_of(payout),
            payout.needs_review,
            is_claimed=payout.lease is not None,
            was_retried=was_retried,
            is_to_be_cancelled=payout.cancel_requested_at is not None,
            is_scheduled=is_scheduled(payout),
            was_returned=is_returned(payout),
            is_cooling_off=is_scheduled(payout) and cooling_off_until(payout) is not None,
            approvals_missing=gate.missing if gate else 0,
        )
    )


def next_action_at(payout: Payout) -> datetime | None:
    """When the engine acts next at the latest: at the next attempt, at the time that it is scheduled for, when its
    approval ends unless enough people have given it, or when a worker's lease ends and another may take it over."""
    if gate := gate_of(payout):
        return gate.until
    return payout.lease_expires_at or payout.next_attempt_at or (payout.not_before if is_scheduled(payout) else None)


# The columns that both read.
OF_SCHEDULES = ("status", "not_before", "next_attempt_at", "gate", "cancel_requested_at")
OF_EXPLANATIONS = ("last_answer", "lease", "needs_review", *OF_SCHEDULES)
OF_TIMES = ("lease_expires_at", *OF_SCHEDULES)
