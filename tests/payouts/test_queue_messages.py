"""A message of the queue is a task's name. Whatever else is in the queue is dropped in a line, and runs nothing."""

import logging
import pickle
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from huey.registry import Message
from huey.storage import RedisStorage

from server.merchants.models import Merchant
from server.payouts import tasks
from server.payouts.models import Payout
from server.payouts.states import Status
from server.settings.task_messages import MAX_BYTES, NotificationQueue
from tests.conftest import pay
from tests.support.servers import redis_server

HUEY = settings.HUEY
OURS = b'{"task": "server.payouts.tasks.settle_due"}'


class TouchesAFile:
    """What a pickle can do: call anything when it is read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> Any:
        return Path.touch, (self.file,)


GARBAGE = {
    "text": b"not a p",
    "nothing": b"",
    "not UTF-8": b"\xff\xfe",
    "a number": b"7",
    "a list": b"[]",
    "another name": b'{"task": "os.system"}',
    "no text": b'{"task": 7}',
    "arguments": b'{"task": "server.payouts.tasks.settle_due", "args": [1]}',
    "nested": b"[" * (MAX_BYTES - 1),
    "long": b" " * MAX_BYTES + OURS,
    "digits": b"9" * (MAX_BYTES - 1),
    "a release before's": pickle.dumps(Message(id="7", name="server.payouts.tasks.settle_due", args=(), kwargs={})),
}


def put(data: bytes, table: str = "huey_task") -> None:
    """As whoever may send SQL as the app role can."""
    column, value = ("priority", "0") if table == "huey_task" else ("timestamp", "0")
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (queue, data, {column}) VALUES ('payouts', %s, {value})", [data])


@pytest.fixture(autouse=True)
def _empty_schedule(database: None) -> Iterator[None]:
    yield
    HUEY.storage.flush_schedule()


def test_a_message_is_a_tasks_name_and_nothing_else(database: None) -> None:
    tasks.settle_due()
    assert HUEY.storage.enqueued_items() == [OURS]
    task: Any = HUEY.dequeue()
    assert (type(task).__name__, task.args, task.kwargs) == ("settle_due", (), {})


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_dropped_in_one_line_and_the_next_message_read(
    database: None, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    put(data)
    put(OURS)
    with caplog.at_level(logging.WARNING):
        assert HUEY.dequeue() is None
    assert [record.exc_info for record in caplog.records] == [None]
    assert f"({len(data)} bytes), which is dropped" in caplog.text
    assert ("of the release before" in caplog.text) == (data[:1] == b"\x80")
    assert HUEY.dequeue() is not None
    assert HUEY.pending_count() == 0


@pytest.mark.parametrize("table", ["huey_task", "huey_schedule"])
def test_a_pickle_is_not_read(database: None, tmp_path: Path, table: str) -> None:
    touched = tmp_path / "touched"
    data = pickle.dumps(TouchesAFile(touched))
    put(data, table)
    assert HUEY.dequeue() is None
    assert HUEY.read_schedule(datetime(2100, 1, 1)) == []
    assert not touched.exists()
    pickle.loads(data)  # noqa: S301 - it would have
    assert touched.exists()


def test_a_revocation_that_others_stored_is_not_read(merchant: Merchant, tmp_path: Path) -> None:
    """huey looks for one before it runs a task."""
    touched, payout = tmp_path / "touched", pay(merchant)
    tasks.settle_due()
    task = HUEY.dequeue()
    for key in HUEY._revoke_keys(task):
        HUEY.storage.put_data(key, pickle.dumps(TouchesAFile(touched)))
    HUEY.execute(task)
    assert not touched.exists()
    assert Payout.objects.get(pk=payout.pk).status == Status.COMPLETED
    HUEY.storage.flush_results()


def test_redis_with_a_password_carries_the_same_messages(caplog: pytest.LogCaptureFixture) -> None:
    with redis_server(password="a-secret-of-redis") as server:
        queue = NotificationQueue("payouts", storage_class=RedisStorage, url=server.url, blocking=False)
        queue._registry.register(type(HUEY.deserialize_task(OURS)))
        queue.storage.enqueue(GARBAGE["a release before's"])
        queue.storage.enqueue(OURS)
        assert queue.dequeue() is None
        assert "of the release before" in caplog.text
        assert type(queue.dequeue()).__name__ == "settle_due"


def test_a_message_cannot_carry_more_than_a_name() -> None:
    for more in ({"args": (1,)}, {"kwargs": {"a": 1}}, {"eta": datetime(2100, 1, 1)}):
        with pytest.raises(ValueError, match="can only name a task"):
            HUEY.serializer.serialize(Message(name="one", **more))
