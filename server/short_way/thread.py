"""One thread with a database session of its own, which works for the event loop."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext, suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

logger = logging.getLogger(__name__)


Turn = AbstractContextManager[None]
End = Callable[[list[Result] | None], None]


class OneThread(Generic[Item, Result]):
    """It begins with its first work."""

    def __init__(self, work: Callable[[list[Item]], list[Result]], name: str) -> None:
        self._work, self._name = work, name
        self._inbox: SimpleQueue[tuple[asyncio.AbstractEventLoop, Callable[[], list[Item]], Turn, End[Result]]]
        self._inbox = SimpleQueue()
        self._is_begun = self.is_busy = False

    def run(self, items: list[Item], end: "End[Result]") -> None:
        """`end` gets the work's results, back on the event loop; None if it raised. Not while the thread is busy."""
        self._put(lambda: items, nullcontext(), end)

    def run_in_turn(self, turn: Turn, take: Callable[[], list[Item]], end: "End[Result]") -> None:
        """The thread waits for the turn; then the event loop is asked what to work on, which may be nothing by now."""
        loop = asyncio.get_running_loop()

        def items() -> list[Item]:
            taken: Future[list[Item]] = Future()
            loop.call_soon_threadsafe(lambda: taken.set_result(take()))
            return taken.result()

        self._put(items, turn, end)

    def _put(self, items: Callable[[], list[Item]], turn: Turn, end: "End[Result]") -> None:
        self.is_busy = True
        if not self._is_begun:
            self._is_begun = True
            threading.Thread(target=self._serve, name=self._name, daemon=True).start()
        self._inbox.put((asyncio.get_running_loop(), items, turn, end))

    def _serve(self) -> None:
        while True:
            loop, items, turn, end = self._inbox.get()
            batch: list[Item] = []
            results: list[Result] | None = None
            try:
                with turn:
                    batch = items()
                    results = self._work(batch) if batch else []
            except Exception as error:
                logger.warning(
                    "%d payouts %s could not be created, each is tried alone: %s", len(batch), self._name, error
                )
            with suppress(RuntimeError):  # the loop is closed: the server is shutting down
                loop.call_soon_threadsafe(self._end, end, results)

    def _end(self, end: "End[Result]", results: list[Result] | None) -> None:
        self.is_busy = False
        end(results)
