"""Who is decided together with whom: on the event loop, before and after the two threads that talk to PostgreSQL.

One group is under way at a time, and whoever comes meanwhile is in the next. So a lone request waits for nobody, and
groups grow with the load by themselves. A merchant whose lock another transaction holds leaves the group and waits for
it in the lane, where one merchant at a time keeps the second thread.

Nobody waits here for long: if a group takes `STALL_SECONDS`, whoever is not in it takes the long way, and so does all
that comes until it ends. The long way has threads of its own, with its own limits.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar
from uuid import UUID

from .thread import OneThread
from .turns import Turns

MOST = 32  # in a group: its merchants' locks are held until its COMMIT, and twice as many gain a tenth
MANY = 12  # so many take turns with other processes' groups; fewer gain from computing beside each other
STALL_SECONDS = 0.25
# Requests that were under way together are likely to come together again: a group waits for as many as lately, while
# no more than so long passes between one and the next.
LINGER_SECONDS = 0.0015
MOST_LINGERS = 4
FORGETTING = 0.75  # of "lately", at each group
ALONE_SECONDS = 5.0  # for callers of a group that failed: perhaps one of them made it fail
STUCK_SECONDS = 2.0  # for a merchant whose lock was not free in time: the long way knows how to wait for it

Item = TypeVar("Item")
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Held(Generic[Item]):
    """The merchant's lock is held by another: `item` may wait for it in the lane."""

    merchant_id: UUID
    item: Item


@dataclass(eq=False)
class Waiting(Generic[Item, Result]):
    caller: Hashable
    item: Item
    answer: "asyncio.Future[Result | None]"

    def tell(self, result: "Result | None") -> None:
        if not self.answer.done():  # the client may have gone
            self.answer.set_result(result)


Decide = Callable[[list[Item]], "list[Result | Held[Item] | None]"]


@dataclass
class Queue(Generic[Item, Result]):
    """By caller, and the callers in turn."""

    callers: dict[Hashable, deque[Waiting[Item, Result]]] = field(default_factory=dict)
    size: int = 0

    def add(self, waiting: Waiting[Item, Result]) -> None:
        self.callers.setdefault(waiting.caller, deque()).append(waiting)
        self.size += 1

    def take(self, most: int) -> list[Waiting[Item, Result]]:
        """The next group. Nobody has more than half of it while others wait."""
        group: list[Waiting[Item, Result]] = []
        share = most if len(self.callers) == 1 else most // 2
        taken = dict.fromkeys(self.callers, 0)
        while len(group) < most and (turn := [caller for caller in self.callers if taken[caller] < share]):
            for caller in turn[: most - len(group)]:
                theirs = self.callers[caller]
                group.append(theirs.popleft())
                taken[caller] += 1
                if not theirs:
                    del self.callers[caller]
        for caller in [caller for caller, number in taken.items() if number and caller in self.callers]:
            self.callers[caller] = self.callers.pop(caller)  # behind those who got nothing
        self.size -= len(group)
        return group


