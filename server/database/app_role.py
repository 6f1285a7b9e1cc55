"""The role of the web server and the worker: made, and given its rights, after every `migrate`; proved by
`verify_ledger`."""

from collections.abc import Iterator
from typing import Any

import psycopg
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import pq, sql
from psycopg.errors import DuplicateObject

from server.database.grants import RIGHTS
from server.operator_error import OperatorError

Right = tuple[str, str, str]  # table or sequence, column ("" for all of it), privilege

TURN = 4_721_190  # an advisory lock's number: of two migrations at once, one grants after the other
OURS = (
    "relnamespace = 'public'::regnamespace AND NOT EXISTS"
    " (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = pg_class.oid AND d.deptype = 'e')"
)
MUST_NOT = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolbypassrls", "rolreplication")


def provide(**_: Any) -> None:
    """Make the role where there is none, let it in with its password, and give it exactly `RIGHTS`. Writes nothing
    where nothing is to be changed. Raises OperatorError."""
    role = settings.DB_APP["USER"]
    if role == settings.DB_OWNER["USER"]:
        return  # so it was asked for; `check --deploy` and `verify_ledger` have their say about it
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        if not _exists(cursor, role):
            _make(cursor, role)
        if _may_create(cursor, role):
            _forbid_creating(cursor, role)
        actual, expected = set(_actual(cursor, role)), _expected(cursor)
        if actual != expected:
            _grant(cursor, role, actual, expected)
    _let_in(role)


def faults(role: str) -> Iterator[str]:
    """A line for everything that this role could do beyond its rights, or could not do although it has to."""
    with connection.cursor() as cursor:
        if not _exists(cursor, role):
            yield f"there is no role {role}: run migrate"
            return
        if role == settings.DB_OWNER["USER"]:
            yield f"{role} is the owner"
            return
        cursor.execute(f"SELECT {', '.join(MUST_NOT)} FROM pg_roles WHERE rolname = %s", [role])
        yield from (f"{role} is {name}" for name, is_so in zip(MUST_NOT, cursor.fetchone(), strict=True) if is_so)
        cursor.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE m.member = %s::regrole",
            [_quoted(role)],
        )
        yield from (f"{role} is a member of {other}, and may what that may" for [other] in cursor)
        cursor.execute(
            """SELECT pg_describe_object(classid, objid, objsubid) FROM pg_shdepend
               WHERE refobjid = %s::regrole AND refclassid = 'pg_authid'::regclass AND deptype = 'o'
                 AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())""",
            [_quoted(role)],
        )
        yield from (f"{role} owns {thing}" for [thing] in cursor)
        if _may_create(cursor, role):
            yield f"{role} may create tables or schemas"
        actual, expected = set(_actual(cursor, role)), _expected(cursor)
        yield from (f"{role} may {_said(right)}" for right in sorted(actual - expected))
        yield from (f"{role} may not {_said(right)}" for right in sorted(expected - actual))


def _said(right: Right) -> str:
    table, column, privilege = right
    return f"{privilege} {table}{f'.{column}' if column else ''}"


def _exists(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def _make(cursor: CursorWrapper, role: str) -> None:
    try:
        with transaction.atomic():
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), _verifier(role)))
    except IntegrityError:
        return  # roles are the whole server's: another database's `migrate` has made it meanwhile
    except ProgrammingError as error:
        if isinstance(error.__cause__, DuplicateObject):
            return  # the same, a moment earlier
        raise OperatorError(
            f"The role {role}, as which the web server and the worker connect, cannot be made ({_reason(error)})."
            f" As a superuser, run: CREATE ROLE {_quoted(role)} LOGIN PASSWORD '…'; and give it as DB_APP_PASSWORD"
        ) from error


def log_in() -> psycopg.Connection:
    """A connection of its own, as the web server and the worker have one. Raises psycopg.OperationalError."""
    parameters: dict[str, Any] = {**connection.get_connection_params(), "user": settings.DB_APP["USER"]}
    where: dict[str, Any] = {name: parameters.get(name) for name in ("host", "port", "dbname", "user")}
    return psycopg.connect(**where, password=settings.DB_APP["PASSWORD"], connect_timeout=5)


