"""One message delivered many times, many sweeps over one table: real processes, all released at once."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings

from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.payouts import tasks
from server.payouts.models import Payout, PayoutAttempt
from server.payouts.states import Status
from tests.conftest import make_due, pay
from tests.faults.processes import Process, execute_one_message, settle_due, sweep_without_the_queue

QUEUE = settings.HUEY.storage


def at_once(number: int, act: Callable[[], Any]) -> list[Any]:
    """Each stops before its first claim; when all have, all go on."""
    with ExitStack() as stack:
        processes = [stack.enter_context(Process(act, faults="claim.before=stop")) for _ in range(number)]
        for process in processes:
            process.wait_until_stopped()
        for process in processes:
            process.wake()
        return [process.end() for process in processes]


def test_a_task_delivered_ten_times_at_once_pays_once(merchant: Merchant) -> None:
    payout = pay(merchant)
    tasks.notify_workers()
    tasks.notifier.flush()
    message = QUEUE.dequeue()
    for _ in range(10):
        QUEUE.enqueue(message)
    assert sorted(at_once(10, execute_one_message)) == [0] * 9 + [1]
    payout.refresh_from_db()
    assert (payout.status, payout.attempt_count) == (Status.COMPLETED, 1)
    assert PayoutAttempt.objects.count() == 1
    assert BankTransfer.objects.get().submissions == 1


def test_five_sweeps_at_once_settle_everything_once(merchant: Merchant) -> None:
    payouts = [pay(merchant, 100) for _ in range(16)]
    assert Process(settle_due, faults="submit.after=kill").end() is None  # claims the oldest payout, and is killed
    make_due(payouts[0])
    assert at_once(5, sweep_without_the_queue) == [True] * 5
    assert set(Payout.objects.values_list("status", "attempt_count")) == {(Status.COMPLETED, 1)}
    assert set(BankTransfer.objects.values_list("state", "submissions")) == {("paid", 1)}
    assert LedgerEntry.objects.filter(entry_type="payout_completed").count() == len(payouts)


def test_five_workers_at_once_try_each_payout_once_whatever_the_bank_does(merchant: Merchant) -> None:
    for script in Script:
        for _ in range(3):
            pay(merchant, 100, script)
    assert sum(at_once(5, settle_due)) == 3 * len(Script)
    assert set(PayoutAttempt.objects.filter(call="submit").values_list("number")) == {(1,)}
