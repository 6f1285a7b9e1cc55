"""After every `migrate`: creates the role of the web server and the worker, and gives it its password and rights."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import pq, sql
from psycopg.errors import DuplicateObject

from server.database import role_rights
from server.database.role_rights import quote, reason
from server.operator_error import OperatorError

ADVISORY_LOCK = 4_721_190  # held by a migration while it grants, so that two of them grant one after the other


def provide(**_: Any) -> None:
    """Create the role if it is missing, give it its password and exactly `RIGHTS`. Writes only what differs. Raises
    OperatorError."""
    role = settings.DB_APP["USER"]
    if role == settings.DB_OWNER["USER"]:
        return  # the operator's choice; `check --deploy` and `verify_ledger` report it
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        if not role_rights.role_exists(cursor, role):
            _create(cursor, role)
        role_rights.set_rights(cursor, role)
    _ensure_login(role)


def log_in() -> psycopg.Connection:
    """A new connection as the app role. Raises psycopg.OperationalError."""
    parameters: dict[str, Any] = {**connection.get_connection_params(), "user": settings.DB_APP["USER"]}
    named = ("host", "port", "dbname", "user", "target_session_attrs")
    where: dict[str, Any] = {name: parameters.get(name) for name in named}
    return psycopg.connect(**where, password=settings.DB_APP["PASSWORD"], connect_timeout=5)


def _create(cursor: CursorWrapper, role: str) -> None:
    try:
        with transaction.atomic():
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), _verifier(role)))
    except IntegrityError:
        return  # roles belong to the whole server: another database's `migrate` created it meanwhile
    except ProgrammingError as error:
        if isinstance(error.__cause__, DuplicateObject):
            return  # likewise, a moment earlier
        raise OperatorError(
            f"The role {role}, as which the web server and the worker connect, cannot be made ({reason(error)})."
            f" As a superuser, run: CREATE ROLE {quote(role)} LOGIN PASSWORD '…'; and give it as DB_APP_PASSWORD"
        ) from error


def _ensure_login(role: str) -> None:
    """Changes the password only if it does not work: another installation may use the role too."""
    try:
        log_in().close()
    except psycopg.OperationalError:
        _set_password(role)
    else:
        return
    try:
        log_in().close()
    except psycopg.OperationalError as error:
        raise OperatorError(f"The role {role} (DB_APP_USER) cannot log in: {reason(error)}") from error


def _set_password(role: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), _verifier(role)))
    except ProgrammingError as error:
        raise OperatorError(
            f"The role {role} cannot be given its password ({reason(error)}). As a superuser, run:"
            f" ALTER ROLE {quote(role)} LOGIN PASSWORD '…'; and give it as DB_APP_PASSWORD"
        ) from error


def _verifier(role: str) -> sql.Literal:
    """The password's SCRAM verifier, as PostgreSQL stores it: the password itself is in no statement and no log."""
    wrapper: BaseDatabaseWrapper = connection
    pgconn: pq.abc.PGconn = wrapper.connection.pgconn
    verifier = pgconn.encrypt_password(settings.DB_APP["PASSWORD"].encode(), role.encode(), b"scram-sha-256")
    return sql.Literal(verifier.decode())
