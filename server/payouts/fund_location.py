"""Where a payout's money is, as far as we know: a pure table over its state and the bank's last reply.

Nobody knows where an unanswered transfer is. The same holds after the bank says that it does not know the reference:
the transfer may still be on its way. (Another table, `bank_steps.py`, says what the engine does about each reply.)
"""

from django.db.models import TextChoices

from .models import Payout, PayoutAttempt
from .returned import is_returned
from .states import Status

BankAnswer = PayoutAttempt.BankAnswer


class FundLocation(TextChoices):
    WITH_US = (
        "with_us",
        "Held here or given back: never sent, refused or voided, as the bank said last; or returned after it was paid.",
    )
    AT_BANK = "at_bank", "The bank has it and has not decided."
    WITH_BENEFICIARY = "with_beneficiary", "The bank has paid."
    UNKNOWN = "unknown", "Sent, or being sent right now, and the bank has not said what became of it. Do not pay again."


# By the last reply. The others leave it open: a time-out, an unknown reference, no call yet.
BY_LAST_REPLY = {
    BankAnswer.PAID: FundLocation.WITH_BENEFICIARY,
    BankAnswer.REFUSED: FundLocation.WITH_US,
    BankAnswer.REJECTED: FundLocation.WITH_US,
    BankAnswer.VOIDED: FundLocation.WITH_US,
    BankAnswer.IN_PROGRESS: FundLocation.AT_BANK,
}


def fund_location(
    status: str, last_answer: str | None, *, is_claimed: bool, was_returned: bool = False
) -> FundLocation:
    """`is_claimed`: a worker holds the lease and may be sending the transfer at this moment. `was_returned`: the money
    of a completed payout came back."""
    match Status(status):
        case Status.PENDING | Status.FAILED:
            return FundLocation.WITH_US
        case Status.COMPLETED:
            return FundLocation.WITH_US if was_returned else FundLocation.WITH_BENEFICIARY
        case Status.PROCESSING if is_claimed and last_answer == BankAnswer.REFUSED:
            return FundLocation.UNKNOWN  # a passing refusal may be sent again
        case Status.PROCESSING:
            return BY_LAST_REPLY[BankAnswer(last_answer)] if last_answer in BY_LAST_REPLY else FundLocation.UNKNOWN


def fund_location_of(payout: Payout) -> FundLocation:
    return fund_location(
        payout.status, payout.last_answer, is_claimed=payout.lease is not None, was_returned=is_returned(payout)
    )
