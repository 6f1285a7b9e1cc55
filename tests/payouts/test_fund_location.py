"""The location of a payout's money: the whole table, and the bank's book at that moment."""

from itertools import product

import pytest

from server.payouts.fund_location import FundLocation, fund_location
from server.payouts.models import PayoutAttempt
from server.payouts.states import Status

Answer = PayoutAttempt.BankAnswer

# While a payout is processing, by the bank's last answer: as it waits, and as a worker has it and may be sending it.
PROCESSING = {
    None: (FundLocation.UNKNOWN, FundLocation.UNKNOWN),
    Answer.NO_ANSWER: (FundLocation.UNKNOWN, FundLocation.UNKNOWN),
    Answer.UNHEARD: (FundLocation.UNKNOWN, FundLocation.UNKNOWN),
    Answer.REFUSED: (FundLocation.WITH_US, FundLocation.UNKNOWN),
    Answer.IN_PROGRESS: (FundLocation.AT_BANK, FundLocation.AT_BANK),
    Answer.PAID: (FundLocation.WITH_BENEFICIARY, FundLocation.WITH_BENEFICIARY),
    Answer.REJECTED: (FundLocation.WITH_US, FundLocation.WITH_US),
    Answer.VOIDED: (FundLocation.WITH_US, FundLocation.WITH_US),
}
OTHERWISE = {
    Status.PENDING: FundLocation.WITH_US,
    Status.COMPLETED: FundLocation.WITH_BENEFICIARY,
    Status.FAILED: FundLocation.WITH_US,
}


@pytest.mark.parametrize(("status", "answer", "is_claimed"), list(product(Status, [None, *Answer], [False, True])))
def test_the_whole_table(status: Status, answer: Answer | None, is_claimed: bool) -> None:
    found = fund_location(status, answer, is_claimed=is_claimed)
    assert found == (PROCESSING[answer][is_claimed] if status == Status.PROCESSING else OTHERWISE[status])
    # The same for plain strings, which the database returns.
    assert fund_location(str(status), str(answer) if answer else None, is_claimed=is_claimed) == found
