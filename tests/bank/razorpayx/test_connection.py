"""One call: what was never sent is told from what has no answer, and all of it ends at its deadline."""

import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import httpcore
import pytest

from server.bank.razorpayx import connection
from server.bank.razorpayx.connection import Answer, Deadline, NoAnswer, NotSent, call
from server.bank.razorpayx.pacing import Pace
from tests.webhooks.receivers import certified, receiver

HEADERS = {"host": "bank.example", "connection": "close"}


def get(url: str, seconds: float = 20.0) -> Answer | NotSent | NoAnswer:
    return call("GET", httpcore.URL(url), HEADERS, None, Deadline(seconds))


def post(url: str) -> Answer | NotSent | NoAnswer:
    return call("POST", httpcore.URL(url), HEADERS | {"content-length": "2"}, b"{}", Deadline(20.0))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def address_of(listener: socket.socket) -> str:
    return f"127.0.0.1:{listener.getsockname()[1]}"


def test_a_closed_port_and_an_unknown_name_were_not_sent_to() -> None:
    assert isinstance(get("http://127.0.0.1:9/"), NotSent)
    assert isinstance(get("http://no-such-name.invalid/"), NotSent)


def test_a_server_that_is_silent_has_been_sent_to_and_costs_no_more_than_the_deadline(listener: socket.socket) -> None:
    begun = monotonic()
    assert isinstance(get(f"http://{address_of(listener)}/", 0.3), NoAnswer)
    assert 0.25 < monotonic() - begun < 20


def test_a_handshake_that_does_not_come_about_was_not_sent(listener: socket.socket) -> None:
    assert isinstance(get(f"https://{address_of(listener)}/", 0.3), NotSent)


def test_tls_compares_the_certificate_with_the_name_and_trusts_none_unknown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server, client = certified(tmp_path, "localhost")
    with receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", server) as told:
        assert isinstance(post(told.url("https", "localhost")), NotSent)
        monkeypatch.setattr(connection, "trust", lambda: client)
        answer = post(told.url("https", "localhost"))
        assert isinstance(answer, Answer)
        assert (answer.status, answer.body) == (200, b"hi")
        assert isinstance(post(told.url("https", "127.0.0.1")), NotSent)
    assert len(told.requests) == 1


def test_nothing_is_sent_after_the_deadline(listener: socket.socket) -> None:
    assert isinstance(get(f"http://{address_of(listener)}/", 0.0), NotSent)
    listener.settimeout(0.05)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_name_whose_servers_are_silent_is_given_up_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    def look_up(*_: object, **__: object) -> list[object]:
        import time

        time.sleep(2)
        ended.append(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert isinstance(get("http://slow.example/", 0.2), NotSent)
    assert ended == []


def test_an_address_that_does_not_answer_leaves_the_next_to_be_tried(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = listener.getsockname()[1]
    found = [(socket.AF_INET, 1, 6, "", (address, port)) for address in ("127.0.0.2", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert isinstance(get(f"http://two.example:{port}/", 0.5), NoAnswer)


def test_calls_are_spread_over_time_and_one_that_would_come_too_late_is_not_made() -> None:
    pace, begun = Pace(), monotonic()
    assert all(pace.wait(20, Deadline(20)) for _ in range(5))
    assert monotonic() - begun >= 0.2
    assert not pace.wait(20, Deadline(0.0))
    assert pace.wait(20, Deadline(20))  # the one before has taken nobody's turn


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("2", 2), ("", 1), ("0", 1), ("-5", 1), ("Fri, 31 Dec 1999 23:59:59 GMT", 1), ("99999999", 60)],
)
def test_a_pause_is_as_long_as_we_are_told_within_reason(told: str, seconds: float) -> None:
    pace = Pace()
    pace.pause(told)
    assert not pace.wait(5, Deadline(seconds - 0.5))
