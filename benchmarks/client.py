"""The process that asks. It costs little of the processors that it shares with what it measures: one thread, and raw
sockets that are kept open, and requests that are ready but for their keys.

Every answer is read whole and looked at; only those that say what they should are counted.
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

from benchmarks.load import KEY, PATIENCE_SECONDS, Outcome, Plan
from server.ops.processes import parent_death

LEAST = 5  # answers are waited for, however short the time and slow the machine


class Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self.heard = b""

    def ask(self, request: bytes, asked_at: float) -> None:
        self.asked_at, self.heard = asked_at, b""
        self.socket.sendall(request)

    def listen(self) -> bytes | None:
        """The whole answer, once it is there."""
        part = self.socket.recv(1 << 20)
        if not part:
            raise ConnectionError(f"the server hung up after {self.heard[:300]!r}")
        heard = self.heard = self.heard + part
        head = heard.find(b"\r\n\r\n")
        if head < 0:
            return None
        at = heard.lower().find(b"content-length:", 0, head)
        if at < 0:
            raise ConnectionError(f"an answer without a length: {heard[:300]!r}")
        length = int(heard[at + 15 : heard.find(b"\r\n", at)])
        return heard if len(heard) >= head + 4 + length else None


def exchange(connection: Connection, request: bytes) -> bytes:
    """The answer's body."""
    connection.ask(request, time.perf_counter())
    while (answer := connection.listen()) is None:
        continue
    return answer.partition(b"\r\n\r\n")[2]


class Client:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.outcome, self.random = plan, Outcome(), Random(os.getpid())
        self.templates = [request.split(KEY) for request in plan.calls.requests]
        self.weights = list(accumulate(plan.calls.weights or ()))
        self.expected = b"HTTP/1.1 %d " % plan.calls.status
        self.selector = selectors.DefaultSelector()
        self.idle = deque(Connection(plan.port) for _ in range(plan.clients))
        for connection in self.idle:
            self.selector.register(connection.socket, selectors.EVENT_READ, connection)
        self.begun = time.perf_counter()

    def run(self) -> Outcome:
        plan, outcome = self.plan, self.outcome
        cpu = time.process_time()
        counted_from = last = self.begun + plan.warm_up
        end = counted_from + plan.seconds
        while True:
            now = time.perf_counter()
            is_going_on = now < end or (len(outcome.latencies) < LEAST and now < end + PATIENCE_SECONDS)
            may_ask = is_going_on and not (plan.count and outcome.sent >= plan.count)
            if may_ask:
                self._ask(now)
            elif len(self.idle) == plan.clients:
                break
            for key, _ in self.selector.select(self._pause() if may_ask else PATIENCE_SECONDS):
                connection: Connection = key.data
                answer = connection.listen()
                if answer is None:
                    continue
                self.idle.append(connection)
                heard_at = time.perf_counter()
                if not self._is_good(answer):
                    outcome.bad += 1
                    outcome.a_bad_one = outcome.a_bad_one or answer[:2000]
                elif heard_at >= counted_from and (heard_at <= end or len(outcome.latencies) < LEAST):
                    outcome.latencies.append(heard_at - connection.asked_at)
                    last = heard_at
        # Where the number of calls is given, what counts is how long they took.
        outcome.seconds = last - counted_from if plan.count or last > end else plan.seconds
        outcome.cpu_seconds = time.process_time() - cpu
        return outcome

    def _ask(self, now: float) -> None:
        plan, outcome = self.plan, self.outcome
        while self.idle and not (plan.count and outcome.sent >= plan.count):
            due = self.begun + outcome.sent / plan.per_second if plan.per_second else now
            if due > now:
                return
            outcome.sent += 1
            self.idle.popleft().ask(self._request(), due if plan.per_second else time.perf_counter())

    def _is_good(self, answer: bytes) -> bool:
        calls = self.plan.calls
        return answer.startswith(self.expected) and (not calls.words or answer.count(calls.words) == calls.times)

    def _request(self) -> bytes:
        if self.plan.calls.in_turn:
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
        """Until the next call arrives, if there is anybody who could take it."""
        if not (self.plan.per_second and self.idle):
            return 1.0
        return max(self.begun + self.outcome.sent / self.plan.per_second - time.perf_counter(), 0.0)


def _key() -> bytes:
    digits = os.urandom(16).hex()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}".encode()


if __name__ == "__main__":
    parent_death.follow_supervisor()
    sys.stdout.buffer.write(pickle.dumps(Client(pickle.load(sys.stdin.buffer)).run()))
