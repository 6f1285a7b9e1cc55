"""A stopped, hung or full part costs one merchant at most, and callers get a quick 503."""

import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.ops.management.commands.serve import web_processes
from server.payouts.models import IdempotencyRecord, Payout
from tests.conftest import connected_as
from tests.faults import lock_holder
from tests.faults.black_hole import BlackHole, black_hole
from tests.support.servers import wait_until
from tests.support.web import Shop, TimedResponse, WebServer, callers, web_server

# The machine may be slow. Without a limit each of these waits would outlast `ANSWER_SECONDS`.
SLACK_SECONDS = 20.0


@pytest.fixture
def server(database: None) -> Iterator[WebServer]:
    with web_server() as server:
        yield server


@contextmanager
def lock_of_a_stopped_process(server: WebServer, merchant: Merchant) -> Iterator[int]:
    """Its session's pid."""
    command = [sys.executable, "-m", lock_holder.__name__, str(merchant.id)]
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


def share_of_201(told: list[TimedResponse]) -> float:
    """1 on a quiet machine; on a busy one a thread may not be free within two seconds."""
    return sum(each.status == 201 for each in told) / len(told)


def test_a_process_stopped_with_a_merchants_lock_delays_that_merchant_for_seconds_and_no_other(
    server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    locked, other = new_merchant(1_000_000), new_merchant(1_000_000)
    with (
        callers(12, server, Shop.of(locked)) as told_locked,
        callers(2, server, Shop.of(other)) as told_other,
    ):
        wait_until(lambda: len(told_locked) > 20 and len(told_other) > 20)
        assert share_of_201(told_locked + told_other) > 0.9  # a busy merchant is not a stuck one
        with lock_of_a_stopped_process(server, locked) as session:
            begun = len(told_locked), len(told_other)
            wait_until(
                lambda: not is_open(session)
            )  # PostgreSQL ended the session, although its process is still stopped
            ended = len(told_locked), len(told_other)
            wait_until(lambda: any(told.status == 201 for told in told_locked[ended[0] :]))

    others = told_other[begun[1] : ended[1]]
    assert len(others) > 10
    assert share_of_201(others) > 0.9
    assert statistics.median(told.seconds for told in others) < settings.LOCK_SECONDS

    refused = [told for told in told_locked[begun[0] : ended[0]] if told.status == 503]
    assert {told.retry_after for told in refused} == {"1"}
    assert len(refused) > 12  # more than once each
    assert statistics.median(told.seconds for told in refused) < settings.LOCK_SECONDS  # they did not wait for it
    assert max(told.seconds for told in told_locked) < settings.LOCK_SECONDS + SLACK_SECONDS

    accepted = sum(told.status == 201 for told in told_locked)
    assert balance_of(locked.id).available_paise == 1_000_000 - accepted


def test_a_stopped_web_process_is_replaced(server: WebServer, new_merchant: Callable[..., Merchant]) -> None:
    """A stopped process still listens, and its share of the connections would hang."""
    shop = Shop.of(new_merchant())
    # gunicorn waits between one process and the next, and the first of them answers already.
    wait_until(lambda: len(server.workers()) == web_processes())
    [stopped, *_] = server.workers()
    os.kill(stopped, signal.SIGSTOP)

    def is_replaced() -> bool:
        now = server.workers()
        return stopped not in now and len(now) == web_processes()

    wait_until(is_replaced)
    # The main process listens, so that a connection waits for a lone process's successor.
    assert all(server.pay(shop).status == 201 for _ in range(20))


@pytest.fixture
def line(database: None) -> Iterator[BlackHole]:
    with black_hole(connection.settings_dict["HOST"]) as line:
        yield line


@pytest.fixture
def server_behind_line(line: BlackHole) -> Iterator[WebServer]:
    with web_server(DB_HOST=str(line.folder)) as server:
        yield server


def test_a_silent_database_is_given_up_and_found_again(
    line: BlackHole, server_behind_line: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    """Connections stay open and PostgreSQL's own time-outs cannot arrive: libpq would wait without end."""
    server, shop = server_behind_line, Shop.of(new_merchant(1_000_000))
    with callers(12, server, shop) as told:
        wait_until(lambda: len(told) > 40)
        line.drop_everything()
        begun = len(told)
        wait_until(lambda: {each.caller for each in told[begun:]} == set(range(12)))  # nobody hangs
        wait_until(lambda: sum(each.status == 503 for each in told[begun:]) > 60)
        ended = len(told)
        line.carry_again()
        wait_until(lambda: any(each.status == 201 for each in told[ended + 12 :]))
    refused = [each for each in told if each.status == 503]
    assert {each.status for each in told} == {201, 503}
    assert {each.retry_after for each in refused} == {"1"}
    # The first callers were in the middle of a statement; later ones wait for a thread, a connection or nothing.
    assert max(each.seconds for each in refused) < settings.SILENCE_SECONDS + settings.QUEUE_SECONDS + SLACK_SECONDS
    assert statistics.median(each.seconds for each in refused[-30:]) < settings.SILENCE_SECONDS
    accepted = sum(each.status == 201 for each in told)
    # Payouts cut off at COMMIT may exist although their callers got 503.
    assert 0 <= 1_000_000 - accepted - balance_of(UUID(shop.merchant)).available_paise <= len(refused)


def sessions_of_the_servers() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user")
        assert connection.connection
        return [pid for [pid] in cursor if pid != connection.connection.info.backend_pid]


def test_no_caller_notices_sessions_that_a_restart_has_ended(
    server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    shop = Shop.of(new_merchant())
    for _ in range(3):
        with callers(8, server, shop) as told:
            wait_until(lambda told=told: len(told) > 16)  # type: ignore[misc]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) pid", [sessions_of_the_servers()])
        wait_until(lambda: not sessions_of_the_servers())
        assert [server.pay(shop).status for _ in range(12)] == [201] * 12


@contextmanager
def no_more_connections() -> Iterator[None]:
    """Like a reached max_connections; for this database alone, since other tests use the same server."""
    limit_connections_to(0)
    try:
        yield
    finally:
        limit_connections_to(-1)


def limit_connections_to(number: int) -> None:
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:  # a superuser may still connect
        cursor.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} CONNECTION LIMIT {number}")


def test_callers_get_503_at_once_while_postgresql_refuses_connections_and_are_served_afterwards(
    server: WebServer, new_merchant: Callable[..., Merchant]
) -> None:
    shop = Shop.of(new_merchant())
    with no_more_connections():
        with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = %s",
                [settings.DB_APP["USER"]],
            )
        with pytest.raises(OperationalError, match="too many connections"):
            connection.ensure_connection()
        told = [server.pay(shop) for _ in range(12)]
        assert {(each.status, each.retry_after) for each in told} == {(503, "1")}
        assert max(each.seconds for each in told) < 1 + SLACK_SECONDS
        assert server.ask("GET", "/healthz").status == 503
    wait_until(lambda: server.pay(shop).status == 201)
    assert [server.pay(shop).status for _ in range(12)] == [201] * 12


def test_a_web_server_killed_between_commit_and_response_leaves_the_receipt_to_replay(
    new_merchant: Callable[..., Merchant],
) -> None:
    merchant, key = new_merchant(), str(uuid4())
    shop = Shop.of(merchant)
    with web_server(PAYOUT_FAILPOINTS="notify.before=stop") as server:  # the notify comes after COMMIT
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(server.pay, shop, key, 700)
            wait_until(lambda: Payout.objects.filter(merchant=merchant).exists())
            server.kill()
            assert isinstance(answer.exception(timeout=60), OSError | HTTPException)
        server.start()
        record = IdempotencyRecord.objects.get(key=key)
        for _ in range(2):
            told = server.pay(shop, key, 700)
            assert (told.status, told.body.decode()) == (200, record.answer)
        assert server.pay(shop, key, 701).status == 409
    assert balance_of(merchant.id).held_paise == 700
