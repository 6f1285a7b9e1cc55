"""Who is decided together with whom. The deciding is played here; the threads and the event loop are real."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

import pytest

from server.short_way.gathering import LINGER_SECONDS, MOST, MOST_LINGERS, Gathering, Held, Queue, Waiting

PATIENCE_SECONDS = 30


@pytest.fixture(autouse=True)
def _no_stalls(monkeypatch: pytest.MonkeyPatch) -> None:
    """But in the test of them: a busy machine may take its time."""
    monkeypatch.setattr("server.short_way.gathering.STALL_SECONDS", PATIENCE_SECONDS)


class Deciding:
    """Answers each number with itself. `held` are the merchants whose locks are not free."""

    def __init__(self) -> None:
        self.groups: list[list[Any]] = []
        self.lanes: list[list[Any]] = []
        self.held: dict[Any, UUID] = {}
        self.faults: set[Any] = set()
        self.lane_faults: set[Any] = set()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.lane_may_go_on = threading.Event()
        self.lane_may_go_on.set()
        self.began = threading.Event()

    def decide(self, group: list[Any]) -> list[Any]:
        self.groups.append(group)
        self.began.set()
        assert self.may_go_on.wait(PATIENCE_SECONDS)
        if self.faults & set(group):
            raise RuntimeError("a fault")
        return [Held(self.held[item], item) if item in self.held else item for item in group]

    def in_lane(self, group: list[Any]) -> list[Any]:
        self.lanes.append(group)
        assert self.lane_may_go_on.wait(PATIENCE_SECONDS)
        if self.lane_faults & set(group):
            raise RuntimeError("a lock that does not come free")
        return group


def run(test: Callable[[Deciding, "Gathering[Any, Any]"], Coroutine[Any, Any, None]]) -> None:
    deciding = Deciding()
    asyncio.run(asyncio.wait_for(test(deciding, Gathering(deciding.decide, deciding.in_lane)), PATIENCE_SECONDS))


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.001)


def test_a_lone_item_waits_for_nobody() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        assert [await gathering.decide("a", n) for n in range(3)] == [0, 1, 2]
        assert deciding.groups == [[0], [1], [2]]

    run(test)


def test_whoever_comes_while_a_group_is_under_way_is_in_the_next() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        deciding.may_go_on.clear()
        tasks = [asyncio.ensure_future(gathering.decide(n, n)) for n in range(9)]
        await until(deciding.began.is_set)
        deciding.may_go_on.set()
        assert await asyncio.gather(*tasks) == [*range(9)]
        assert deciding.groups == [[0], [*range(1, 9)]]

    run(test)


def test_items_that_came_together_lately_wait_a_moment_for_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        gathering._lately = 3.0
        first = asyncio.ensure_future(gathering.decide(1, 1))
        await asyncio.sleep(0)
        assert deciding.groups == []
        assert [*await asyncio.gather(first, gathering.decide(2, 2), gathering.decide(3, 3))] == [1, 2, 3]
        assert deciding.groups == [[1, 2, 3]]

    monkeypatch.setattr("server.short_way.gathering.LINGER_SECONDS", PATIENCE_SECONDS)
    run(test)


def test_a_group_waits_for_as_many_as_were_under_way_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else those who came while a group was under way would go without those who were in it, and both stay small."""

    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        async def client(name: int) -> None:
            for _ in range(2):
                await gathering.decide(name, name)

        deciding.may_go_on.clear()
        clients = [asyncio.ensure_future(client(n)) for n in range(8)]
        await until(deciding.began.is_set)
        deciding.may_go_on.set()
        await asyncio.gather(*clients)
        assert [len(group) for group in deciding.groups] == [1, 8, 7]

    monkeypatch.setattr("server.short_way.gathering.LINGER_SECONDS", 0.5)
    run(test)


def test_a_group_waits_while_one_arrives_soon_after_the_other_and_not_for_ever() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        loop, clock = asyncio.get_running_loop(), [1000.0]
        loop.time = lambda: clock[0]  # type: ignore[method-assign]
        arrived: list[asyncio.Future[Any]] = []

        async def arrive(seconds_later: float) -> None:
            clock[0] += seconds_later
            arrived.append(asyncio.ensure_future(gathering.decide(1, len(arrived))))
            for _ in range(3):  # turns of the loop: a timer that is due fires
                await asyncio.sleep(0)

        gathering._lately = 20.0
        for _ in range(3):
            await arrive(LINGER_SECONDS * 0.9)
        clock[0] += LINGER_SECONDS * 1.1  # twice nobody came for that long
        await asyncio.sleep(0)
        clock[0] += LINGER_SECONDS * 1.1
        await asyncio.gather(*arrived)
        assert deciding.groups == [[0, 1, 2]]
        arrived.clear()
        gathering._lately = 20.0
        while not arrived or gathering._queue.size:
            await arrive(LINGER_SECONDS * 1.1)
        await asyncio.gather(*arrived)
        assert [len(group) for group in deciding.groups] == [3, MOST_LINGERS + 1]

    run(test)


