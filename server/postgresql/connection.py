"""A connection whose every wait ends, also when the server says nothing at all.

The server's own time-outs (`SESSION` in settings.py) need a server that runs. One that is stopped, or is behind a
network that swallows, keeps TCP alive and says nothing; on a unix socket there is nothing to be kept alive. libpq
would then wait for ever, and with it a thread of ours.
"""

from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen

Result = TypeVar("Result")


class Connection(psycopg.Connection[Any]):
    silence_seconds: float | None = None  # None: as long as it takes

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        if timeout is not None or self.silence_seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.silence_seconds)
        except errors._WaitTimeout:
            # In the middle of a conversation: whether the statement was executed is not known, and this connection
            # cannot be told from one whose late answers belong to other questions.
            self.pgconn.finish()
            raise errors.ConnectionTimeout(f"the server was silent for {self.silence_seconds} s") from None


def connect(*, silence_seconds: float | None = None, **parameters: Any) -> Connection:
    connection = Connection.connect(**parameters)
    connection.silence_seconds = silence_seconds
    return connection
