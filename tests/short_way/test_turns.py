"""Large groups take turns over processes, which are forked and killed here as the web server's are."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from server.short_way.gathering import MANY, Gathering
from server.short_way.turns import Turns

from .test_gathering import PATIENCE_SECONDS, Deciding, until

fork = multiprocessing.get_context("fork")


def _take_turns(turns: Turns, here: "Connection[Any, Any]") -> None:
    while True:
        here.recv()
        with turns.turn():
            here.send("has it")
            here.recv()
        here.send("gave it back")


class Other:
    """Another process that has turns when it is told to."""

    def __init__(self, turns: Turns) -> None:
        self._there, here = fork.Pipe()
        self.process: BaseProcess = fork.Process(target=_take_turns, args=(turns, here), daemon=True)
        self.process.start()

    def ask(self) -> None:
        self._there.send("take it")

    def has_it(self, within: float) -> bool:
        return self._there.poll(within) and self._there.recv() == "has it"

    def give_back(self) -> None:
        self._there.send("give it back")
        assert self._there.poll(PATIENCE_SECONDS)
        assert self._there.recv() == "gave it back"

    def kill(self) -> None:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()


@contextmanager
def others(turns: Turns, count: int) -> Iterator[list[Other]]:
    processes = [Other(turns) for _ in range(count)]
    try:
        yield processes
    finally:
        for each in processes:
            each.kill()


@pytest.mark.parametrize("at_a_time", [1, 2])
def test_so_many_processes_have_a_turn_and_the_next_waits_for_one(at_a_time: int) -> None:
    with others(Turns(at_a_time), at_a_time + 1) as (*first, last):
        for each in first:
            each.ask()
            assert each.has_it(PATIENCE_SECONDS)
        last.ask()
        assert not last.has_it(0.2)
        for each in first:
            each.give_back()
        assert last.has_it(PATIENCE_SECONDS)


def test_the_turn_of_a_process_that_is_killed_goes_to_the_next() -> None:
    with others(Turns(1), 2) as (first, second):
        first.ask()
        assert first.has_it(PATIENCE_SECONDS)
        second.ask()
        assert not second.has_it(0.2)
        first.kill()
        assert second.has_it(PATIENCE_SECONDS)


def while_another_has_the_turn(test: "Callable[[Other, Deciding, Gathering[Any, Any]], Any]") -> None:
    turns, deciding = Turns(1), Deciding()
    with others(turns, 1) as [other]:
        other.ask()
        assert other.has_it(PATIENCE_SECONDS)
        gathering: Gathering[Any, Any] = Gathering(deciding.decide, deciding.in_lane, turns)
        asyncio.run(asyncio.wait_for(test(other, deciding, gathering), PATIENCE_SECONDS))


async def fill(deciding: Deciding, gathering: "Gathering[Any, Any]", count: int) -> "list[asyncio.Future[Any]]":
    """A lone item's group ends, and `count` others come while it is under way."""
    deciding.may_go_on.clear()
    tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(gathering.decide(n, n)) for n in range(count + 1)]
    await until(deciding.began.is_set)
    deciding.may_go_on.set()
    return tasks


def test_many_wait_for_their_turn_and_take_along_whoever_comes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.short_way.gathering.STALL_SECONDS", PATIENCE_SECONDS)

    async def test(other: Other, deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        tasks = await fill(deciding, gathering, MANY)
        await tasks[0]
        late = asyncio.ensure_future(gathering.decide("late", "late"))
        done, _ = await asyncio.wait([*tasks[1:], late], timeout=0.2)
        assert not done
        other.give_back()
        assert await asyncio.gather(*tasks, late) == [*range(MANY + 1), "late"]
        assert deciding.groups == [[0], [*range(1, MANY + 1), "late"]]

    while_another_has_the_turn(test)


def test_few_wait_for_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.short_way.gathering.STALL_SECONDS", PATIENCE_SECONDS)

    async def test(_other: Other, deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        tasks = await fill(deciding, gathering, MANY - 1)
        assert await asyncio.gather(*tasks) == [*range(MANY)]

    while_another_has_the_turn(test)


def test_a_turn_that_does_not_come_sends_all_the_long_way_and_the_next_group_is_made() -> None:
    async def test(other: Other, deciding: Deciding, gathering: "Gathering[Any, Any]") -> None:
        tasks = await fill(deciding, gathering, MANY)
        assert await asyncio.gather(*tasks) == [0] + [None] * MANY
        assert await gathering.decide("another", "another") is None
        other.give_back()
        while await gathering.decide("next", "next") is None:
            await asyncio.sleep(0.001)
        assert deciding.groups == [[0], ["next"]]

    while_another_has_the_turn(test)
