"""What `DATABASES["default"]["ENGINE"]` names: Django's own backend over our connections."""

from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg.errors import ConnectionTimeout

from .connection import Connection, connect
from .turns import NoTurn, Turns

# Asked before the first statement of a request, so that a restarted server is noticed while nothing is lost by it.
HEALTH_SECONDS = 1.0

connecting = Turns(stuck_when=(ConnectionTimeout,))


class DatabaseWrapper(base.DatabaseWrapper):
    connection: Connection | None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        # Refused at once is cheap; no answer takes seconds, and one thread is enough to find that out.
        where = (conn_params.get("host"), conn_params.get("port"))
        try:
            with connecting.turn(where):
                return connect(**conn_params)
        except NoTurn:
            raise OperationalError(f"the server at {where} does not answer") from None

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        patience, self.connection.silence_seconds = self.connection.silence_seconds, HEALTH_SECONDS
        try:
            return bool(super().is_usable())
        finally:
            self.connection.silence_seconds = patience
