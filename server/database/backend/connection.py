"""A connection whose every wait ends, also when the server says nothing at all.

The server's own time-outs (`SESSION` in settings/database.py) need a server that runs. One that is stopped, or is
behind a network that swallows, keeps TCP alive and says nothing; on a unix socket there is nothing to be kept alive.
libpq would then wait for ever, and with it a thread of ours.
"""

import select
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen

Result = TypeVar("Result")


class Connection(psycopg.Connection[Any]):
    silence_seconds: float | None = None  # None: as long as it takes
    heard_at = 0.0  # by time.monotonic()

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        if timeout is not None or self.silence_seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            result = super().wait(gen, interval, self.silence_seconds)
        except errors._WaitTimeout:
            # In the middle of a conversation: whether the statement was executed is not known, and this connection
            # cannot be told from one whose late answers belong to other questions.
            self.pgconn.finish()
            raise errors.ConnectionTimeout(f"the server was silent for {self.silence_seconds} s") from None
        self.heard_at = monotonic()
        return result

    def is_quiet(self) -> bool:
        """Whether nothing has come from the server since its last answer: neither the end of the session nor why."""
        if self.closed:
            return False
        socket = select.poll()
        socket.register(self.pgconn.socket, select.POLLIN)
        return not socket.poll(0)


def connect(*, silence_seconds: float | None = None, **parameters: Any) -> Connection:
    connection = Connection.connect(**parameters)
    connection.silence_seconds, connection.heard_at = silence_seconds, monotonic()
    return connection
