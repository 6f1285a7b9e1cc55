"""A worker that stands still is replaced, and the log says whose requests that cuts off."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from server.merchants.models import Merchant
from tests.api.keys import new_key
from tests.conftest import account_of, owner_connection
from tests.support.servers import wait_until
from tests.support.web import web_server


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            " AND query LIKE '%%create_payout%%' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone() is not None


def test_the_log_names_the_requests_of_a_killed_worker(
    database: None, new_merchant: Callable[..., Merchant], capfd: pytest.CaptureFixture[str]
) -> None:
    merchant = new_merchant()
    key = new_key(merchant)
    order = {"amount_paise": 1, "bank_account_id": str(account_of(merchant).id)}
    headers = {"Authorization": f"Bearer {key.secret}", "Idempotency_Key": str(uuid4())}
    log = ""

    def line_about_the_request() -> str | None:
        nonlocal log
        log += capfd.readouterr().out
        return next((line for line in log.splitlines() if "Under way: POST /api/v1/payouts/, " in line), None)

    with (
        web_server(PAYOUT_OPEN_ACCESS="false") as server,
        psycopg.connect(owner_connection().info.dsn, password=owner_connection().info.password) as session,
        ThreadPoolExecutor(1) as pool,
    ):
        session.execute("SELECT FROM merchants WHERE id = %s FOR UPDATE", [merchant.id])
        paying = pool.submit(server.ask, "POST", "/api/v1/payouts/", order, **headers)
        wait_until(waits_for_a_lock)
        for worker in server.workers():
            os.kill(worker, signal.SIGSTOP)
        wait_until(line_about_the_request)
        session.rollback()
        with pytest.raises((OSError, HTTPException)):
            paying.result()
    line = line_about_the_request()
    assert line
    assert "hangs: it is killed and replaced." in line
    assert f", from 127.0.0.1, key {key.key.id}, for " in line
    assert key.secret not in log
