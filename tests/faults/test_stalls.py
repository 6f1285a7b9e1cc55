"""What is stopped, hung or full costs one merchant at most, and who cannot be answered is told so quickly."""

import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from tests.faults import stopping
from tests.servers import wait_until
from tests.web import Shop, WebServer, callers, web_server

# Generous: the machine may be slow, and one such wait more is not what these tests are about.
SLACK_SECONDS = 2.0


@pytest.fixture
def server(database: None) -> Iterator[WebServer]:
    with web_server() as server:
        yield server


@contextmanager
def lock_of_a_stopped_process(server: WebServer, merchant: Merchant) -> Iterator[int]:
    """The number of its session."""
    command = [sys.executable, "-m", stopping.__name__, str(merchant.id)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=server.environment, stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout
            session = int(holder.stdout.readline())
            holder.send_signal(signal.SIGSTOP)
            yield session
        finally:
            holder.kill()


def is_open(session: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [session])
        return cursor.fetchone() is not None


def test_a_process_stopped_with_a_merchants_lock_costs_that_merchant_a_few_seconds_and_others_nothing(
    server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    locked, other = new_merchant(1_000_000), new_merchant(1_000_000)
    with (
        callers(12, server, Shop.of(locked)) as told_locked,
        callers(2, server, Shop.of(other)) as told_other,
    ):
        wait_until(lambda: len(told_locked) > 20 and len(told_other) > 20)
        assert {told.status for told in told_locked + told_other} == {201}  # a hot merchant is not a stuck one
        with lock_of_a_stopped_process(server, locked) as session:
            begun = len(told_locked), len(told_other)
            wait_until(lambda: not is_open(session))  # PostgreSQL ended it, though it still stands still
            ended = len(told_locked), len(told_other)
            wait_until(lambda: any(told.status == 201 for told in told_locked[ended[0] :]))

    others = told_other[begun[1] : ended[1]]
    assert {told.status for told in told_other} == {201}
    assert len(others) > 10
    assert statistics.median(told.seconds for told in others) < 1

    refused = [told for told in told_locked[begun[0] : ended[0]] if told.status == 503]
    assert {told.retry_after for told in refused} == {"1"}
    assert len(refused) > 12  # more than once each
    assert statistics.median(told.seconds for told in refused) < 1
    assert max(told.seconds for told in told_locked) < settings.LOCK_SECONDS + SLACK_SECONDS

    accepted = sum(told.status == 201 for told in told_locked)
    assert balance_of(locked.id).available_paise == 1_000_000 - accepted


def test_a_web_process_that_stands_still_is_replaced(server: WebServer, new_merchant: Callable[..., Merchant]) -> None:
    """It listens on, and takes its share of all connections along."""
    shop = Shop.of(new_merchant())
    [stopped, *_] = workers = server.workers()
    os.kill(stopped, signal.SIGSTOP)

    def is_replaced() -> bool:
        now = server.workers()
        return stopped not in now and len(now) == len(workers)

    wait_until(is_replaced, 30)
    wait_until(lambda: server.pay(shop).status == 201)
    assert all(server.pay(shop).status == 201 for _ in range(20))
