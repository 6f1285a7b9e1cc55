"""The requests of a process, as another process sees them."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from server.observability import requests_under_way
from server.observability.requests_under_way import PLACES, SLOTS, Memory, begin, end, name_caller, under_way
from tests.support.servers import wait_until

REQUEST = "POST /api/v1/payouts/, request 01a202a5-9652-7546-97b1-41cd9ff2cbd1, from 127.0.0.1"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = requests_under_way.shared_memory()
    monkeypatch.setattr(requests_under_way, "_board", None)
    requests_under_way.publish(memory)
    return memory


def begin_one(path: str = "/api/v1/payouts/") -> None:
    begin("POST", path, "01a202a5-9652-7546-97b1-41cd9ff2cbd1", "127.0.0.1")


@contextmanager
def thread_that(answers: str) -> Iterator[threading.Event]:
    """A thread with a request to this path, which computes once the event is set, until the block's end."""
    has_begun, computes, is_over = (threading.Event() for _ in range(3))

    def work() -> None:
        begin_one(answers)
        has_begun.set()
        computes.wait()
        while not is_over.is_set():
            sum(range(1000))
        end()

    thread = threading.Thread(target=work)
    thread.start()
    has_begun.wait()
    try:
        yield computes
    finally:
        is_over.set()
        computes.set()
        thread.join()


def test_a_request_is_seen_from_its_beginning_to_its_end(memory: Memory) -> None:
    assert under_way(memory, os.getpid()) == []
    begin_one()
    name_caller("key", "01a202a5-9652-7546-97b1-41cd9ff2cbd2")
    [seen] = under_way(memory, os.getpid())
    assert seen.startswith(f"{REQUEST}, key 01a202a5-9652-7546-97b1-41cd9ff2cbd2, for 0.")
    end()
    assert under_way(memory, os.getpid()) == []
    name_caller("key", "of a request that is over")
    assert under_way(memory, os.getpid()) == []


def test_the_next_request_of_a_thread_replaces_the_last(memory: Memory) -> None:
    begin_one("/a/much/longer/path/")
    name_caller("key", "1")
    end()
    begin_one("/short/")
    [seen] = under_way(memory, os.getpid())
    assert seen.startswith("POST /short/, request ")
    assert "key" not in seen


def test_the_oldest_comes_first_and_the_one_that_computes_is_marked(memory: Memory) -> None:
    with thread_that(answers="/waits/"), thread_that(answers="/computes/") as computes:
        computes.set()

        def marked() -> list[bool]:
            seen = under_way(memory, os.getpid())
            assert [line.split(",")[0] for line in seen] == ["POST /waits/", "POST /computes/"]
            return ["using a processor" in line for line in seen]

        wait_until(lambda: marked() == [False, True])


def test_what_a_caller_wrote_forges_no_line_and_shows_no_secret(memory: Memory) -> None:
    begin_one("/a\nWorker process 1 hangs\x1b[0m\u2028/1234567890123456/" + "x" * 10_000)
    name_caller("key", "01a202a5-9652-7546-97b1-41cd9ff2cbd2")
    [seen] = under_way(memory, os.getpid())
    assert seen.isprintable()
    assert "/XXXXXXXXXXXX3456/" in seen
    assert "key 01a202a5-9652-7546-97b1-41cd9ff2cbd2" in seen  # however long the path is
    assert len(seen) < 500


def test_more_threads_than_slots_go_unseen(memory: Memory) -> None:
    def answer() -> None:
        begin_one()
        end()

    for _ in range(SLOTS + 3):
        thread = threading.Thread(target=answer)
        thread.start()
        thread.join()
    begin_one()
    name_caller("key", "1")
    assert under_way(memory, os.getpid()) == []
    end()


def test_a_process_of_the_same_place_is_not_taken_for_this_one(memory: Memory) -> None:
    begin_one()
    assert under_way(memory, os.getpid() + PLACES) == []
    assert len(under_way(memory, os.getpid())) == 1
