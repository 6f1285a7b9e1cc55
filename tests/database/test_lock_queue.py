"""One thread per process waits for a stuck lock, and the others are refused soon."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from uuid import UUID, uuid4

import pytest

from server.database import lock_queue
from server.database.lock_queue import PATIENCE_SECONDS, LockQueue, QueueFull
from server.errors import Unavailable
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.conftest import pay
from tests.support.racing import at_once, held_lock, in_the_background, waits_for_a_lock


class Clock:
    """Moved by waits alone, so that a busy machine changes nothing."""

    now = 0.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


clock = Clock()


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> LockQueue:
    refusing = LockQueue(stuck_when=(TimeoutError,))
    monkeypatch.setattr(lock_queue, "monotonic", lambda: clock.now)
    monkeypatch.setattr(refusing._changed, "wait", clock.wait)
    return refusing


def fail_once(queue: LockQueue, lock: str) -> None:
    with pytest.raises(TimeoutError), queue.enter(lock):
        raise TimeoutError


def test_one_block_at_a_time_runs_per_lock() -> None:
    queue = LockQueue(stuck_when=())
    order: list[int] = []

    def enter(index: int) -> None:
        with queue.enter("lock"):
            order.append(index)
            order.append(index)

    assert in_threads(8, enter) == [None] * 8
    assert [order[at] for at in range(0, 16, 2)] == [order[at] for at in range(1, 16, 2)]


def test_a_thread_behind_a_long_wait_is_refused_at_once(queue: LockQueue) -> None:
    with queue.enter("lock"):
        assert seconds_until_refused(queue, "lock") == pytest.approx(PATIENCE_SECONDS, abs=0.4)
        assert seconds_until_refused(queue, "lock") < PATIENCE_SECONDS / 2
        with queue.enter("another lock"):
            pass


def test_one_thread_retries_a_stuck_lock_until_it_is_free(queue: LockQueue) -> None:
    fail_once(queue, "lock")
    with queue.enter("lock"):
        assert seconds_until_refused(queue, "lock") < PATIENCE_SECONDS / 2  # although that thread has only just entered
    with queue.enter("lock"):  # it was free, so the next threads queue again
        assert seconds_until_refused(queue, "lock") > PATIENCE_SECONDS / 2


def test_one_stuck_lock_at_a_time_is_retried(queue: LockQueue) -> None:
    """A hanging process may hold as many locks as this one has threads."""
    fail_once(queue, "one lock")
    fail_once(queue, "another")
    with queue.enter("one lock"):
        assert seconds_until_refused(queue, "another") < PATIENCE_SECONDS / 2
        with queue.enter("a third, which is free"):
            pass
    with queue.enter("another"):
        pass


def test_another_exception_does_not_mark_the_lock_as_stuck(queue: LockQueue) -> None:
    with pytest.raises(ValueError, match="else"), queue.enter("lock"):
        raise ValueError("something else")
    with queue.enter("lock"):
        assert seconds_until_refused(queue, "lock") > PATIENCE_SECONDS / 2


def test_threads_queue_for_a_busy_merchant_and_none_is_refused(
    new_merchant: Callable[..., Merchant], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_queue, "PATIENCE_SECONDS", 30.0)  # five milliseconds each, but on a busy machine
    monkeypatch.setattr(lock_queue, "LONGEST_QUEUE_SECONDS", 60.0)
    merchant = new_merchant(100_000)

    def pay_on(_: int) -> None:
        for _payout in range(20):
            pay(merchant, 10)

    threads = 4  # as a web process has
    assert at_once(threads, pay_on) == [None] * threads
    assert balance_of(merchant.id).available_paise == 100_000 - threads * 20 * 10


def test_one_of_a_locked_merchants_threads_waits_in_the_database(
    new_merchant: Callable[..., Merchant],
) -> None:
    busy, other = new_merchant(), new_merchant()
    keys = [uuid4() for _ in range(6)]
    with ExitStack() as stack:
        release = stack.enter_context(held_lock(busy))
        callers = [stack.enter_context(in_the_background(partial(attempt, busy, key))) for key in keys]
        while sum(caller.done() for caller in callers) < len(keys) - 1:
            assert pay(other, 1).merchant == other
        assert waits_for_a_lock()
        release()
        results = [caller.result(timeout=20) for caller in callers]
    assert sorted(results) == ["accepted", *["unavailable"] * 5]
    assert [attempt(busy, key) for key in keys] == ["accepted"] * 6  # a refused request may be sent again
    assert Payout.objects.filter(merchant=busy).count() == 6


def attempt(merchant: Merchant, key: UUID) -> str:
    try:
        pay(merchant, 10, key=key)
    except Unavailable:
        return "unavailable"
    return "accepted"


def seconds_until_refused(queue: LockQueue, lock: str) -> float:
    """How long a caller waits in the queue before QueueFull."""
    start = clock.now
    with pytest.raises(QueueFull), queue.enter(lock):
        pass
    return clock.now - start


def in_threads(number: int, act: Callable[[int], None]) -> list[None]:
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(act, range(number)))
