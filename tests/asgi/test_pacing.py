"""Callers whose calls compute for long are held back while others ask. All times here are least times: a busy machine
only adds to them."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from time import monotonic, thread_time
from typing import Any

import pytest

from server.asgi import pacing
from server.asgi.pacing import BURST_SECONDS, LONGEST_SECONDS, SHARE, Pacing
from server.asgi.server import AsgiServer
from server.asgi.wsgi_bridge import Environ

HEAVY = 0.2  # seconds of a processor, above a burst


@pytest.fixture(autouse=True)
def _switch_interval() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


def is_held_back(paces: Pacing, caller: str) -> bool:
    waiting = paces.wait(caller)
    try:
        waiting.send(None)
    except StopIteration:
        return False
    except RuntimeError:  # it would sleep, and there is no event loop
        return True
    raise AssertionError


def test_a_caller_over_its_share_is_held_back_while_others_ask() -> None:
    paces = Pacing()
    assert [is_held_back(paces, each) for each in ("heavy", "light")] == [False, False]
    paces.note("heavy", HEAVY)
    assert [is_held_back(paces, each) for each in ("heavy", "light")] == [True, False]


def test_a_caller_alone_waits_for_nobody() -> None:
    paces = Pacing()
    for _ in range(3):
        assert not is_held_back(paces, "heavy")
        paces.note("heavy", HEAVY)


def test_who_asked_long_ago_holds_nobody_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "ACTIVE_SECONDS", 0.0)
    paces = Pacing()
    for each in ("light", "heavy"):
        assert not is_held_back(paces, each)
    paces.note("heavy", HEAVY)
    assert not is_held_back(paces, "heavy")


def test_a_burst_is_free() -> None:
    paces = Pacing()
    for each in ("light", "heavy"):
        assert not is_held_back(paces, each)
    paces.note("heavy", BURST_SECONDS * 0.9)
    assert not is_held_back(paces, "heavy")


def test_nobody_in_particular_is_never_held_back() -> None:
    paces = Pacing()
    for _ in range(2):
        with pytest.raises(StopIteration):
            paces.wait(None).send(None)
        is_held_back(paces, "light")
        paces.note(None, HEAVY)


@pytest.mark.parametrize("used", [HEAVY, 60.0], ids=["a little", "a minute"])
def test_a_caller_waits_until_it_is_within_its_share_but_not_for_long(used: float) -> None:
    async def waited() -> float:
        paces = Pacing()
        for each in ("heavy", "light"):
            await paces.wait(each)
        paces.note("heavy", used)
        begun = monotonic()
        waiting = asyncio.create_task(paces.wait("heavy"))
        while not waiting.done():
            await paces.wait("light")  # goes on asking
            await asyncio.sleep(0.01)
        return monotonic() - begun

    seconds = asyncio.run(waited())
    assert seconds > 0.9 * min((used - BURST_SECONDS) / SHARE, LONGEST_SECONDS)
    assert seconds < 60 / SHARE / 2


def test_callers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "MOST_CALLERS", 2)
    paces = Pacing()
    for each in ("heavy", "one"):
        is_held_back(paces, each)
    paces.note("heavy", HEAVY)
    assert is_held_back(paces, "heavy")
    for each in ("two", "three"):
        is_held_back(paces, each)
    paces.note("heavy", HEAVY)  # a call that ends after its caller was forgotten
    assert not is_held_back(paces, "heavy")


def test_the_lock_changes_hands_more_often_while_calls_compute(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = sys.getswitchinterval()
    paces = Pacing()
    paces.note("light", 0.001)
    assert sys.getswitchinterval() == usual
    paces.note("heavy", HEAVY)
    assert sys.getswitchinterval() < usual / 10
    paces.note("light", 0.001)
    assert sys.getswitchinterval() < usual / 10
    monkeypatch.setattr(pacing, "SHORT_FOR_SECONDS", 0.0)
    paces.note("heavy", HEAVY)
    paces.note("light", 0.001)
    assert sys.getswitchinterval() == usual


class Computing:
    """A WSGI application that computes for as long as the path says, and remembers the order of its calls."""

    def __init__(self) -> None:
        self.served: list[str] = []

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        end = thread_time() + float(environ["PATH_INFO"].strip("/"))
        while thread_time() < end:
            pass
        self.served.append(environ["HTTP_AUTHORIZATION"])
        start_response("200 OK", [])
        return [b""]


async def call(server: AsgiServer, key: str, seconds: float) -> None:
    async def receive() -> dict[str, Any]:
        raise AssertionError  # there is no body

    async def send(message: dict[str, Any]) -> None:
        """Nobody looks at the response."""

    headers = [(b"authorization", f"Bearer {key}".encode())]
    path = f"/{seconds}"
    head = {"method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers}
    await server({"type": "http", "http_version": "1.1", "scheme": "http", **head}, receive, send)


def run(test: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(test, 60))


def test_the_server_holds_back_a_caller_and_serves_others_meanwhile() -> None:
    application = Computing()
    server = AsgiServer(application)

    async def attack() -> float:
        await call(server, "light", 0)
        await call(server, "heavy", HEAVY)
        begun = monotonic()
        heavy = asyncio.create_task(call(server, "heavy", 0))
        while not heavy.done():
            await call(server, "light", 0)
            await asyncio.sleep(0.001)
        return monotonic() - begun

    seconds = run(attack())
    assert seconds > 0.9 * (HEAVY - BURST_SECONDS) / SHARE
    assert "Bearer light" in application.served[2:-1]
