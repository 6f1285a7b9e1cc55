"""Half of the threads are for the others, however much one caller asks for."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from server.asgi.caller_key import caller_of
from server.asgi.fair_queue import FairQueue, Job
from server.asgi.server import AsgiServer
from server.asgi.wsgi_bridge import Environ
from tests.support.servers import wait_until


class Work:
    """What each thread does: it says that it has begun, and waits until it may end."""

    def __init__(self, threads: FairQueue) -> None:
        self.threads = threads
        self.begun: list[str] = []
        self.may_end: dict[str, threading.Event] = {}

    def submit(self, caller: str | None, name: str) -> Job:
        self.may_end[name] = threading.Event()
        return self.threads.submit(caller, partial(self._do, name))

    def end(self, name: str) -> None:
        self.may_end[name].set()

    def _do(self, name: str) -> None:
        self.begun.append(name)
        self.may_end[name].wait(20)


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work(FairQueue(4))
    yield work
    for event in work.may_end.values():
        event.set()


def test_one_caller_takes_half_of_the_threads_and_others_the_rest(work: Work) -> None:
    hot = [work.submit("hot", f"hot {number}").begun for number in range(6)]
    others = [work.submit("other", "other").begun, work.submit("a third", "a third").begun]
    assert (hot, others) == ([True, True, False, False, False, False], [True, True])
    wait_until(lambda: len(work.begun) == 4)
    assert set(work.begun) == {"hot 0", "hot 1", "other", "a third"}


def test_a_callers_questions_are_answered_in_their_order(work: Work) -> None:
    for number in range(5):
        work.submit("hot", f"hot {number}")
    for number in range(3):
        wait_until(lambda number=number: len(work.begun) == number + 2)  # type: ignore[misc]
        work.end(f"hot {number}")
    wait_until(lambda: len(work.begun) == 5)
    assert set(work.begun[:2]) == {"hot 0", "hot 1"}
    assert work.begun[2:] == ["hot 2", "hot 3", "hot 4"]


def test_who_waits_is_served_in_turn_with_the_others(work: Work) -> None:
    for number in range(4):
        work.submit(f"long {number}", f"long {number}")
    for number in range(3):
        work.submit("hot", f"hot {number}")
    work.submit("other", "other")
    work.end("long 0")
    wait_until(lambda: "hot 0" in work.begun)
    work.end("hot 0")
    wait_until(lambda: "other" in work.begun)
    work.end("other")
    wait_until(lambda: "hot 1" in work.begun)
    assert "hot 2" not in work.begun


def test_a_thread_that_is_free_is_not_kept_from_a_caller_within_its_share(work: Work) -> None:
    for number in range(3):
        work.submit("hot", f"hot {number}")
    work.end("hot 0")
    wait_until(lambda: "hot 2" in work.begun)
    work.end("hot 1")
    work.end("hot 2")
    assert work.submit("other", "other").begun
    wait_until(lambda: work.submit("hot", "hot again").begun)


def test_nobody_known_has_no_share_to_keep_to(work: Work) -> None:
    assert [work.submit(None, f"{number}").begun for number in range(5)] == [True, True, True, True, False]


def test_what_was_withdrawn_is_never_begun_and_what_was_begun_cannot_be_withdrawn(work: Work) -> None:
    jobs = [work.submit("hot", f"hot {number}") for number in range(4)]
    assert [work.threads.withdraw(job) for job in jobs] == [False, False, True, True]
    work.end("hot 0")
    work.end("hot 1")
    work.submit("hot", "afterwards")
    wait_until(lambda: "afterwards" in work.begun)
    assert sorted(work.begun) == ["afterwards", "hot 0", "hot 1"]


def test_who_was_busy_last_begins_next() -> None:
    """As far as it is back already when the next job comes. In turns, each would do a quarter."""
    threads = FairQueue(4)
    busy: Counter[int] = Counter()
    for _ in range(50):
        done = threading.Event()

        def work(done: threading.Event = done) -> None:
            busy[threading.get_ident()] += 1
            done.set()

        threads.submit("anybody", work)
        assert done.wait(20)
    assert max(busy.values()) > 20


class StuckMerchant:
    """An application whose calls for one merchant stand until they are let go, as behind a lock that is held."""

    def __init__(self) -> None:
        self.number_standing = 0
        self.let_go = threading.Event()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_X_MERCHANT_ID") == "stuck" and "payout.refusal" not in environ:
            self.number_standing += 1
            self.let_go.wait(20)
        start_response("503 Unavailable" if "payout.refusal" in environ else "200 OK", [])
        return [b""]


async def ask(reception: AsgiServer, merchant: str) -> int:
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    headers = [(b"x-merchant-id", merchant.encode())]
    head = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1"}
    await reception(head | {"scheme": "http", "headers": headers}, receive, send)
    status: int = told[0]["status"]
    return status


def test_others_are_answered_while_every_call_of_a_stuck_merchant_stands() -> None:
    application = StuckMerchant()
    reception = AsgiServer(application, threads=4)

    async def scene() -> None:
        stuck = [asyncio.create_task(ask(reception, "stuck")) for _ in range(16)]
        for _ in range(100):
            assert await ask(reception, "other") == 200
        assert application.number_standing == 2
        waiting = [task for task in stuck if not task.done()]
        assert len(waiting) == 16
        # Who cannot be given a thread in time is told so; who has one has not been forgotten.
        await asyncio.wait(stuck, return_when=asyncio.FIRST_COMPLETED)
        while sum(task.done() for task in stuck) < 14:
            await asyncio.sleep(0)
        assert {task.result() for task in stuck if task.done()} == {503}
        application.let_go.set()
        assert sorted(await asyncio.gather(*stuck)) == [200] * 2 + [503] * 14

    asyncio.run(asyncio.wait_for(scene(), settings.QUEUE_SECONDS + 20))


def environ(query: str = "", **headers: str) -> Environ:
    return {"QUERY_STRING": query} | {f"HTTP_{name}": value for name, value in headers.items()}


MERCHANT = "01a202a5-9652-7546-97b1-41cd9ff2cbd1"
IN_A_BODY = f'{{"query": "…", "variables": {{"input": {{"merchantId" : "{MERCHANT.upper()}"}}}}}}'.encode()


@pytest.mark.parametrize(
    ("environ", "body", "caller"),
    [
        (environ(AUTHORIZATION="Bearer k", X_MERCHANT_ID=MERCHANT), b"", ("key", "k")),
        (environ(AUTHORIZATION="bearer    k"), b"", ("key", "k")),
        (environ(AUTHORIZATION="Bearer k", COOKIE="sessionid=s"), b"", ("key", "k")),
        (environ(AUTHORIZATION="Basic k"), b"", ("header", "Basic k")),
        (environ(COOKIE="csrftoken=c; sessionid=s", X_MERCHANT_ID=MERCHANT), b"", ("session", "s")),
        (environ(COOKIE=f'sessionid={MERCHANT}; sessionid="\\163"'), b"", ("session", "s")),
        (environ(COOKIE="csrftoken=c; notsessionid=s"), b"", None),
        (environ(X_MERCHANT_ID=MERCHANT.upper()), b"", ("merchant", MERCHANT)),
        (environ(f"limit=1&merchant_id={MERCHANT}"), b"", ("merchant", MERCHANT)),
        (environ("merchant_id=nobody"), b"", None),
        (environ(), IN_A_BODY, ("merchant", MERCHANT)),
        (environ(), b"{}", None),
    ],
)
def test_a_caller_is_a_key_or_a_session_and_with_open_access_the_merchant_that_is_named(
    environ: Environ, body: bytes, caller: tuple[str, str] | None
) -> None:
    seen = caller_of(environ, body)
    assert (seen and tuple(seen)) == caller
