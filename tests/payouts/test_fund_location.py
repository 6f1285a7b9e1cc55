"""Where a payout's money is: the whole table, and what the bank's book says at that moment."""

from itertools import product

import pytest

from server.payouts.fund_location import MoneyIs, money_is
from server.payouts.models import PayoutAttempt
from server.payouts.states import Status

Answer = PayoutAttempt.Answer

# While a payout is processing, by the bank's last answer: as it waits, and as a worker has it and may be sending it.
PROCESSING = {
    None: (MoneyIs.UNKNOWN, MoneyIs.UNKNOWN),
    Answer.NO_ANSWER: (MoneyIs.UNKNOWN, MoneyIs.UNKNOWN),
    Answer.UNHEARD: (MoneyIs.UNKNOWN, MoneyIs.UNKNOWN),
    Answer.REFUSED: (MoneyIs.WITH_US, MoneyIs.UNKNOWN),
    Answer.IN_PROGRESS: (MoneyIs.AT_BANK, MoneyIs.AT_BANK),
    Answer.PAID: (MoneyIs.WITH_BENEFICIARY, MoneyIs.WITH_BENEFICIARY),
    Answer.REJECTED: (MoneyIs.WITH_US, MoneyIs.WITH_US),
    Answer.VOIDED: (MoneyIs.WITH_US, MoneyIs.WITH_US),
}
OTHERWISE = {
    Status.PENDING: MoneyIs.WITH_US,
    Status.COMPLETED: MoneyIs.WITH_BENEFICIARY,
    Status.FAILED: MoneyIs.WITH_US,
}


@pytest.mark.parametrize(("status", "answer", "is_claimed"), list(product(Status, [None, *Answer], [False, True])))
def test_the_whole_table(status: Status, answer: Answer | None, is_claimed: bool) -> None:
    found = money_is(status, answer, is_claimed=is_claimed)
    assert found == (PROCESSING[answer][is_claimed] if status == Status.PROCESSING else OTHERWISE[status])
    # As it comes from the database.
    assert money_is(str(status), str(answer) if answer else None, is_claimed=is_claimed) == found
