"""What `DATABASES["default"]["ENGINE"]` names: Django's own backend over our connections."""

from time import monotonic
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg.errors import ConnectionTimeout

from server.database.lock_queue import LockQueue, QueueFull

from .connection import Connection, connect

# Before the first statement of a request, so that a restarted server is noticed while nothing is lost by it.
HEALTH_SECONDS = 1.0
# A session that was heard of so lately is not asked whether it lives: were it over, its socket would say so. (A server
# that says nothing at all ends nothing; it is found out by the statement itself, in SILENCE_SECONDS.)
LATELY_SECONDS = 1.0

connecting = LockQueue(stuck_when=(ConnectionTimeout,))


class DatabaseWrapper(base.DatabaseWrapper):
    connection: Connection | None
    health_check_done: bool

    @property
    def queries_logged(self) -> bool:
        """Not while DEBUG is on: no page of ours shows them, and to write them down is work."""
        return bool(self.force_debug_cursor)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        # Refused at once is cheap; no answer takes seconds, and one thread is enough to find that out.
        where = (conn_params.get("host"), conn_params.get("port"))
        try:
            with connecting.enter(where):
                return connect(**conn_params)
        except QueueFull:
            raise OperationalError(f"the server at {where} does not answer") from None

    def close_if_health_check_failed(self) -> None:
        if self.health_check_done:
            return
        if self.connection and monotonic() - self.connection.heard_at < LATELY_SECONDS and self.connection.is_quiet():
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
