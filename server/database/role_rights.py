"""Compares a role's rights in the database with `RIGHTS`, and grants or revokes the difference."""

from collections.abc import Iterator

from django.conf import settings
from django.db import ProgrammingError, connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from server.database import database_rights, large_objects
from server.database.grants import RIGHTS
from server.operator_error import OperatorError

Right = tuple[str, str, str]  # table or sequence, column ("" for the whole table), privilege

FORBIDDEN_ATTRIBUTES = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolbypassrls", "rolreplication")


def set_rights(cursor: CursorWrapper, role: str) -> None:
    """Give the role exactly `RIGHTS`. Writes only what differs. Raises OperatorError."""
    if _may_create(cursor, role):
        _forbid_creating(cursor, role)
    database_rights.set_rights(cursor, role)
    large_objects.set_rights(cursor, role)
    actual, expected = set(_actual(cursor, role)), _expected(cursor)
    if actual != expected:
        _grant(cursor, role, actual, expected)


def faults(role: str) -> Iterator[str]:
    """One line for each right that the role has beyond `RIGHTS`, or lacks."""
    with connection.cursor() as cursor:
        if not role_exists(cursor, role):
            yield f"there is no role {role}: run migrate"
            return
        if role == settings.DB_OWNER["USER"]:
            yield f"{role} is the owner"
            return
        cursor.execute(f"SELECT {', '.join(FORBIDDEN_ATTRIBUTES)} FROM pg_roles WHERE rolname = %s", [role])
        attributes = zip(FORBIDDEN_ATTRIBUTES, cursor.fetchone(), strict=True)
        yield from (f"{role} is {name}" for name, is_set in attributes if is_set)
        cursor.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE m.member = %s::regrole",
            [quote(role)],
        )
        yield from (f"{role} is a member of {other}, and may what that may" for [other] in cursor)
        cursor.execute(
            """SELECT pg_describe_object(classid, objid, objsubid) FROM pg_shdepend
               WHERE refobjid = %s::regrole AND refclassid = 'pg_authid'::regclass AND deptype = 'o'
                 AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())""",
            [quote(role)],
        )
        yield from (f"{role} owns {thing}" for [thing] in cursor)
        if _may_create(cursor, role):
            yield f"{role} may create tables or schemas"
        yield from database_rights.faults(cursor, role)
        yield from large_objects.faults(cursor, role)
        actual, expected = set(_actual(cursor, role)), _expected(cursor)
        yield from (f"{role} may {_text(right)}" for right in sorted(actual - expected))
        yield from (f"{role} may not {_text(right)}" for right in sorted(expected - actual))


def role_exists(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def quote(role: str) -> str:
    return sql.Identifier(role).as_string(None)


def reason(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]


def _text(right: Right) -> str:
    table, column, privilege = right
    return f"{privilege} {table}{f'.{column}' if column else ''}"


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
            f"The role {role} may create tables ({reason(error)}). As a superuser, run: {statement.as_string(None)}"
        ) from error


def _grant(cursor: CursorWrapper, role: str, actual: set[Right], expected: set[Right]) -> None:
    grantee = sql.Identifier(role)
    cursor.execute("SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    kinds = dict(cursor.fetchall())

    def change(statement: str, right: Right) -> None:
        table, column, privilege = right
        what: sql.Composable = sql.SQL(privilege)
        if column:
            what = sql.SQL("{} ({})").format(what, sql.Identifier(column))
        kind = sql.SQL("SEQUENCE" if kinds[table] == "S" else "TABLE")
        cursor.execute(sql.SQL(statement).format(what=what, kind=kind, table=sql.Identifier(table), grantee=grantee))

    for right in actual - expected:
        change("REVOKE {what} ON {kind} {table} FROM PUBLIC, {grantee}", right)
    for right in expected:  # all of them: revoking a whole table's right revokes its columns' rights too
        change("GRANT {what} ON {kind} {table} TO {grantee}", right)


def _expected(cursor: CursorWrapper) -> set[Right]:
    """`RIGHTS` on the tables and columns that exist: after `migrate` to an earlier state some do not."""
    cursor.execute(
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"
    )
    columns = set(cursor.fetchall())
    tables = {table for table, _ in columns}
    existing = {table: rights for table, rights in RIGHTS.items() if table in tables}
    whole = {(table, "", privilege) for table, rights in existing.items() for privilege in rights.may.split()}
    return whole | {
        (table, column, "UPDATE")
        for table, rights in existing.items()
        for column in rights.update
        if (table, column) in columns
    }


def _actual(cursor: CursorWrapper, role: str) -> list[Right]:
    """The rights granted to the role or to PUBLIC, but for an extension's own tables."""
    cursor.execute(
        """
        WITH ours AS (
            SELECT * FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND NOT EXISTS
            (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        )
        SELECT c.relname, '', acl.privilege_type FROM ours c, aclexplode(c.relacl) acl
        WHERE acl.grantee IN (0, %(role)s::regrole)
        UNION
        SELECT c.relname, a.attname, acl.privilege_type FROM ours c JOIN pg_attribute a ON a.attrelid = c.oid,
               aclexplode(a.attacl) acl
        WHERE NOT a.attisdropped AND acl.grantee IN (0, %(role)s::regrole)
        """,
        {"role": quote(role)},
    )
    return list(cursor.fetchall())
