"""Whoever waits for what is stuck: one thread of the process, and not for long."""

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
def turns(monkeypatch: pytest.MonkeyPatch) -> LockQueue:
    queue = LockQueue(stuck_when=(TimeoutError,))
    monkeypatch.setattr(lock_queue, "monotonic", lambda: clock.now)
    monkeypatch.setattr(queue._changed, "wait", clock.wait)
    return queue


def fail_once(turns: LockQueue, what: str) -> None:
    with pytest.raises(TimeoutError), turns.enter(what):
        raise TimeoutError


def test_a_turn_is_over_with_its_block_and_the_next_one_has_it() -> None:
    turns = LockQueue(stuck_when=())
    order: list[int] = []

    def take(index: int) -> None:
        with turns.enter("lock"):
            order.append(index)
            order.append(index)

    assert at_once_without_database(8, take) == [None] * 8
    assert [order[at] for at in range(0, 16, 2)] == [order[at] for at in range(1, 16, 2)]


def test_who_comes_behind_a_long_wait_is_turned_away_at_once(turns: LockQueue) -> None:
    with turns.enter("lock"):
        assert turned_away_after(turns, "lock") == pytest.approx(PATIENCE_SECONDS, abs=0.4)
        assert turned_away_after(turns, "lock") < PATIENCE_SECONDS / 2
        with turns.enter("another lock"):
            pass


def test_what_was_found_stuck_is_tried_by_one_thread_until_it_is_free(turns: LockQueue) -> None:
    fail_once(turns, "lock")
    with turns.enter("lock"):
        assert turned_away_after(turns, "lock") < PATIENCE_SECONDS / 2  # although that one has only begun
    with turns.enter("lock"):  # and free it was: the next ones queue again
        assert turned_away_after(turns, "lock") > PATIENCE_SECONDS / 2


def test_of_all_that_is_stuck_one_thing_at_a_time_is_tried(turns: LockQueue) -> None:
    """A stopped process may hold as many locks as this one has threads."""
    fail_once(turns, "one lock")
    fail_once(turns, "another")
    with turns.enter("one lock"):
        assert turned_away_after(turns, "another") < PATIENCE_SECONDS / 2
        with turns.enter("a third, which is free"):
            pass
    with turns.enter("another"):
        pass


def test_another_fault_does_not_make_it_stuck(turns: LockQueue) -> None:
    with pytest.raises(ValueError, match="else"), turns.enter("lock"):
        raise ValueError("something else")
    with turns.enter("lock"):
        assert turned_away_after(turns, "lock") > PATIENCE_SECONDS / 2


def test_a_hot_merchant_is_queued_for_and_never_refused(
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


def test_of_the_threads_that_pay_for_a_locked_merchant_one_waits_in_the_database(
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
        answers = [caller.result(timeout=20) for caller in callers]
    assert sorted(answers) == ["accepted", *["unavailable"] * 5]
    assert [attempt(busy, key) for key in keys] == ["accepted"] * 6  # what was refused may be sent again
    assert Payout.objects.filter(merchant=busy).count() == 6


def attempt(merchant: Merchant, key: UUID) -> str:
    try:
        pay(merchant, 10, key=key)
    except Unavailable:
        return "unavailable"
    return "accepted"


def turned_away_after(turns: LockQueue, what: str) -> float:
    """Seconds that a caller waits before it is refused a turn."""
    begun = clock.now
    with pytest.raises(QueueFull), turns.enter(what):
        pass
    return clock.now - begun


def at_once_without_database(number: int, act: Callable[[int], None]) -> list[None]:
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(act, range(number)))
