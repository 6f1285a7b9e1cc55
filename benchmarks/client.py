"""The load generator, a process of its own. It shares the processors with the engine, so it must cost little: one
thread, raw keep-alive sockets, and requests that are complete but for their idempotency keys.

It reads and checks every response. Only the expected ones are counted.
"""

import os
import pickle
import selectors
import socket
import sys
import time
from collections import deque
from itertools import accumulate
from random import Random

from benchmarks.load import KEY, TIMEOUT_SECONDS, CallOutcome, Plan
from server.ops.processes import parent_death

MIN_RESPONSES = 5  # waited for, however short the measurement and slow the machine


class Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self.received = b""

    def send(self, request: bytes, sent_at: float) -> None:
        self.sent_at, self.received = sent_at, b""
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """The whole response once it has arrived, else None."""
        part = self.socket.recv(1 << 20)
        if not part:
            raise ConnectionError(f"the server closed the connection after {self.received[:300]!r}")
        received = self.received = self.received + part
        head = received.find(b"\r\n\r\n")
        if head < 0:
            return None
        at = received.lower().find(b"content-length:", 0, head)
        if at < 0:
            raise ConnectionError(f"a response without Content-Length: {received[:300]!r}")
        length = int(received[at + 15 : received.find(b"\r\n", at)])
        return received if len(received) >= head + 4 + length else None


def exchange(connection: Connection, request: bytes) -> bytes:
    """Send a request and return the response's body."""
    connection.send(request, time.perf_counter())
    while (response := connection.receive()) is None:
        continue
    return response.partition(b"\r\n\r\n")[2]


class LoadClient:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.outcome, self.random = plan, CallOutcome(), Random(os.getpid())
        self.templates = [request.split(KEY) for request in plan.calls.requests]
        self.weights = list(accumulate(plan.calls.weights or ()))
        self.status_line = b"HTTP/1.1 %d " % plan.calls.status
        self.selector = selectors.DefaultSelector()
        self.idle = deque(Connection(plan.port) for _ in range(plan.clients))
        for connection in self.idle:
            self.selector.register(connection.socket, selectors.EVENT_READ, connection)
        self.begun = time.perf_counter()

    def run(self) -> CallOutcome:
        plan, outcome = self.plan, self.outcome
        cpu = time.process_time()
        counted_from = last = self.begun + plan.warm_up
        end = counted_from + plan.seconds
        while True:
            now = time.perf_counter()
            is_running = now < end or (len(outcome.latencies) < MIN_RESPONSES and now < end + TIMEOUT_SECONDS)
            may_send = is_running and not (plan.count and outcome.sent >= plan.count)
            if may_send:
                self._send(now)
            elif len(self.idle) == plan.clients:
                break
            for key, _ in self.selector.select(self._pause() if may_send else TIMEOUT_SECONDS):
                connection: Connection = key.data
                response = connection.receive()
                if response is None:
                    continue
                self.idle.append(connection)
                received_at = time.perf_counter()
                if not self._is_good(response):
                    outcome.bad += 1
                    outcome.bad_response = outcome.bad_response or response[:2000]
                elif received_at >= counted_from and (received_at <= end or len(outcome.latencies) < MIN_RESPONSES):
                    outcome.latencies.append(received_at - connection.sent_at)
                    last = received_at
        # If the number of calls is given, the rate is over the time that they took.
        outcome.seconds = last - counted_from if plan.count or last > end else plan.seconds
        outcome.cpu_seconds = time.process_time() - cpu
        return outcome

    def _send(self, now: float) -> None:
        plan, outcome = self.plan, self.outcome
        while self.idle and not (plan.count and outcome.sent >= plan.count):
            due = self.begun + outcome.sent / plan.per_second if plan.per_second else now
            if due > now:
                return
            outcome.sent += 1
            self.idle.popleft().send(self._request(), due if plan.per_second else time.perf_counter())

    def _is_good(self, response: bytes) -> bool:
        calls = self.plan.calls
        return response.startswith(self.status_line) and (
            not calls.expected or response.count(calls.expected) == calls.occurrences
        )

    def _request(self) -> bytes:
        if self.plan.calls.in_order:
            template = self.templates[(self.outcome.sent - 1) % len(self.templates)]
        elif self.weights:
            [template] = self.random.choices(self.templates, cum_weights=self.weights)
        else:
            template = self.random.choice(self.templates)
        if len(template) == 1:
            return template[0]
        parts = [template[0]]
        for part in template[1:]:
            parts += [_key(), part]
        return b"".join(parts)

    def _pause(self) -> float:
        """Seconds until the next call is due, if a connection is free for it."""
        if not (self.plan.per_second and self.idle):
            return 1.0
        return max(self.begun + self.outcome.sent / self.plan.per_second - time.perf_counter(), 0.0)


def _key() -> bytes:
    digits = os.urandom(16).hex()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}".encode()


if __name__ == "__main__":
    parent_death.follow_supervisor()
    sys.stdout.buffer.write(pickle.dumps(LoadClient(pickle.load(sys.stdin.buffer)).run()))
