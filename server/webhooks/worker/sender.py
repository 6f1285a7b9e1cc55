"""Sends what is due: one thread claims and records, others speak to the receivers.

So sending takes one connection to PostgreSQL, however many receivers keep us waiting. An endpoint has five messages in
flight at most, and one while half of the threads are taken. Those that fail have half of the threads at most; the other
half is for those that work.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from queue import Empty, SimpleQueue

from django.db import close_old_connections, connection

from server.failpoints import around
from server.webhooks.claiming import IN_FLIGHT, Delivery, claim
from server.webhooks.delivery import Delivered, deliver
from server.webhooks.models import Outcome
from server.webhooks.recording import Attempt, record_attempts
from server.webhooks.signing import sign

from .lines import Lines

POLL_SECONDS = 1.0  # retries come due without a message
GATHER_SECONDS = 0.005  # for others under way to end too
AFTER_ERROR_SECONDS = 3.0

logger = logging.getLogger(__name__)


class Sender:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._woken = False
        self._ending = threading.Event()
        self._until = 0.0
        self._thread: threading.Thread | None = None

    def start(self, size: int) -> None:
        with self._changed:
            if self._thread:
                return
            self._ending.clear()
            self._size, self._lines = size, Lines(size)
            # Anew, as what was under way at a stop may end only now.
            self._ended: SimpleQueue[Attempt] = SimpleQueue()
            self._in_flight = {True: 0, False: 0}  # by whether the endpoint fails; the thread's own count
            self._thread = threading.Thread(target=self._run, name="webhooks-sending", daemon=True)
            self._thread.start()

    def stop(self, seconds: float) -> None:
        """Claims nothing more, and waits for what is under way, at most `seconds`. The rest is sent again."""
        with self._changed:
            thread, self._thread = self._thread, None
        if thread:
            self._until = time.monotonic() + seconds
            self._ending.set()
            self.wake()
            thread.join(seconds)
            self._lines.close()

    def wake(self) -> None:
        with self._changed:
            self._woken = True
            self._changed.notify()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._guarded(self._send_due)
        while sum(self._in_flight.values()) and time.monotonic() < self._until:
            self._wait(min(POLL_SECONDS, max(0, self._until - time.monotonic())))
            self._guarded(self._record)
        connection.close()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            close_old_connections()
            work()
        except Exception:
            logger.exception("sending webhooks was interrupted, and goes on")
            self._ending.wait(AFTER_ERROR_SECONDS)

    def _send_due(self) -> None:
        self._gather()
        self._record()
        if not (self._claim(is_failing=False) | self._claim(is_failing=True)):
            self._wait(POLL_SECONDS)

    def _claim(self, *, is_failing: bool) -> bool:
        """Whether it has found an endpoint."""
        free, half = self._size - sum(self._in_flight.values()), self._size // 2
        most = min(free, half - self._in_flight[True]) if is_failing else free
        if most <= 0:
            return False
        deliveries = claim(most=most, is_failing=is_failing, in_flight=IN_FLIGHT if free > half else 1)
        for delivery in deliveries or []:
            self._in_flight[is_failing] += 1
            self._lines.run(partial(self._deliver, delivery, self._ended))
        return deliveries is not None

    def _deliver(self, delivery: Delivery, ended: SimpleQueue[Attempt]) -> None:
        ended.put(attempt(delivery))
        self.wake()

    def _record(self) -> None:
        attempts: list[Attempt] = []
        try:
            while True:
                attempts.append(self._ended.get_nowait())
        except Empty:
            pass
        for attempt in attempts:
            self._in_flight[attempt.delivery.is_failing] -= 1
        record_attempts(attempts)

    def _gather(self) -> None:
        """Those that end at about the same time are recorded in one transaction, and as many are claimed in one."""
        if not self._ended.empty():
            with self._changed:
                self._changed.wait_for(self._all_have_ended, GATHER_SECONDS)

    def _all_have_ended(self) -> bool:
        return self._ended.qsize() >= sum(self._in_flight.values())

    def _wait(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._woken, seconds)
            self._woken = False


def attempt(delivery: Delivery) -> Attempt:
    """Raises nothing."""
    began = datetime.now(UTC)
    try:
        headers = sign(delivery.secrets, delivery.webhook_id, began, delivery.body)
        with around("deliver"):
            result = deliver(delivery.url, headers, delivery.body)
    except Exception:
        logger.exception("webhook %s was not sent", delivery.webhook_id)
        result = Delivered(Outcome.CONNECT)
    return Attempt(delivery, began, datetime.now(UTC), result)