def test_the_moment_is_short_and_soon_forgotten() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        gathering._lately = 8.0
        for n in range(9):
            assert await gathering.decide(1, n) == n
        assert gathering._lately < 1.5

    run(test)


def test_a_group_that_takes_long_sends_the_others_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.short_way.gathering.STALL_SECONDS", 0.05)

    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        deciding.may_go_on.clear()
        first = asyncio.ensure_future(gathering.decide(1, 1))
        await until(deciding.began.is_set)
        assert await gathering.decide(2, 2) is None
        assert await gathering.decide(3, 3) is None  # at once, from now on
        deciding.may_go_on.set()
        assert await first == 1
        assert await gathering.decide(4, 4) == 4
        assert deciding.groups == [[1], [4]]

    run(test)


def test_a_group_that_fails_goes_the_long_way_and_its_callers_for_a_while() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        gathering._lately = 2.0
        deciding.faults = {2}
        assert [*await asyncio.gather(gathering.decide("a", 1), gathering.decide("b", 2))] == [None, None]
        assert await gathering.decide("a", 3) is None
        assert await gathering.decide("c", 4) == 4
        gathering._alone = dict.fromkeys(gathering._alone, 0.0)
        assert await gathering.decide("a", 5) == 5

    run(test)


def test_a_held_item_waits_in_the_lane_and_holds_up_nobody() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        merchant = uuid4()
        deciding.held = {1: merchant, 2: merchant, 3: merchant}
        deciding.lane_may_go_on.clear()
        held = [asyncio.ensure_future(gathering.decide(n, n)) for n in (1, 2, 3)]
        await until(lambda: deciding.lanes)
        assert await gathering.decide(4, 4) == 4
        assert gathering.is_in_lane(merchant)
        deciding.lane_may_go_on.set()
        assert await asyncio.gather(*held) == [1, 2, 3]
        assert not gathering.is_in_lane(merchant)
        assert sorted(chain(*deciding.lanes)) == [1, 2, 3]

    run(test)


def test_a_merchant_who_is_stuck_does_not_take_the_lane_again() -> None:
    async def test(deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        stuck, other = uuid4(), uuid4()
        deciding.held = {1: stuck, 2: other, 3: stuck, 4: other}
        deciding.lane_faults = {1}
        deciding.lane_may_go_on.clear()
        waiting = [asyncio.ensure_future(gathering.decide(n, n)) for n in (1, 2)]
        await until(lambda: deciding.lanes and gathering.is_in_lane(other))
        deciding.lane_may_go_on.set()
        assert await asyncio.gather(*waiting) == [None, None]  # the second has waited for long enough
        assert await gathering.decide(3, 3) is None
        assert await gathering.decide(4, 4) == 4
        assert deciding.lanes == [[1], [4]]

    run(test)


@pytest.mark.parametrize(
    ("waits", "group"),
    [
        ({"a": 3}, "aaa"),
        ({"a": 99}, "a" * MOST),
        ({"a": 99, "b": 1}, "ab" + "a" * (MOST // 2 - 1)),
        ({"a": 99, "b": 99}, "ab" * (MOST // 2)),
        ({"a": 99, "b": 2, "c": 1}, "abc" + "ab" + "a" * (MOST // 2 - 2)),
        ({str(n): 2 for n in range(MOST + 4)}, None),
    ],
)
def test_nobody_has_more_than_half_of_a_group_while_others_wait(waits: dict[str, int], group: str | None) -> None:
    queue: Queue[int, int] = Queue()
    loop = asyncio.new_event_loop()
    for caller, number in waits.items():
        for item in range(number):
            queue.add(Waiting(caller, item, loop.create_future()))
    taken = [each.caller for each in queue.take(MOST)]
    if group is None:
        assert taken == [*waits][:MOST]
        assert [each.caller for each in queue.take(4)] == [*waits][MOST:]  # those who got nothing come first
    else:
        assert "".join(map(str, taken)) == group
    assert queue.size == sum(waits.values()) - len(taken) - (4 if group is None else 0)
    loop.close()


def test_items_of_a_caller_keep_their_order() -> None:
    queue: Queue[int, int] = Queue()
    loop = asyncio.new_event_loop()
    for item in range(5):
        queue.add(Waiting("a", item, loop.create_future()))
    assert [each.item for each in queue.take(2) + queue.take(9)] == [*range(5)]
    loop.close()
