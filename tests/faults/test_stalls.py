"""What is stopped, hung or full costs one merchant at most, and who cannot be answered is told so quickly."""

import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

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
def lock_of_a_stopped_process(server: WebServer, merchant: Merchant) -> Iterator[None]:
    command = [sys.executable, "-m", stopping.__name__, str(merchant.id)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=server.environment, stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == b"locked\n"
            holder.send_signal(signal.SIGSTOP)
            yield
        finally:
            holder.kill()


def test_a_process_stopped_with_a_merchants_lock_costs_that_merchant_a_few_seconds_and_others_nothing(
    server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    locked, other = new_merchant(1_000_000), new_merchant(1_000_000)
    with (
        callers(12, server, Shop.of(locked)) as told_locked,
        callers(2, server, Shop.of(other)) as told_other,
    ):
        wait_until(lambda: len(told_locked) > 20 and len(told_other) > 20)
        accepted_before = [len(told_locked), len(told_other)]
        with lock_of_a_stopped_process(server, locked):
            wait_until(lambda: any(told.status == 503 for told in told_locked))
            wait_until(lambda: told_locked[-1].status == 201)  # its session was ended, while it still stands still
        during = told_other[accepted_before[1] :]

    assert {told.status for told in told_other} == {201}
    assert len(during) > 20
    assert max(told.seconds for told in during) < 0.5 + SLACK_SECONDS  # those that stood in the queue behind the first
    assert statistics.median(told.seconds for told in during) < 0.5

    assert {told.status for told in told_locked[: accepted_before[0]]} == {201}  # hot, but never refused
    refused = [told for told in told_locked if told.status == 503]
    assert {told.status for told in told_locked} == {201, 503}
    assert {told.retry_after for told in refused} == {"1"}
    assert statistics.median(told.seconds for told in refused) < 0.5
    assert max(told.seconds for told in refused) < settings.LOCK_SECONDS + SLACK_SECONDS

    accepted = sum(told.status == 201 for told in told_locked)
    assert balance_of(locked.id).available_paise == 1_000_000 - accepted
