"""Where a payout's money is, as far as is known: a pure table over its state and the bank's last answer.

What was sent and not answered is not known to be anywhere. Nor is it after the bank says that it never heard of it: the
transfer may still be on its way. (What is done about each answer is another table, `settlement.py`.)
"""

from django.db.models import TextChoices

from .models import Payout, PayoutAttempt
from .states import Status

BankAnswer = PayoutAttempt.BankAnswer


class FundLocation(TextChoices):
    WITH_US = "with_us", "Held here or given back: never sent, refused, or voided, as the bank said last."
    AT_BANK = "at_bank", "The bank has it and has not decided."
    WITH_BENEFICIARY = "with_beneficiary", "The bank has paid."
    UNKNOWN = "unknown", "Sent, or being sent right now, and the bank has not said what became of it. Do not pay again."


# By the last answer. The others leave it open: no answer, never heard of, nothing asked yet.
SAID = {
    BankAnswer.PAID: FundLocation.WITH_BENEFICIARY,
    BankAnswer.REFUSED: FundLocation.WITH_US,
    BankAnswer.REJECTED: FundLocation.WITH_US,
    BankAnswer.VOIDED: FundLocation.WITH_US,
    BankAnswer.IN_PROGRESS: FundLocation.AT_BANK,
}


def fund_location(status: str, last_answer: str | None, *, is_claimed: bool) -> FundLocation:
    """`is_claimed`: a worker has the payout, and may be sending it at this moment."""
    match Status(status):
        case Status.PENDING | Status.FAILED:
            return FundLocation.WITH_US
        case Status.COMPLETED:
            return FundLocation.WITH_BENEFICIARY
        case Status.PROCESSING if is_claimed and last_answer == BankAnswer.REFUSED:
            return FundLocation.UNKNOWN  # what was refused for now may be sent again
        case Status.PROCESSING:
            return SAID[BankAnswer(last_answer)] if last_answer in SAID else FundLocation.UNKNOWN


def fund_location_of(payout: Payout) -> FundLocation:
    return fund_location(payout.status, payout.last_answer, is_claimed=payout.lease is not None)
