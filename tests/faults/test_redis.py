"""Redis flushed, down or hung: no notification arrives, and no payout waits longer than a sweep."""

import signal
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from server.bank.scripts import Script
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import ThrowawayRedis, redis_server, wait_until


@pytest.fixture(scope="module")
def redis() -> Iterator[ThrowawayRedis]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def engine(redis: ThrowawayRedis) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(REDIS_URL=redis.url, **SHORT_TIMES)
        yield engine
        assert engine.stop() == 0, engine.output()


def test_a_real_redis_carries_notifications(engine: LocalEngine, client: MerchantClient, redis: ThrowawayRedis) -> None:
    with PayoutLoad(client, 20, [Script.PAYS]) as load:
        pass
    load.check_promises()
    prove(engine, client)
    with redis.client() as connection:
        notifications = int(connection.info("commandstats")["cmdstat_lpush"]["calls"])
    assert notifications > 0


def test_a_flushed_redis_costs_no_payout(engine: LocalEngine, client: MerchantClient, redis: ThrowawayRedis) -> None:
    with PayoutLoad(client, 40, MOSTLY_PAYS) as load, redis.client() as connection:
        while load.thread.is_alive():
            connection.flushall()
    load.check_promises()
    prove(engine, client)


def test_a_redis_restarted_under_load_costs_no_payout(
    engine: LocalEngine, client: MerchantClient, redis: ThrowawayRedis
) -> None:
    with PayoutLoad(client, 40, MOSTLY_PAYS) as load:
        for told in (5, 15, 25):
            wait_until(lambda told=told: len(load.receipts) > told)  # type: ignore[misc]
            redis.restart()
    load.check_promises()
    prove(engine, client)


@pytest.mark.parametrize("fault", ["down", "hung"])
def test_without_its_redis_the_engine_accepts_and_settles(
    engine: LocalEngine, client: MerchantClient, redis: ThrowawayRedis, fault: str
) -> None:
    assert redis.process
    if fault == "down":
        redis.kill()
    else:
        redis.process.send_signal(signal.SIGSTOP)
    try:
        begun = time.monotonic()
        status, _ = client.pay(str(uuid4()))
        assert status == 201
        assert time.monotonic() - begun < 30  # a caller does not wait for Redis, which stays down until the response
        wait_until(client.is_quiet)
        assert client.statuses() == {"completed": 1}
    finally:
        if fault == "hung":
            redis.process.send_signal(signal.SIGCONT)
        else:
            redis.start()
    assert client.pay(str(uuid4()))[0] == 201
    prove(engine, client)