def _let_in(role: str) -> None:
    """Its password is changed only if it does not do: the role may be another installation's too."""
    try:
        log_in().close()
    except psycopg.OperationalError:
        _give_password(role)
    else:
        return
    try:
        log_in().close()
    except psycopg.OperationalError as error:
        raise OperatorError(f"The role {role} (DB_APP_USER) cannot log in: {_reason(error)}") from error


def _give_password(role: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), _verifier(role)))
    except ProgrammingError as error:
        raise OperatorError(
            f"The role {role} cannot be given its password ({_reason(error)}). As a superuser, run:"
            f" ALTER ROLE {_quoted(role)} LOGIN PASSWORD '…'; and give it as DB_APP_PASSWORD"
        ) from error


def _verifier(role: str) -> sql.Literal:
    """What PostgreSQL keeps of the password, so that the password itself is in no statement and no log."""
    wrapper: BaseDatabaseWrapper = connection
    pgconn: pq.abc.PGconn = wrapper.connection.pgconn
    verifier = pgconn.encrypt_password(settings.DB_APP["PASSWORD"].encode(), role.encode(), b"scram-sha-256")
    return sql.Literal(verifier.decode())


def _may_create(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute(
        "SELECT has_schema_privilege(%(role)s, 'public', 'CREATE')"
        " OR has_database_privilege(%(role)s, current_database(), 'CREATE')",
        {"role": role},
    )
    return bool(cursor.fetchone()[0])


def _forbid_creating(cursor: CursorWrapper, role: str) -> None:
    statement = sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(sql.Identifier(role))
    try:
        cursor.execute(statement)
    except ProgrammingError as error:
        raise OperatorError(
            f"The role {role} may create tables ({_reason(error)}). As a superuser, run: {statement.as_string(None)}"
        ) from error


def _grant(cursor: CursorWrapper, role: str, actual: set[Right], expected: set[Right]) -> None:
    who, kinds = sql.Identifier(role), _kinds(cursor)

    def change(words: str, right: Right) -> None:
        table, column, privilege = right
        what: sql.Composable = sql.SQL(privilege)
        if column:
            what = sql.SQL("{} ({})").format(what, sql.Identifier(column))
        kind = sql.SQL("SEQUENCE" if kinds[table] == "S" else "TABLE")
        cursor.execute(sql.SQL(words).format(what=what, kind=kind, table=sql.Identifier(table), who=who))

    for right in actual - expected:
        change("REVOKE {what} ON {kind} {table} FROM PUBLIC, {who}", right)
    for right in expected:  # all of them: a right to the whole table, taken back, takes its columns' along
        change("GRANT {what} ON {kind} {table} TO {who}", right)


def _expected(cursor: CursorWrapper) -> set[Right]:
    """`RIGHTS`, of what is there: after `migrate` to an earlier state some tables and columns are not."""
    cursor.execute(
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"
    )
    columns = set(cursor.fetchall())
    tables = {table for table, _ in columns}
    there = {table: rights for table, rights in RIGHTS.items() if table in tables}
    whole = {(table, "", privilege) for table, rights in there.items() for privilege in rights.may.split()}
    return whole | {
        (table, column, "UPDATE")
        for table, rights in there.items()
        for column in rights.update
        if (table, column) in columns
    }


def _actual(cursor: CursorWrapper, role: str) -> list[Right]:
    """What it was granted, itself or with everybody. (What an extension brings along is the extension's affair.)"""
    cursor.execute(
        f"""
        WITH ours AS (SELECT * FROM pg_class WHERE {OURS})
        SELECT c.relname, '', acl.privilege_type FROM ours c, aclexplode(c.relacl) acl
        WHERE acl.grantee IN (0, %(role)s::regrole)
        UNION
        SELECT c.relname, a.attname, acl.privilege_type FROM ours c JOIN pg_attribute a ON a.attrelid = c.oid,
               aclexplode(a.attacl) acl
        WHERE NOT a.attisdropped AND acl.grantee IN (0, %(role)s::regrole)
        """,
        {"role": _quoted(role)},
    )
    return list(cursor.fetchall())


def _kinds(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute("SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    return dict(cursor.fetchall())


def _quoted(role: str) -> str:
    return sql.Identifier(role).as_string(None)


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]
