"""Notifications of the workers: a lost, refused or doubled one costs no payout."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Barrier, Event, Semaphore
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from server.bank.gateway import BankReply, Transfer
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle, tasks
from server.payouts.models import Payout
from server.payouts.states import Status
from server.payouts.worker.notifier import Notifier
from server.payouts.worker.pool import WorkerPool
from tests.conftest import account_of, pay
from tests.support.racing import in_the_background
from tests.support.servers import wait_until

HUEY = settings.HUEY


def send(merchant: Merchant) -> int:
    answer = Client().post(
        "/api/v1/payouts/",
        {"amount_paise": 100, "bank_account_id": str(account_of(merchant).id)},
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid4()), "X-Merchant-Id": str(merchant.id)},
    )
    return answer.status_code


@pytest.fixture
def broker_away() -> Iterator[None]:
    """The queue's own connection leads nowhere, for real."""
    tasks.notifier.flush()
    HUEY.storage.close()
    host = HUEY.storage.connection_params["host"]
    HUEY.storage.connection_params["host"] = "/nowhere"
    yield
    tasks.notifier.flush()
    HUEY.storage.close()
    HUEY.storage.connection_params["host"] = host


def test_an_accepted_payout_notifies_once(merchant: Merchant) -> None:
    assert send(merchant) == 201
    tasks.notifier.flush()
    assert HUEY.pending_count() == 1


def test_while_no_worker_is_there_the_queue_does_not_grow(merchant: Merchant) -> None:
    for _ in range(5):
        assert send(merchant) == 201
        tasks.notifier.flush()
    assert HUEY.pending_count() == 1


def test_a_request_does_not_wait_for_a_queue_that_hangs(merchant: Merchant) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE huey_task")
        with in_the_background(partial(send, merchant)) as answer:
            assert answer.result(timeout=20) == 201
        assert Payout.objects.count() == 1  # and the message waits, in nobody's way


def test_many_requests_at_once_notify_once_and_then_once_more() -> None:
    sent, go_on = Semaphore(0), Event()

    def send() -> bool:
        sent.release()
        return go_on.wait(20)

    notifier = Notifier(send)
    notifier.notify()
    assert sent.acquire(timeout=20)
    for _ in range(100):  # while it sends
        notifier.notify()
    go_on.set()
    notifier.flush(20)
    assert sent.acquire(blocking=False)
    assert not sent.acquire(blocking=False)


def test_a_flushed_notifier_sends_again_when_requested() -> None:
    sent = Semaphore(0)

    def send() -> bool:
        sent.release()
        return True

    notifier = Notifier(send)
    for _ in range(3):
        notifier.notify()
        notifier.flush(20)
        assert sent.acquire(blocking=False)


def test_a_notification_settles_what_is_due_and_a_second_one_finds_nothing(merchant: Merchant) -> None:
    payouts = [pay(merchant, 100) for _ in range(3)]
    assert tasks.settle_due.call_local() == 3
    assert tasks.settle_due.call_local() == 0
    for payout in payouts:
        payout.refresh_from_db()
    assert {payout.status for payout in payouts} == {Status.COMPLETED}


@pytest.mark.usefixtures("broker_away")
def test_a_payout_is_accepted_while_the_queue_is_down(merchant: Merchant, caplog: pytest.LogCaptureFixture) -> None:
    assert send(merchant) == 201
    wait_until(lambda: "the sweep will" in caplog.text)
    assert lifecycle.settle_due(SimulatedBank()) == 1


@pytest.fixture
def new_pool() -> Iterator[Callable[..., WorkerPool]]:
    crews: list[WorkerPool] = []

    def make(size: int, **arguments: Any) -> WorkerPool:
        pool = WorkerPool(**{"bank": SimulatedBank, "notify": lambda: None} | arguments)
        crews.append(pool)
        pool.start(size)
        return pool

    yield make
    for pool in crews:
        pool.stop(20)


def completed() -> int:
    return Payout.objects.filter(status=Status.COMPLETED).count()


@pytest.mark.usefixtures("broker_away")
def test_the_sweep_settles_while_the_queue_is_down(merchant: Merchant, new_pool: Callable[..., WorkerPool]) -> None:
    pay(merchant)
    new_pool(1, sweep_seconds=0.02)
    wait_until(completed)


class Slow(SimulatedBank):
    """Answers nobody before so many have asked."""

    def __init__(self, meeting: Barrier) -> None:
        super().__init__()
        self.meeting = meeting

    def submit(self, transfer: Transfer) -> BankReply:
        self.meeting.wait(20)
        return super().submit(transfer)


def test_one_wake_up_brings_every_thread_to_work(merchant: Merchant, new_pool: Callable[..., WorkerPool]) -> None:
    for _ in range(12):
        pay(merchant, 100)
    called = new_pool(4, bank=partial(Slow, Barrier(4)), sweep_seconds=3600)
    assert called.wake()
    wait_until(lambda: completed() == 12)


def test_a_worker_whose_threads_are_all_busy_notifies_the_others(
    merchant: Merchant, new_pool: Callable[..., WorkerPool]
) -> None:
    """Two crews, as in two processes: one call, and four at the bank at a time."""
    for _ in range(8):
        pay(merchant, 100)
    bank = partial(Slow, Barrier(4))
    others = new_pool(2, bank=bank, sweep_seconds=3600)
    new_pool(2, bank=bank, notify=others.wake, sweep_seconds=3600).wake()
    wait_until(lambda: completed() == 8)


def test_threads_do_not_wake_each_other_when_nothing_is_due(
    merchant: Merchant, new_pool: Callable[..., WorkerPool]
) -> None:
    sent, busy = Semaphore(0), partial(new_pool, 1, sweep_seconds=3600)
    idle = busy(notify=sent.release)
    idle.wake()
    idle.stop(20)
    assert not sent.acquire(blocking=False)
    pay(merchant, 100)
    busy(notify=sent.release).wake()
    wait_until(completed)
    assert sent.acquire(blocking=False)  # it found something, and its one thread is busy


def test_a_busy_worker_does_not_notify_for_each_payout(
    merchant: Merchant, new_pool: Callable[..., WorkerPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.payouts.worker.pool.NOTIFY_SECONDS", 3600)
    sent = Semaphore(0)
    for _ in range(5):
        pay(merchant, 100)
    new_pool(1, notify=sent.release, sweep_seconds=3600).wake()
    wait_until(lambda: completed() == 5)
    assert [sent.acquire(blocking=False) for _ in range(2)] == [True, False]


def test_a_stopped_pool_finishes_the_payout_that_it_holds(
    merchant: Merchant, new_pool: Callable[..., WorkerPool]
) -> None:
    for _ in range(5):
        pay(merchant, 100)
    meeting = Barrier(2)
    pool = new_pool(1, bank=partial(Slow, meeting), sweep_seconds=3600)
    pool.wake()
    wait_until(Payout.objects.filter(status=Status.PROCESSING).exists)
    with in_the_background(partial(pool.stop, 20)):
        wait_until(lambda: not pool.wake())
        meeting.wait(20)
    assert completed() == 1
    assert Payout.objects.filter(status=Status.PENDING).count() == 4
