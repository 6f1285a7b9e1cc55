"""The backend that `DATABASES["default"]["ENGINE"]` names: Django's own over our connections."""

from time import monotonic
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg.errors import ConnectionTimeout

from server.database.lock_queue import LockQueue, QueueFull

from .connection import TimeoutConnection, connect

# Checked before a request's first statement: a restarted server is then noticed while nothing is lost by it.
HEALTH_SECONDS = 1.0
# A session that answered so recently is not checked: had it ended, its socket would be readable. (A server that hangs
# sends nothing; the statement itself finds that out, after SILENCE_SECONDS.)
RECENT_SECONDS = 1.0

connect_queue = LockQueue(stuck_when=(ConnectionTimeout,))


class DatabaseWrapper(base.DatabaseWrapper):
    connection: TimeoutConnection | None
    health_check_done: bool

    @property
    def queries_logged(self) -> bool:
        """Also false while DEBUG is on: no page of ours shows the queries, and recording them costs time."""
        return bool(self.force_debug_cursor)

    def get_new_connection(self, conn_params: dict[str, Any]) -> TimeoutConnection:
        # A refused connection fails at once; a silent server takes seconds, and one thread is enough to find that out.
        address = (conn_params.get("host"), conn_params.get("port"))
        try:
            with connect_queue.enter(address):
                return connect(**conn_params)
        except QueueFull:
            raise OperationalError(f"the server at {address} does not answer") from None

    def close_if_health_check_failed(self) -> None:
        if self.health_check_done:
            return
        if self.connection and monotonic() - self.connection.heard_at < RECENT_SECONDS and self.connection.is_quiet():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        patience, self.connection.silence_seconds = self.connection.silence_seconds, HEALTH_SECONDS
        try:
            return bool(super().is_usable())
        finally:
            self.connection.silence_seconds = patience
