"""The rights on PostgreSQL's large objects, which every role has unasked: to make them and to write them, out of any
table, and so to fill the disk.

The engine has none. So nobody but superusers may call the functions that make, open, read and write them. (`lo_import`
and `lo_export`, which reach files of the server, are the superusers' own from the beginning.) The functions are this
database's: those of other databases of the server stay as they are.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Only what this process's role could revoke: elsewhere somebody who may has to (docs/security.md).
CALLABLE = r"""
SELECT p.oid::regprocedure::text, acl.grantee = 0
FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND (p.proname LIKE 'lo\_%%' OR p.proname IN ('loread', 'lowrite'))
  AND acl.grantee IN (0, %(role)s::regrole) AND pg_has_role(p.proowner, 'USAGE')
ORDER BY 1, 2
"""


class CallableFunction(NamedTuple):
    function: str  # with its parameters
    by_everybody: bool


def faults(cursor: CursorWrapper, role: str) -> Iterator[str]:
    """One line for each function of large objects that the role may call."""
    for each in _callable(cursor, role):
        yield f"{'every role' if each.by_everybody else role} may call {each.function}, and so use large objects"


def set_rights(cursor: CursorWrapper, role: str) -> None:
    """Writes only what differs."""
    for each in _callable(cursor, role):
        grantee = sql.SQL("PUBLIC") if each.by_everybody else sql.Identifier(role)
        # The catalogue's own text of the function, which no caller has a say in.
        cursor.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION {} FROM {}").format(sql.SQL(each.function), grantee))


def _callable(cursor: CursorWrapper, role: str) -> list[CallableFunction]:
    cursor.execute(CALLABLE, {"role": sql.Identifier(role).as_string(None)})
    return [CallableFunction(*row) for row in cursor.fetchall()]
