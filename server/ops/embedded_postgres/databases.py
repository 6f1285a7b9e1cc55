"""Makes a database and its owner on a server that its administrator can connect to."""

from collections.abc import Callable

import psycopg
from psycopg import sql

from server.ops.embedded_postgres import owner_password


def ensure(connect: Callable[..., psycopg.Connection], password: Callable[[], str], name: str, role: str) -> None:
    """The role has the administrator's password, also one that a release before made without."""
    owner, database = sql.Identifier(role), sql.Identifier(name)
    with connect() as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER").format(owner))
        try:
            connect(user=role).close()
        except psycopg.OperationalError:
            verifier = owner_password.verifier(password(), role)
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(owner, verifier))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
