"""The roles that a database grants rights to, as SQL that makes those that are missing. pg_dump leaves roles out, since
they are the server's.

Not by pg_dumpall: only a superuser may run it, and its text changes roles that are there. There are no passwords here:
`restore` gives the app role the one of the settings, and other roles get theirs by hand.
"""

from django.db import connection

GRANTED = """
SELECT format(
    E'DO $role$ BEGIN\\n    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %L) THEN\\n'
    '        CREATE ROLE %I %s %s CONNECTION LIMIT %s;\\n    END IF;\\nEND $role$;\\n',
    r.rolname, r.rolname, CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
    CASE WHEN r.rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END, r.rolconnlimit
)
FROM pg_roles r
WHERE NOT starts_with(r.rolname::text, 'pg_') AND r.rolname <> current_user AND EXISTS (
    SELECT FROM pg_shdepend d
    WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid AND d.deptype IN ('a', 'r', 'i')
      AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
)
ORDER BY r.rolname
"""
HEAD = "-- The roles that the dump grants rights to. Run it before pg_restore; roles that are there stay as they are.\n"


def text() -> str:
    with connection.cursor() as cursor:
        cursor.execute(GRANTED)
        return HEAD + "".join(statement for [statement] in cursor.fetchall())


def apply(roles: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(roles)
