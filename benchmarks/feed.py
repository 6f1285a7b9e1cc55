"""What reading the feed of events takes: idle listeners, and a page far from the feed's beginning.

The figures of idle listeners are the web process's own: memory with what it shares, processor time without PostgreSQL.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import processors, requests
from benchmarks.fixture import Fixture, Reading
from benchmarks.load import Calls
from benchmarks.measurements import latency
from server.operator_error import OperatorError

PROCESSOR_SHARE, MEMORY_MB = 0.05, 150  # allowed to one process
SETTLING_SECONDS = 1.0  # the listeners' first looks at their feeds
PAGE = 50


def processor_of_idle_listeners(fixture: Fixture) -> Reading:
    """Share of a core, as a share of what is allowed."""
    with _listeners(fixture) as pid:
        before, begun = processors.seconds_of(pid), time.monotonic()
        time.sleep(2 * fixture.seconds)
        share = (processors.seconds_of(pid) - before) / (time.monotonic() - begun)
    return Reading(share / PROCESSOR_SHARE, share)


def memory_of_idle_listeners(fixture: Fixture) -> Reading:
    """Resident memory, as a share of what is allowed."""
    with _listeners(fixture) as pid:
        [kilobytes] = [
            int(line.split()[1])
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith("VmRSS")
        ]
    return Reading(kilobytes / 1024 / MEMORY_MB, 0)


def late_page_of_events(fixture: Fixture) -> Reading:
    return latency(fixture, _page(fixture, fixture.scale.longest - 3 * PAGE))


def first_page_of_events(fixture: Fixture) -> Reading:
    return latency(fixture, _page(fixture, 0))


def _page(fixture: Fixture, after: int) -> Calls:
    merchant = fixture.tenants.longest.merchant
    address = f"/api/v1/events/?merchant_id={merchant}&after={after}.0&limit={PAGE}"
    return Calls([requests.request("GET", address)], 200, b'"position"', occurrences=PAGE)


@contextmanager
def _listeners(fixture: Fixture) -> Iterator[int]:
    """Opened streams of many merchants, and the process id of the one web process that serves them. A listener that was
    refused or has been cut off is an error."""
    number, tenants = fixture.scale.listeners, fixture.tenants.many[:100]
    most = {"PAYOUT_STREAMS_PER_CALLER": str(number)}
    ends = fixture.feed_ends([tenant.merchant for tenant in tenants])
    with (
        fixture.engine.serving("--workers", "1", **most) as web,
        ExitStack() as stack,
        selectors.DefaultSelector() as selector,
    ):
        for place in range(number):
            listener = stack.enter_context(socket.create_connection(("127.0.0.1", web.port), timeout=60))
            headers = {"Accept": "text/event-stream"}
            merchant = tenants[place % len(tenants)].merchant
            # From the end of its ledger on: nothing is to come.
            address = f"/api/v1/events/?merchant_id={merchant}&after={ends[merchant]}"
            listener.sendall(requests.request("GET", address, headers=headers))
            if b" 200 " not in listener.recv(4096):
                raise OperatorError(f"listener {place + 1} of {number} was refused")
            selector.register(listener, selectors.EVENT_READ)
        time.sleep(SETTLING_SECONDS)
        [pid] = processors.children_of(web.process.pid)
        yield pid
        for key, _ in selector.select(0):
            if not key.fileobj.recv(4096):  # type: ignore[union-attr]
                raise OperatorError("a listener was cut off")
