"""One attempt: to checked addresses, without redirects, in 15 seconds, with 64 kB of an answer read."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from server.webhooks import delivery, network
from server.webhooks.delivery import Delivered, deliver
from server.webhooks.models import Outcome
from tests.webhooks.receivers import certified, receiver

BODY = b'{"type":"payout.completed"}'
HEADERS = {"webhook-id": "msg_1", "webhook-timestamp": "1764400000", "webhook-signature": "v1,abc"}
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


@pytest.fixture(autouse=True)
def _loopback(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"


@pytest.fixture
def one_second(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Of the fifteen."""
    monkeypatch.setattr(delivery, "SECONDS", 1)
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 10


def test_a_2xx_is_a_delivery_of_what_was_sent() -> None:
    with receiver(OK) as told:
        assert deliver(told.url(path="/hook?a=b"), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)
    head, _, body = told.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    sent = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    assert first == "POST /hook?a=b HTTP/1.1"
    assert body == BODY
    assert sent == HEADERS | {
        "host": f"127.0.0.1:{told.port}",
        "content-type": "application/json",
        "content-length": str(len(BODY)),
        "user-agent": "payout-engine-webhooks/1",
        "accept-encoding": "identity",
        "connection": "close",
    }


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("201 Created", Outcome.DELIVERED),
        ("204 No Content", Outcome.DELIVERED),
        ("299 So", Outcome.DELIVERED),
        ("301 Moved", Outcome.REDIRECT),
        ("302 Found", Outcome.REDIRECT),
        ("304 Not Modified", Outcome.REDIRECT),
        ("307 Temporary", Outcome.REDIRECT),
        ("400 Bad", Outcome.HTTP_STATUS),
        ("404 No", Outcome.HTTP_STATUS),
        ("410 Gone", Outcome.GONE),
        ("500 Error", Outcome.HTTP_STATUS),
        ("999 Strange", Outcome.HTTP_STATUS),
    ],
)
def test_each_status_has_its_outcome(line: str, outcome: Outcome) -> None:
    with receiver(f"HTTP/1.1 {line}\r\n\r\n".encode()) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(outcome, int(line[:3]))


def test_a_redirect_is_not_followed() -> None:
    with receiver(OK) as elsewhere:
        found = f"HTTP/1.1 302 Found\r\nlocation: {elsewhere.url()}\r\ncontent-length: 0\r\n\r\n".encode()
        with receiver(found) as told:
            assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.REDIRECT, 302)
    assert elsewhere.requests == []


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver(OK) as proxy, receiver(OK) as told:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        assert deliver(told.url(), HEADERS, BODY).outcome is Outcome.DELIVERED
    assert proxy.requests == []


@pytest.mark.parametrize(
    ("status", "text", "seconds"),
    [
        (429, "120", 120),
        (502, "0", 0),
        (503, "86401", 86400),
        (504, "9" * 5000, 86400),
        (503, "-5", None),
        (503, "soon", None),
        (503, "1.5", None),
        (503, "", None),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", 0),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        (503, "Fri, 99 Dec 9999 23:59:59 GMT", None),
        (500, "120", None),
        (404, "120", None),
    ],
)
def test_retry_after_is_read_where_it_has_a_meaning(status: int, text: str, seconds: int | None) -> None:
    with receiver(f"HTTP/1.1 {status} No\r\nRetry-After: {text}\r\ncontent-length: 0\r\n\r\n".encode()) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.HTTP_STATUS, status, seconds)


@pytest.mark.parametrize("zone", ["GMT", "-0000"])
def test_retry_after_is_read_as_a_date(zone: str) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=300)).replace("+0000", zone)
    with receiver(f"HTTP/1.1 503 No\r\nRetry-After: {date}\r\ncontent-length: 0\r\n\r\n".encode()) as told:
        seconds = deliver(told.url(), HEADERS, BODY).retry_after_s
    assert seconds is not None
    assert 200 < seconds <= 300


def test_of_a_long_answer_64_kb_are_read() -> None:
    sent = 0

    def endless(connection: socket.socket) -> None:
        nonlocal sent
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16 * 1024)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 50000000\r\n\r\n")
        with suppress(OSError):
            while sent < 50_000_000:
                sent += connection.send(b"a" * 16 * 1024)

    with receiver(endless) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)
    assert sent < 20_000_000  # what fits into the buffers of both sides


def test_a_compressed_answer_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(10_000_000))
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {len(bomb)}\r\n\r\n"
    with receiver(head.encode() + bomb) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)


def test_a_head_that_never_ends_is_no_answer() -> None:
    with receiver(b"HTTP/1.1 200 OK\r\n" + b"x-more: aaaaaaaaaaaaaaaa\r\n" * 8000) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.CONNECT)


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 000 x\r\n\r\n", b"HTTP/1.1 200"])
def test_what_is_not_http_is_no_answer(answer: bytes) -> None:
    with receiver(answer) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.CONNECT)


def test_a_status_counts_if_the_rest_is_cut_off() -> None:
    with receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab") as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)


@pytest.mark.usefixtures("one_second")
def test_silence_ends_at_the_limit() -> None:
    with receiver(lambda _: time.sleep(2)) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.TIMEOUT)


@pytest.mark.usefixtures("one_second")
@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nx-a: "])
def test_a_byte_now_and_then_does_not_move_the_limit(beginning: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(beginning)
        for byte in b"HTTP/1.1 200":
            time.sleep(0.2)
            connection.sendall(bytes([byte]))

    with receiver(drip) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.TIMEOUT)


@pytest.mark.usefixtures("one_second")
def test_a_body_that_drips_ends_at_the_limit_and_its_status_counts() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        for _ in range(12):
            time.sleep(0.2)
            connection.sendall(b"a")

    with receiver(drip) as told:
        assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)


