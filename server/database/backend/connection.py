"""A connection with a time limit on every wait, for a server that sends nothing.

The server's own time-outs (`SESSION` in settings/database.py) need a running server. One that hangs, or is behind a
network that drops packets, keeps TCP alive and sends nothing; a unix socket has no keepalive at all. libpq would then
block a thread of ours for ever.
"""

import select
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen

Result = TypeVar("Result")


class TimeoutConnection(psycopg.Connection[Any]):
    silence_seconds: float | None = None  # None: no limit
    heard_at = 0.0  # by time.monotonic()

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        if timeout is not None or self.silence_seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            result = super().wait(gen, interval, self.silence_seconds)
        except errors._WaitTimeout:
            # The statement may have been executed or not, and a late response could be taken for that of a later
            # statement: the connection cannot be used again.
            self.pgconn.finish()
            raise errors.ConnectionTimeout(f"the server was silent for {self.silence_seconds} s") from None
        self.heard_at = monotonic()
        return result

    def is_quiet(self) -> bool:
        """True if the server has sent nothing since its last response: no end of the session, and no notice."""
        if self.closed:
            return False
        socket = select.poll()
        socket.register(self.pgconn.socket, select.POLLIN)
        return not socket.poll(0)


def connect(*, silence_seconds: float | None = None, **parameters: Any) -> TimeoutConnection:
    connection = TimeoutConnection.connect(**parameters)
    connection.silence_seconds, connection.heard_at = silence_seconds, monotonic()
    return connection