class Gathering(Generic[Item, Result]):
    """`decide` gets a group and returns a result for each item, or None for one that takes the long way; `in_lane` the
    same for one merchant, whose lock it waits for. Either raises if nothing is known of the group. Not thread-safe."""

    def __init__(
        self, decide: "Decide[Item, Result]", in_lane: "Decide[Item, Result]", turns: Turns | None = None
    ) -> None:
        """`turns` is shared with the other processes that make groups, if there are any."""
        self._group, self._lane = OneThread(decide, "together"), OneThread(in_lane, "in the lane")
        self._turns = turns
        self._queue: Queue[Item, Result] = Queue()
        self._lately = 1.0  # how many were under way together
        self._linger: asyncio.TimerHandle | None = None
        self._is_stalled = False
        self._alone: dict[Hashable, float] = {}  # callers, until when
        self._held: dict[UUID, Queue[Item, Result]] = {}
        self._stuck: dict[UUID, float] = {}  # merchants, until when

    async def decide(self, caller: Hashable, item: Item) -> Result | None:
        """None for an item that takes the long way."""
        if self._is_stalled or _lasts(self._alone, caller):
            return None
        waiting = Waiting(caller, item, asyncio.get_running_loop().create_future())
        self._queue.add(waiting)
        if not self._group.is_busy:
            self._start_soon()
        return await waiting.answer

    def is_in_lane(self, merchant_id: UUID) -> bool:
        """Whose items need not try again whether the lock is free. (Also called by the group's thread.)"""
        return merchant_id in self._held

    def _start_soon(self) -> None:
        if self._queue.size >= min(round(self._lately), MOST):
            self._start()
        elif self._linger is None:
            self._wait_for_more(MOST_LINGERS)

    def _wait_for_more(self, times: int) -> None:
        """Only for those who arrive one soon after the other."""
        before = self._queue.size

        def look() -> None:
            if self._queue.size > before and times > 1:
                self._wait_for_more(times - 1)
            else:
                self._start()

        self._linger = asyncio.get_running_loop().call_later(LINGER_SECONDS, look)

    def _start(self) -> None:
        if self._linger:
            self._linger.cancel()
            self._linger = None
        if self._group.is_busy or not self._queue.size:
            return
        group: list[Waiting[Item, Result]] = []
        stall = asyncio.get_running_loop().call_later(STALL_SECONDS, self._stall)

        def take() -> list[Item]:
            group.extend(self._queue.take(MOST))
            return [each.item for each in group]

        def end(results: "list[Result | Held[Item] | None] | None") -> None:
            stall.cancel()
            self._is_stalled = False
            self._lately = max(len(group) + self._queue.size, self._lately * FORGETTING)
            if results is None and len(group) > 1:
                _remember(self._alone, (each.caller for each in group), ALONE_SECONDS)
            for waiting, result in zip(group, results or [None] * len(group), strict=True):
                if isinstance(result, Held):
                    self._wait_in_lane(result, waiting)
                else:
                    waiting.tell(result)
            if self._queue.size:
                self._start_soon()

        if self._turns and self._queue.size >= MANY:
            self._group.run_in_turn(self._turns.turn(), take, end)
        else:
            self._group.run(take(), end)

    def _stall(self) -> None:
        self._is_stalled = True
        while self._queue.size:
            for waiting in self._queue.take(MOST):
                waiting.tell(None)

    def _wait_in_lane(self, held: Held[Item], waiting: Waiting[Item, Result]) -> None:
        if _lasts(self._stuck, held.merchant_id):
            waiting.tell(None)
            return
        waiting.item = held.item
        self._held.setdefault(held.merchant_id, Queue()).add(waiting)
        if not self._lane.is_busy:
            self._start_lane()

    def _start_lane(self) -> None:
        """For the merchant who has waited longest, if there is one."""
        if not self._held:
            return
        merchant_id, queue = next(iter(self._held.items()))
        group = queue.take(MOST)

        def end(results: "list[Result | Held[Item] | None] | None") -> None:
            self._leave_lane(merchant_id)
            for waiting, result in zip(group, results or [None] * len(group), strict=True):
                waiting.tell(None if isinstance(result, Held) else result)
            if results is None:
                _remember(self._stuck, [merchant_id], STUCK_SECONDS)
                self._clear_lane()
            else:
                self._start_lane()

        self._lane.run([each.item for each in group], end)

    def _leave_lane(self, merchant_id: UUID) -> None:
        queue = self._held.pop(merchant_id)
        if queue.size:
            self._held[merchant_id] = queue  # behind the others

    def _clear_lane(self) -> None:
        """One of them had to wait in vain: the others have waited for long enough."""
        held, self._held = self._held, {}
        for queue in held.values():
            for waiting in queue.take(queue.size):
                waiting.tell(None)


def _remember(until: dict[Key, float], keys: Iterable[Key], seconds: float) -> None:
    """Forgets those whose time is over."""
    now = monotonic()
    for key in [key for key, end in until.items() if end <= now]:
        del until[key]
    until.update(dict.fromkeys(keys, now + seconds))


def _lasts(until: dict[Key, float], key: Key) -> bool:
    return key in until and monotonic() < until[key]
