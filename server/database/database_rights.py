"""The rights on a database that PostgreSQL gives every role unasked: to connect, and to make temporary tables, which
fill the disk.

The app role needs to connect to this database and nothing else. Of the databases that every server has, it loses what
everybody has there too, unless another role logs in to this server: that one may be in need of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import InternalError, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

GIVEN = """
SELECT d.datname, acl.privilege_type, acl.grantee = 0
FROM pg_database d CROSS JOIN aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) acl
WHERE acl.privilege_type IN ('CONNECT', 'TEMPORARY') AND acl.grantee IN (0, %(role)s::regrole) AND (
    d.datname = current_database() AND (acl.privilege_type = 'TEMPORARY' OR acl.grantee = 0)
    OR d.datname IN ('postgres', 'template1') AND pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (
        SELECT FROM pg_roles other WHERE other.rolcanlogin AND NOT other.rolsuper AND other.oid <> %(role)s::regrole
        AND other.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database())
    )
)
ORDER BY 1, 2, 3
"""


class Given(NamedTuple):
    database: str
    privilege: str
    to_everybody: bool


def faults(cursor: CursorWrapper, role: str) -> Iterator[str]:
    """One line for each right on a database that the role need not have."""
    for given in _given(cursor, role):
        who = "every role" if given.to_everybody else role
        what = "connect to" if given.privilege == "CONNECT" else "make temporary tables in"
        yield f"{who} may {what} {given.database}"


def set_rights(cursor: CursorWrapper, role: str) -> None:
    """Writes only what differs. Where this process's role owns no database, PostgreSQL warns and changes nothing, and
    `faults` goes on naming it."""
    if not (found := _given(cursor, role)):
        return
    cursor.execute("SELECT current_database()")
    [ours] = cursor.fetchone()
    cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(ours), sql.Identifier(role)))
    for given in found:
        grantee = sql.SQL("PUBLIC") if given.to_everybody else sql.Identifier(role)
        statement = sql.SQL("REVOKE {} ON DATABASE {} FROM {}").format(
            sql.SQL(given.privilege), sql.Identifier(given.database), grantee
        )
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except InternalError:
            continue  # another database's `migrate` has just written the same row ("tuple concurrently updated")


def _given(cursor: CursorWrapper, role: str) -> list[Given]:
    cursor.execute(GIVEN, {"role": sql.Identifier(role).as_string(None)})
    return [Given(*row) for row in cursor.fetchall()]
