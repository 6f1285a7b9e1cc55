"""`REDIS_URL` may hold a password: for the queue, for the rates, and for `up`'s first look."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from huey.storage import RedisStorage
from pytest_django import Settings

from server.api.http.rate_limits import Counter
from server.ops.processes import preflight
from server.settings.task_messages import NotificationQueue
from tests.support.engine import free_port
from tests.support.servers import ThrowawayRedis, short_folder

PASSWORD = "p%40ss-of-redis"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    home, port = Path(tempfile.mkdtemp(prefix="payout-redis-", dir=short_folder())), free_port()
    server = ThrowawayRedis(home, port=port, password="p@ss-of-redis")
    server.url = f"redis://:{PASSWORD}@127.0.0.1:{port}/0"
    try:
        server.start()
        yield server.url
    finally:
        server.kill()
        shutil.rmtree(home, ignore_errors=True)


def test_without_the_password_it_takes_nothing(url: str) -> None:
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(url.replace(f":{PASSWORD}@", "")).ping()


def test_the_queue_logs_in(url: str) -> None:
    queue = NotificationQueue("payouts", storage_class=RedisStorage, url=url, blocking=False)
    queue.storage.enqueue(b"garbage")
    assert queue.pending_count() == 1
    assert queue.dequeue() is None


def test_the_rates_log_in(url: str) -> None:
    first, second = Counter(url), Counter(url)
    assert not first.limit("2/hour", "one caller", 1).limited
    assert not second.limit("2/hour", "one caller", 1).limited
    assert first.limit("2/hour", "one caller", 1).limited  # counted together, so in Redis


def test_up_finds_it_answering(url: str, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.REDIS_URL = url
    preflight.warn_if_redis_is_down()
    assert capsys.readouterr().out == ""
    settings.REDIS_URL = url.replace(PASSWORD, "a-wrong-password")
    preflight.warn_if_redis_is_down()
    said = capsys.readouterr().out
    assert "REDIS_URL does not answer" in said
    assert "a-wrong-password" not in said
