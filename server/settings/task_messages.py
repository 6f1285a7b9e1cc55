"""The messages of the task queue: a task's name in JSON, and nothing else.

huey's own are pickles, so that whoever can write to the queue (SQL as the app role, a Redis without a password) could
run code in the worker, which has the encryption keys. A message of ours can only start a task that is there, without
arguments; its tasks settle what is due anyway.
"""

import json
import logging
from collections.abc import Iterable
from typing import Any

from huey.api import Huey, Task
from huey.exceptions import HueyException
from huey.registry import Message
from huey.serializer import Serializer

MAX_BYTES = 1000
MORE_THAN_A_NAME = ("args", "kwargs", "eta", "expires", "on_complete", "on_error", "chord_config")

logger = logging.getLogger(__name__)


class TaskNames(Serializer):  # type: ignore[misc]  # huey has no types
    def _serialize(self, data: Any) -> bytes:
        """Raises ValueError for what a name alone does not say: arguments, a time, a task that follows."""
        if not isinstance(data, Message) or any(getattr(data, field) for field in MORE_THAN_A_NAME):
            raise ValueError("a message of the queue can only name a task")
        return json.dumps({"task": data.name}).encode()

    def _deserialize(self, data: bytes) -> Message:
        """Raises ValueError, and RecursionError."""
        if len(data) > MAX_BYTES:
            raise ValueError("too long")
        content = json.loads(data)
        if not isinstance(content, dict) or content.keys() != {"task"} or not isinstance(content["task"], str):
            raise ValueError("not a task's name")
        return Message(id=None, name=content["task"], args=(), kwargs={})


class NotificationQueue(Huey):  # type: ignore[misc]
    """Drops a message that is none of ours, and says so in one line: the sweep finds what is due. So is one of a
    release before, which was still in the queue when its processes were replaced."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, serializer=TaskNames(), immediate=False, results=False, **options)

    def dequeue(self) -> Task | None:
        data = self.storage.dequeue()
        return None if data is None else self._read(data)

    def _deserialize_all(self, messages: Iterable[bytes]) -> list[Task]:
        return [task for data in messages if (task := self._read(data))]

    def is_revoked(self, task: Any, timestamp: Any = None, peek: bool = True) -> bool:  # noqa: ARG002
        """Never: no task of ours is revoked, and what others may have stored as a revocation is not read."""
        return False

    def _read(self, data: bytes) -> Task | None:
        try:
            return self.deserialize_task(data)
        except (ValueError, RecursionError, HueyException):
            whose = "of the release before" if data[:1] == b"\x80" else "that is none of ours"
            logger.warning("the queue held a message %s (%s bytes), which is dropped", whose, len(data))
            return None
