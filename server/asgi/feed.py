"""The events that listeners wait for: one thread with one database session asks for all listeners of a process.

Every half second it asks in one query where the feeds of the merchants that somebody listens to end by now. A listener
is woken when its merchant's feed has moved, and to be told that the connection lives. While nobody listens nothing is
asked and no session is kept.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import TypeVar
from uuid import UUID

from django.db import connection

from server.access.still_live import Credential, live_among
from server.api.http.following import Follow
from server.database import row_security
from server.events.kinds import EventType
from server.events.positions import Position
from server.events.reading import Page, heads_of, read_page

LOOK_SECONDS = 0.5
ACCESS_SECONDS = 2.0  # so soon does the stream of a revoked key end
PAGE = 100

logger = logging.getLogger(__name__)
Result = TypeVar("Result")


class Listener:
    """`after` is how far it has been told."""

    def __init__(self, follow: Follow) -> None:
        self.merchant_id, self.after = follow.merchant_id, follow.after
        named = follow.credential if follow.caller.kind == "person" else follow.caller.id
        self.credential = Credential(follow.caller.kind, named, follow.caller.merchant_id)
        self.is_refused = False  # its caller has lost access
        self.wake_at = float("inf")
        self._woken: asyncio.Future[None] | None = None

    def wake(self) -> None:
        if self._woken and not self._woken.done():
            self._woken.set_result(None)

    async def sleep(self, seconds: float) -> None:
        """Until it is woken, or for about so long."""
        self.wake_at = monotonic() + seconds
        self._woken = asyncio.get_running_loop().create_future()
        await self._woken


class Feed:
    """For one event loop."""

    def __init__(self) -> None:
        self._listeners: dict[UUID, set[Listener]] = defaultdict(set)
        self._heads: dict[UUID, Position] = {}
        self._task: asyncio.Task[None] | None = None
        self._look_at_access = 0.0
        self._thread = ThreadPoolExecutor(1, "events")
        self._reading: dict[tuple[UUID, Position, frozenset[EventType], int], asyncio.Future[Page]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._listeners.values()))

    def add(self, listener: Listener) -> None:
        self._listeners[listener.merchant_id].add(listener)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def remove(self, listener: Listener) -> None:
        theirs = self._listeners[listener.merchant_id]
        theirs.discard(listener)
        if not theirs:
            del self._listeners[listener.merchant_id]
            self._heads.pop(listener.merchant_id, None)

    def has_moved(self, listener: Listener) -> bool:
        head = self._heads.get(listener.merchant_id)
        return head is not None and head > listener.after

    async def page(self, follow: Follow, after: Position, first: int = PAGE) -> Page:
        """Those who stand at the same place read it together. Raises Refusal and DatabaseError."""
        asked = (follow.merchant_id, after, follow.types, first)
        if asked not in self._reading:
            reading = asyncio.ensure_future(self._in_thread(follow.merchant_id, partial(read_page, *asked)))
            reading.add_done_callback(lambda _: self._reading.pop(asked))
            self._reading[asked] = reading
        return await asyncio.shield(self._reading[asked])

    async def _run(self) -> None:
        looking = None
        while self._listeners:
            if looking is None or looking.done():  # a database that hangs keeps no heartbeat back
                looking = asyncio.get_running_loop().create_task(self._look())
            self._wake()
            await asyncio.sleep(LOOK_SECONDS)
        self._task = None
        self._thread.submit(connection.close)

    async def _look(self) -> None:
        try:
            self._heads = await self._in_thread(None, partial(heads_of, list(self._listeners)))
            if monotonic() >= self._look_at_access:
                self._look_at_access = monotonic() + ACCESS_SECONDS
                await self._look_who_is_live()
        except Exception as error:  # they go on to wait
            logger.warning("the events of %d merchants cannot be read: %s", len(self._listeners), error)
        self._wake()

    async def _look_who_is_live(self) -> None:
        asked = self._all()
        live = await self._in_thread(None, partial(live_among, {each.credential for each in asked}))
        for listener in asked:
            listener.is_refused = listener.credential not in live

    def _wake(self) -> None:
        now = monotonic()
        for listener in self._all():
            if listener.wake_at <= now or listener.is_refused or self.has_moved(listener):
                listener.wake()

    def _all(self) -> list[Listener]:
        return [each for theirs in self._listeners.values() for each in theirs]

    async def _in_thread(self, merchant_id: UUID | None, ask: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _ask, merchant_id, ask)


def _ask(merchant_id: UUID | None, ask: Callable[[], Result]) -> Result:
    """With the rights of a request's thread: bound to the merchant, or to all for what is asked for all at once."""
    connection.close_if_unusable_or_obsolete()
    row_security.bind(merchant_id)
    try:
        return ask()
    finally:
        row_security.reset()
        connection.close_if_unusable_or_obsolete()
