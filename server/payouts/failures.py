"""Why a payout failed: its code, the kind of failure, and whose doing it was. `failure_reason` has it in words."""

from typing import NamedTuple

from django.db.models import Q, TextChoices

from server.bank.failures import FailureCode, FailureSource, source_of

from .models import Payout, PayoutAttempt
from .states import Status


class FailureKind(TextChoices):
    CANCELLED = "cancelled", "Somebody asked to cancel it, and the bank had not paid it."
    APPROVAL_REJECTED = "approval_rejected", "Somebody who could approve it rejected it."
    APPROVAL_EXPIRED = "approval_expired", "Too few people approved it in time."
    BANK_REJECTED = "bank_rejected", "The bank refused it."
    BANK_UNCONFIRMED = "bank_unconfirmed", "The bank did not confirm it, and was told never to pay it."


class Failure(NamedTuple):
    """`code` and `source` are None for a payout that failed before codes were kept."""

    kind: FailureKind
    words: str
    code: FailureCode | None
    source: FailureSource | None


# The columns that it is made of.
OF_FAILURES = ("status", "failure_code", "failure_reason", "last_answer", "cancel_requested_at")


# Those of the kind CANCELLED, as failure_of tells them.
WAS_CANCELLED = Q(status=Status.FAILED) & (
    Q(failure_code=FailureCode.CANCELLED)
    | Q(failure_code__isnull=True, cancel_requested_at__isnull=False)
    & (Q(last_answer__isnull=True) | ~Q(last_answer=PayoutAttempt.BankAnswer.REJECTED))
)


def failure_of(payout: Payout) -> Failure | None:
    """None unless it has failed."""
    if payout.status != Status.FAILED or payout.failure_reason is None:
        return None
    if payout.failure_code is None:
        return Failure(_kind_without_code(payout), payout.failure_reason, None, None)
    code = FailureCode(payout.failure_code)
    return Failure(_kind_of(code), payout.failure_reason, code, source_of(code))


def _kind_of(code: FailureCode) -> FailureKind:
    match code:
        case FailureCode.CANCELLED:
            return FailureKind.CANCELLED
        case FailureCode.APPROVAL_REJECTED:
            return FailureKind.APPROVAL_REJECTED
        case FailureCode.APPROVAL_EXPIRED:
            return FailureKind.APPROVAL_EXPIRED
        case FailureCode.NOT_CONFIRMED:
            return FailureKind.BANK_UNCONFIRMED
        case _:
            return FailureKind.BANK_REJECTED


def _kind_without_code(payout: Payout) -> FailureKind:
    if payout.last_answer == PayoutAttempt.BankAnswer.REJECTED:
        return FailureKind.BANK_REJECTED
    return FailureKind.BANK_UNCONFIRMED if payout.cancel_requested_at is None else FailureKind.CANCELLED
