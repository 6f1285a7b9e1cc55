"""`up` with an external PostgreSQL and Redis, which it neither starts nor stops."""

import http.client
import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.support.engine import LocalEngine, engine_in_its_own_folder
from tests.support.servers import ThrowawayPostgres, ThrowawayRedis, postgres, redis_server, wait_until

BANK_THAT_PAYS = {"PAYOUT_BANK_FAILURE_RATE": "0", "PAYOUT_BANK_LATENCY_SECONDS": "0,0"}


@pytest.fixture(scope="module")
def database() -> Iterator[ThrowawayPostgres]:
    with postgres() as database:
        database.ensure_database("payout_engine", "postgres")
        yield database


@pytest.fixture(scope="module")
def queue() -> Iterator[ThrowawayRedis]:
    with redis_server(password="a-secret-of-redis") as queue:
        yield queue


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    with engine_in_its_own_folder() as engine:
        yield engine


def call(engine: LocalEngine, method: str, path: str, body: object = None, **headers: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", engine.port, timeout=60)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"} | sent)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def seconds_until_paid(engine: LocalEngine) -> float:
    merchant = call(engine, "GET", "/api/v1/merchants/")["results"][0]
    order = {"amount_paise": 100, "bank_account_id": merchant["bank_accounts"][0]["id"]}
    mine = {"X_Merchant_Id": merchant["id"]}
    begun = time.monotonic()
    payout = call(engine, "POST", "/api/v1/payouts/", order, Idempotency_Key=str(uuid4()), **mine)
    path = f"/api/v1/payouts/{payout['id']}/"
    wait_until(lambda: call(engine, "GET", path, **mine)["status"] == "completed")
    return time.monotonic() - begun


def test_up_neither_starts_nor_stops_external_servers(
    engine: LocalEngine, database: ThrowawayPostgres, queue: ThrowawayRedis
) -> None:
    before = database.pid()
    engine.start_and_wait(REDIS_URL=queue.url, **database.environment(), **BANK_THAT_PAYS)
    assert not (engine.data_dir / "postgres").exists()
    seconds_until_paid(engine)
    assert engine.stop() == 0
    assert database.pid() == before
    assert queue.client().ping()


def test_without_redis_the_worker_is_notified_by_postgresql(engine: LocalEngine) -> None:
    engine.start_and_wait(**BANK_THAT_PAYS)
    seconds_until_paid(engine)


def test_without_its_redis_up_warns_and_payouts_are_paid(engine: LocalEngine, database: ThrowawayPostgres) -> None:
    nowhere = f"unix://{engine.data_dir}/no-redis"
    engine.start_and_wait(REDIS_URL=nowhere, **database.environment(), **BANK_THAT_PAYS)
    assert engine.says("REDIS_URL does not answer")
    seconds_until_paid(engine)


def test_an_unreachable_database_is_refused_in_one_line(engine: LocalEngine) -> None:
    refused = engine.manage("up", "--port", str(engine.port), DB_HOST=str(engine.data_dir))
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "DB_HOST" in refused.stderr
