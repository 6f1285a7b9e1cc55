"""One thread with a database session of its own, which works for the event loop."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

logger = logging.getLogger(__name__)


class OneThread(Generic[Item, Result]):
    """It begins with its first work."""

    def __init__(self, work: Callable[[list[Item]], list[Result]], name: str) -> None:
        self._work, self._name = work, name
        self._inbox: SimpleQueue[tuple[asyncio.AbstractEventLoop, list[Item], Callable[[list[Result] | None], None]]]
        self._inbox = SimpleQueue()
        self._is_begun = self.is_busy = False

    def run(self, items: list[Item], end: Callable[[list[Result] | None], None]) -> None:
        """`end` gets the work's results, back on the event loop; None if it raised. Not while the thread is busy."""
        self.is_busy = True
        if not self._is_begun:
            self._is_begun = True
            threading.Thread(target=self._serve, name=self._name, daemon=True).start()
        self._inbox.put((asyncio.get_running_loop(), items, end))

    def _serve(self) -> None:
        while True:
            loop, items, end = self._inbox.get()
            results: list[Result] | None = None
            try:
                results = self._work(items)
            except Exception as error:
                logger.warning(
                    "%d payouts %s could not be created, each is tried alone: %s", len(items), self._name, error
                )
            with suppress(RuntimeError):  # the loop is closed: the server is shutting down
                loop.call_soon_threadsafe(self._end, end, results)

    def _end(self, end: Callable[[list[Result] | None], None], results: list[Result] | None) -> None:
        self.is_busy = False
        end(results)