def test_a_closed_port_is_no_connection() -> None:
    with receiver(OK) as told:
        pass
    assert deliver(told.url(), HEADERS, BODY) == Delivered(Outcome.CONNECT)


def test_the_time_to_connect_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener whose queue is full does not answer."""
    monkeypatch.setattr(network, "CONNECT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(address)
        time.sleep(0.1)
        assert deliver(f"http://127.0.0.1:{address[1]}/", HEADERS, BODY) == Delivered(Outcome.TIMEOUT)
        for one in waiting:
            one.close()


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str, seconds: float = 0) -> None:
    """What the resolver says of each name."""

    def getaddrinfo(host: str, port: int, **_: object) -> list[object]:
        time.sleep(seconds)
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr("server.webhooks.addresses.socket.getaddrinfo", getaddrinfo)


def test_a_name_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch)
    assert deliver("https://nowhere.test/", HEADERS, BODY) == Delivered(Outcome.DNS)


def test_a_resolver_that_hangs_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "CONNECT_SECONDS", 0.3)
    answers(monkeypatch, "127.0.0.1", seconds=1)
    begun = time.monotonic()
    assert deliver("https://slow.test/", HEADERS, BODY) == Delivered(Outcome.DNS)
    assert time.monotonic() - begun < 1
    time.sleep(1)  # the thread that looked it up ends too


@pytest.mark.parametrize("addresses", [("10.0.0.1",), ("127.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1",), ("224.0.0.1",)])
def test_one_refused_address_is_enough(monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]) -> None:
    with receiver(OK) as told:
        answers(monkeypatch, *addresses)
        assert deliver(told.url(host="inside.test"), HEADERS, BODY) == Delivered(Outcome.ADDRESS_REFUSED)
    assert told.requests == []


def test_a_name_is_looked_up_at_each_attempt(settings: Settings) -> None:
    with receiver(OK) as told:
        assert deliver(told.url(), HEADERS, BODY).outcome is Outcome.DELIVERED
        settings.PAYOUT_WEBHOOKS_MAY_REACH = "public"
        assert deliver(told.url("https"), HEADERS, BODY) == Delivered(Outcome.ADDRESS_REFUSED)
    assert len(told.requests) == 1


def test_a_url_of_older_rules_is_not_called(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "public"
    assert deliver("http://example.test/", HEADERS, BODY) == Delivered(Outcome.ADDRESS_REFUSED)


def test_the_next_address_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver(OK) as told:
        answers(monkeypatch, "127.0.0.2", "127.0.0.1")  # only the second one has a listener
        assert deliver(told.url(host="two.test"), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)


def test_tls_compares_the_certificate_with_the_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers(monkeypatch, "127.0.0.1")
    server, client = certified(tmp_path, "shop.test")
    monkeypatch.setattr(network, "trust", lambda: client)
    with receiver(OK, server) as told:
        assert deliver(told.url("https", "shop.test"), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)
        assert deliver(told.url("https", "other.test"), HEADERS, BODY) == Delivered(Outcome.TLS)
        assert deliver(told.url("https", "127.0.0.1"), HEADERS, BODY) == Delivered(Outcome.TLS)
    assert told.names == ["shop.test", "other.test", None]
    assert len(told.requests) == 1
    assert f"host: shop.test:{told.port}".encode() in told.requests[0].lower()


def test_a_certificate_of_an_address_is_taken_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    server, client = certified(tmp_path, "127.0.0.1")
    monkeypatch.setattr(network, "trust", lambda: client)
    with receiver(OK, server) as told:
        assert deliver(told.url("https"), HEADERS, BODY) == Delivered(Outcome.DELIVERED, 200)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    server, _ = certified(tmp_path, "localhost")
    with receiver(OK, server) as told:
        assert deliver(told.url("https", "localhost"), HEADERS, BODY) == Delivered(Outcome.TLS)
    assert told.requests == []


def test_a_certificate_that_has_ended_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    server, client = certified(tmp_path, "localhost", days=-1)
    monkeypatch.setattr(network, "trust", lambda: client)
    with receiver(OK, server) as told:
        assert deliver(told.url("https", "localhost"), HEADERS, BODY) == Delivered(Outcome.TLS)


def test_plain_http_at_an_https_url_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def speak() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        speaking = threading.Thread(target=speak)
        speaking.start()
        assert deliver(f"https://127.0.0.1:{port}/", HEADERS, BODY) == Delivered(Outcome.TLS)
        speaking.join(10)


@pytest.mark.usefixtures("one_second")
def test_a_handshake_that_hangs_ends_at_the_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert deliver(f"https://127.0.0.1:{silent.getsockname()[1]}/", HEADERS, BODY) == Delivered(Outcome.TIMEOUT)


@pytest.mark.usefixtures("one_second")
def test_a_body_that_is_read_slowly_ends_at_the_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def sip() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                for _ in range(80):
                    time.sleep(0.1)
                    if not connection.recv(256 * 1024):
                        break

        sipping = threading.Thread(target=sip)
        sipping.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        begun = time.monotonic()
        assert deliver(url, HEADERS, bytes(30_000_000)) == Delivered(Outcome.TIMEOUT)
        assert time.monotonic() - begun < 4
        sipping.join(10)


def test_a_delivery_over_loopback_is_quick() -> None:
    with receiver(OK) as told:
        begun = time.monotonic()
        for _ in range(20):
            assert deliver(told.url(), HEADERS, BODY).outcome is Outcome.DELIVERED
        assert time.monotonic() - begun < 5  # a delayed ACK would cost 40 ms each, a lost one a second
