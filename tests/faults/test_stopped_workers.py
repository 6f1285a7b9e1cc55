"""Workers stopped (SIGSTOP) for longer than their lease, which wake after others have done their work."""

from typing import Any

import pytest

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts.models import Payout, PayoutAttempt
from server.payouts.states import Status
from tests.conftest import make_due, pay
from tests.faults.processes import Process, settle_due


def everything_about(payout: Payout) -> list[Any]:
    of_this = {"payout": payout}
    return [
        list(Payout.objects.filter(pk=payout.pk).values()),
        list(LedgerEntry.objects.filter(**of_this).order_by("seq").values()),
        list(PayoutAttempt.objects.filter(**of_this).order_by("id").values()),
        list(BankTransfer.objects.values("reference", "state", "utr", "paid_at")),
    ]


@pytest.mark.parametrize("point", ["claim.after", "submit.before", "submit.after"])
@pytest.mark.parametrize(
    ("script", "status"),
    [
        (Script.PAYS, Status.COMPLETED),
        (Script.ACCOUNT_CLOSED, Status.FAILED),
        (Script.TIMES_OUT_THOUGH_IT_PAID, Status.COMPLETED),
    ],
)
def test_a_worker_woken_after_its_lease_changes_nothing(
    merchant: Merchant, script: Script, status: Status, point: str
) -> None:
    payout = pay(merchant, script=script)
    with Process(settle_due, faults=f"{point}=stop") as stopped:
        stopped.wait_until_stopped()
        assert settle_due() == 0  # while the lease runs
        make_due(payout)
        assert settle_due() == 1
        ended = everything_about(payout)
        stopped.wake()
        assert stopped.end() == 1
    assert everything_about(payout) == ended
    payout.refresh_from_db()
    assert payout.status == status


@pytest.mark.parametrize("point", ["claim.after", "submit.before", "submit.after"])
def test_a_worker_woken_while_another_has_its_payout_leaves_it_alone(merchant: Merchant, point: str) -> None:
    payout = pay(merchant)
    with Process(settle_due, faults=f"{point}=stop") as stopped:
        stopped.wait_until_stopped()
        make_due(payout)
        with Process(settle_due, faults="ask.before=stop") as successor:
            successor.wait_until_stopped()
            in_its_hands = everything_about(payout)[:3]
            stopped.wake()
            assert stopped.end() == 1
            assert everything_about(payout)[:3] == in_its_hands
            successor.wake()
            assert successor.end() == 1
    payout.refresh_from_db()
    assert (payout.status, payout.attempt_count) == (Status.COMPLETED, 1)
    assert BankTransfer.objects.filter(state="paid").count() == 1
