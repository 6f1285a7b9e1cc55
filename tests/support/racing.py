"""Threads that really race: each on its own connection, all released at once."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from server.merchants.models import Merchant
from tests.support.servers import PATIENCE_SECONDS, wait_until

T = TypeVar("T")


def at_once(number: int, act: Callable[[int], T]) -> list[T | Exception]:
    """Per thread the result of `act(its number)`, or the exception it raised."""
    start = threading.Barrier(number)

    def run(index: int) -> T | Exception:
        try:
            wait_until(_is_connected)
            start.wait(timeout=PATIENCE_SECONDS)
            return act(index)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def _is_connected() -> bool:
    """A busy server may refuse one of many that come at once, and the others would wait for it."""
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True


@contextmanager
def in_the_background(act: Callable[[], T]) -> Iterator[Future[T]]:
    """Run `act` in a thread with its own connection; the block's end waits for its result."""

    def run() -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(run)
        yield future
        future.result(timeout=PATIENCE_SECONDS)


@contextmanager
def held_lock(merchant: Merchant) -> Iterator[Callable[[], None]]:
    """Hold the merchant's lock in another connection until the block ends or calls the function it is given."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Merchant.objects.lock(merchant.id)
            held.set()
            done.wait(timeout=PATIENCE_SECONDS)

    with in_the_background(hold):
        try:
            assert held.wait(timeout=PATIENCE_SECONDS)
            yield done.set
        finally:
            done.set()


def waits_for_a_lock(application: str = "payout-engine") -> bool:
    """True if a connection of this application is waiting for a lock right now."""
    return waiting_for_locks(application) > 0


def waiting_for_locks(application: str = "payout-engine") -> int:
    """How many connections of this application are waiting for a lock right now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction the view would stay as it is
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = %s"
            " AND datname = current_database()",
            [application],
        )
        [waiting] = cursor.fetchone()
        return int(waiting)
