"""However much one caller sends, half of the threads are left for the others."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from server.asgi.caller_key import caller_key_of
from server.asgi.fair_queue import FairQueue, Job
from server.asgi.server import AsgiServer
from server.asgi.wsgi_bridge import Environ
from tests.support.servers import wait_until


class BlockingJobs:
    """Jobs that record their start and run until they are released."""

    def __init__(self, threads: FairQueue) -> None:
        self.threads = threads
        self.started: list[str] = []
        self.release: dict[str, threading.Event] = {}

    def submit(self, caller: str | None, name: str, group: str | None = None) -> Job:
        self.release[name] = threading.Event()
        return self.threads.submit(caller, partial(self._run, name), group)

    def end(self, name: str) -> None:
        self.release[name].set()

    def _run(self, name: str) -> None:
        self.started.append(name)
        self.release[name].wait(20)


@pytest.fixture
def jobs() -> Iterator[BlockingJobs]:
    jobs = BlockingJobs(FairQueue(4))
    yield jobs
    for event in jobs.release.values():
        event.set()


def test_one_caller_takes_half_of_the_threads_and_others_the_rest(jobs: BlockingJobs) -> None:
    hot = [jobs.submit("hot", f"hot {number}").is_started for number in range(6)]
    others = [jobs.submit("other", "other").is_started, jobs.submit("a third", "a third").is_started]
    assert (hot, others) == ([True, True, False, False, False, False], [True, True])
    wait_until(lambda: len(jobs.started) == 4)
    assert set(jobs.started) == {"hot 0", "hot 1", "other", "a third"}


def test_callers_of_one_group_take_half_of_the_threads_together(jobs: BlockingJobs) -> None:
    strangers = [jobs.submit(f"stranger {number}", f"job {number}", "sign-in").is_started for number in range(6)]
    others = [jobs.submit(f"other {number}", f"other {number}").is_started for number in range(2)]
    assert (strangers, others) == ([True, True, False, False, False, False], [True, True])
    jobs.end("other 0")  # leaves its thread idle, rather than to a third stranger
    jobs.submit("other 2", "other 2")
    wait_until(lambda: "other 2" in jobs.started)
    jobs.end("job 0")
    wait_until(lambda: "job 2" in jobs.started)
    assert {"job 3", "job 4", "job 5"}.isdisjoint(jobs.started)


def test_within_a_group_a_newcomer_passes_those_who_go_on(jobs: BlockingJobs) -> None:
    for number in range(2):
        jobs.submit(f"stranger {number}", f"first {number}", "sign-in")
    wait_until(lambda: len(jobs.started) == 2)
    for number in range(2):
        jobs.submit(f"stranger {number}", f"again {number}", "sign-in")
    jobs.submit("newcomer", "newcomer", "sign-in")
    jobs.end("first 1")
    wait_until(lambda: len(jobs.started) == 3)
    assert jobs.started[2] == "newcomer"
    jobs.submit("newcomer", "newcomer again", "sign-in")
    jobs.end("first 0")
    wait_until(lambda: len(jobs.started) == 4)
    jobs.end("newcomer")
    wait_until(lambda: len(jobs.started) == 5)
    assert jobs.started[3:] == ["again 0", "again 1"]


def test_callers_of_groups_are_forgotten_in_time(jobs: BlockingJobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.asgi.fair_queue.MOST_REMEMBERED", 3)
    for number in range(9):
        jobs.submit(f"stranger {number}", f"{number}", "sign-in")
        jobs.end(f"{number}")
    wait_until(lambda: len(jobs.started) == 9)
    assert len(jobs.threads._served) == 3


def test_a_callers_jobs_start_in_their_order(jobs: BlockingJobs) -> None:
    for number in range(5):
        jobs.submit("hot", f"hot {number}")
    for number in range(3):
        wait_until(lambda number=number: len(jobs.started) == number + 2)  # type: ignore[misc]
        jobs.end(f"hot {number}")
    wait_until(lambda: len(jobs.started) == 5)
    assert set(jobs.started[:2]) == {"hot 0", "hot 1"}
    assert jobs.started[2:] == ["hot 2", "hot 3", "hot 4"]


def test_waiting_callers_are_served_round_robin(jobs: BlockingJobs) -> None:
    for number in range(4):
        jobs.submit(f"long {number}", f"long {number}")
    for number in range(3):
        jobs.submit("hot", f"hot {number}")
    jobs.submit("other", "other")
    jobs.end("long 0")
    wait_until(lambda: "hot 0" in jobs.started)
    jobs.end("hot 0")
    wait_until(lambda: "other" in jobs.started)
    jobs.end("other")
    wait_until(lambda: "hot 1" in jobs.started)
    assert "hot 2" not in jobs.started


def test_a_caller_within_its_share_gets_an_idle_thread_at_once(jobs: BlockingJobs) -> None:
    for number in range(3):
        jobs.submit("hot", f"hot {number}")
    jobs.end("hot 0")
    wait_until(lambda: "hot 2" in jobs.started)
    jobs.end("hot 1")
    jobs.end("hot 2")
    assert jobs.submit("other", "other").is_started
    wait_until(lambda: jobs.submit("hot", "hot again").is_started)


def test_unknown_callers_have_no_share_to_exceed(jobs: BlockingJobs) -> None:
    assert [jobs.submit(None, f"{number}").is_started for number in range(5)] == [True, True, True, True, False]


def test_a_withdrawn_job_never_starts_and_a_started_job_cannot_be_withdrawn(jobs: BlockingJobs) -> None:
    submitted = [jobs.submit("hot", f"hot {number}") for number in range(4)]
    assert [jobs.threads.withdraw(job) for job in submitted] == [False, False, True, True]
    jobs.end("hot 0")
    jobs.end("hot 1")
    jobs.submit("hot", "afterwards")
    wait_until(lambda: "afterwards" in jobs.started)
    assert sorted(jobs.started) == ["afterwards", "hot 0", "hot 1"]


def test_the_thread_that_was_busy_last_starts_next() -> None:
    """Unless it is late on its way back. Round-robin, each thread would do a quarter."""
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
    """An application whose requests for one merchant block until they are released, as behind a held lock."""

    def __init__(self) -> None:
        self.number_blocked = 0
        self.release = threading.Event()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("HTTP_X_MERCHANT_ID") == "stuck" and "payout.refusal" not in environ:
            self.number_blocked += 1
            self.release.wait(20)
        start_response("503 Unavailable" if "payout.refusal" in environ else "200 OK", [])
        return [b""]


async def request_status(server: AsgiServer, merchant: str) -> int:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"x-merchant-id", merchant.encode())]
    head = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1"}
    await server(head | {"scheme": "http", "headers": headers}, receive, send)
    status: int = sent[0]["status"]
    return status


def test_other_callers_are_served_while_all_requests_of_one_merchant_block() -> None:
    application = StuckMerchant()
    server = AsgiServer(application, threads=4)

    async def scenario() -> None:
        stuck = [asyncio.create_task(request_status(server, "stuck")) for _ in range(16)]
        for _ in range(100):
            assert await request_status(server, "other") == 200
        assert application.number_blocked == 2
        waiting = [task for task in stuck if not task.done()]
        assert len(waiting) == 16
        # The waiting requests time out with 503; the two that have a thread are answered later.
        await asyncio.wait(stuck, return_when=asyncio.FIRST_COMPLETED)
        while sum(task.done() for task in stuck) < 14:
            await asyncio.sleep(0)
        assert {task.result() for task in stuck if task.done()} == {503}
        application.release.set()
        assert sorted(await asyncio.gather(*stuck)) == [200] * 2 + [503] * 14

    asyncio.run(asyncio.wait_for(scenario(), settings.QUEUE_SECONDS + 20))


def environ(query: str = "", **headers: str) -> Environ:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/balance/", "QUERY_STRING": query} | {
        f"HTTP_{name}": value for name, value in headers.items()
    }


def sign_in(path: str, method: str = "POST", **headers: str) -> Environ:
    return environ(**headers) | {"REQUEST_METHOD": method, "PATH_INFO": path, "REMOTE_ADDR": "192.0.2.7"}


MERCHANT = "01a202a5-9652-7546-97b1-41cd9ff2cbd1"
MERCHANT_IN_BODY = f'{{"query": "…", "variables": {{"input": {{"merchantId" : "{MERCHANT.upper()}"}}}}}}'.encode()


@pytest.mark.parametrize(
    ("environ", "body", "caller"),
    [
        (environ(AUTHORIZATION="Bearer k", X_MERCHANT_ID=MERCHANT), b"", ("key", "k")),
        (environ(AUTHORIZATION="bearer    k"), b"", ("key", "k")),
        (environ(AUTHORIZATION="Bearer k", COOKIE="sessionid=s"), b"", ("key", "k")),
        (environ(AUTHORIZATION="Basic k"), b"", ("header", "Basic k")),
        (environ(COOKIE="csrftoken=c; sessionid=s", X_MERCHANT_ID=MERCHANT), b"", ("session", "s")),
        (environ(COOKIE='sessionid="\\163"'), b"", ("session", "s")),
        (environ(COOKIE=f"sessionid={MERCHANT}; sessionid=s"), b"", None),
        (environ(COOKIE="csrftoken=c; notsessionid=s"), b"", None),
        (environ(X_MERCHANT_ID=MERCHANT.upper()), b"", ("merchant", MERCHANT)),
        (environ(f"limit=1&merchant_id={MERCHANT}"), b"", ("merchant", MERCHANT)),
        (environ("merchant_id=nobody"), b"", None),
        (environ(), MERCHANT_IN_BODY, ("merchant", MERCHANT)),
        (environ(), b"{}", None),
        (sign_in("/session/"), b"", ("sign-in", "192.0.2.7")),
        (sign_in("/admin/login/"), MERCHANT_IN_BODY, ("sign-in", "192.0.2.7")),
        # Whatever a stranger makes up for each call is no caller of its own.
        (sign_in("/session/", COOKIE="sessionid=s", AUTHORIZATION="Bearer k"), b"", ("sign-in", "192.0.2.7")),
        (sign_in("/session/", "DELETE", COOKIE="sessionid=s"), b"", ("session", "s")),
        (sign_in("/admin/password_change/", COOKIE="sessionid=s"), b"", ("session", "s")),
    ],
)
def test_a_caller_is_a_key_or_a_session_and_with_open_access_the_named_merchant(
    environ: Environ, body: bytes, caller: tuple[str, str] | None
) -> None:
    key = caller_key_of(environ, body)
    assert (key and tuple(key)) == caller
