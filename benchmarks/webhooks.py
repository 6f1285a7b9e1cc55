"""How long one worker, as `up` starts it, takes to fan out and deliver events to an endpoint that answers at once."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from psycopg.rows import scalar_row

from benchmarks import processors
from benchmarks.fixture import Fixture, Reading
from server.operator_error import OperatorError

EVENTS, SECONDS = 10_000, 60  # that they may take
PATIENCE_SECONDS = 300
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def delivered(fixture: Fixture) -> Reading:
    """The time that 10,000 events take, as a share of what they may. `cpu_seconds` are an event's, in worker, receiver
    and PostgreSQL."""
    # They need Django, which the benchmark sets up after this module is read.
    from server.events.positions import BEGINNING, Position
    from server.events.reading import heads_of
    from server.webhooks.endpoints import create_endpoint, delete_endpoint
    from server.webhooks.messages import replay, send_test_event

    merchant = fixture.tenants.long[fixture.round % len(fixture.tenants.long)].merchant
    types = ["PAYOUT_CREATED", "PAYOUT_COMPLETED"]  # two of a payout's three entries
    up_to = min(Position(EVENTS * 3 // 2 + 1, 0), heads_of([merchant])[merchant])
    with _receiver() as url, fixture.engine.settling() as worker:
        endpoint = create_endpoint(merchant, f"{url}/{fixture.round}", types).endpoint
        send_test_event(endpoint.id)
        _await_deliveries(fixture, endpoint.id)
        before = processors.seconds_of(fixture.database, worker.pid) + time.process_time()
        begun = time.monotonic()
        replay(endpoint.id, BEGINNING, up_to)
        _await_deliveries(fixture, endpoint.id, replayed=True)
        seconds = time.monotonic() - begun
        used = processors.seconds_of(fixture.database, worker.pid) + time.process_time() - before
        delete_endpoint(endpoint.id)
    count = _count(fixture, endpoint.id, "state = 'delivered' AND seq IS NOT NULL")
    return Reading(seconds / count * EVENTS / SECONDS, used / count)


def _await_deliveries(fixture: Fixture, endpoint: object, *, replayed: bool = False) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (replayed and _is_replaying(fixture, endpoint)) or _count(fixture, endpoint, "state = 'due'"):
        if time.monotonic() > deadline:
            raise OperatorError("The worker does not deliver its webhooks")
        time.sleep(0.1)


def _is_replaying(fixture: Fixture, endpoint: object) -> bool:
    with fixture.owner.cursor(row_factory=scalar_row) as cursor:
        query = "SELECT EXISTS (SELECT FROM webhook_replays WHERE endpoint_id = %s AND ended_at IS NULL)"
        return bool(cursor.execute(query, [endpoint]).fetchone())


def _count(fixture: Fixture, endpoint: object, condition: str) -> int:
    with fixture.owner.cursor(row_factory=scalar_row) as cursor:
        query = f"SELECT count(*) FROM webhook_messages WHERE endpoint_id = %s AND {condition}"
        return int(cursor.execute(query, [endpoint]).fetchone() or 0)


@contextmanager
def _receiver() -> Iterator[str]:
    """Its URL. One connection after the other: each is answered once its request has been read."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        thread = threading.Thread(target=_answer, args=(listening,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def _answer(listening: socket.socket) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.settimeout(5)
            read = b""
            while not _is_whole(read):
                if not (more := connection.recv(65536)):
                    break
                read += more
            else:
                connection.sendall(ANSWER)


def _is_whole(request: bytes) -> bool:
    head, end, body = request.partition(b"\r\n\r\n")
    length = next((line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b"0")
    return bool(end) and len(body) >= int(length)
