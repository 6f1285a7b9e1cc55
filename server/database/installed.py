"""The functions, triggers and policies that the database has, in PostgreSQL's own words.

An object of ours bears a mark, its COMMENT: the file, a digest of the text that made it, and a digest of PostgreSQL's
rendering of it right after. So any change by hand shows, even one that a function's body does not: its volatility, a
trigger's condition, a policy's expression.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from .shelf import Key, SqlKind, SqlObject, digest

MARK = re.compile(r"server/\S+ [0-9a-f]{16} [0-9a-f]{16}")

# Only our functions: an extension may have brought hundreds.
FUNCTIONS = """
SELECT p.proname, '', p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.prosrc, obj_description(p.oid, 'pg_proc')
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
 AND (p.proname = ANY (%s) OR obj_description(p.oid, 'pg_proc') LIKE 'server/%%')
"""
TRIGGERS = """
SELECT t.tgname, c.relname, '', concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid)), NULL,
       obj_description(t.oid, 'pg_trigger')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = {schema}
"""
POLICIES = """
SELECT p.polname, c.relname, '', concat_ws(' ', c.relrowsecurity, p.polpermissive, p.polcmd,
       (SELECT array_agg(coalesce(r.rolname, 'public') ORDER BY r.rolname)
        FROM unnest(p.polroles) role LEFT JOIN pg_roles r ON r.oid = role),
       pg_get_expr(p.polqual, p.polrelid), 'CHECK ' || pg_get_expr(p.polwithcheck, p.polrelid)), NULL,
       obj_description(p.oid, 'pg_policy')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = {schema}
"""
PUBLIC, TEMPORARY = "'public'::regnamespace", "pg_my_temp_schema()"


@dataclass(frozen=True)
class Installed:
    key: Key
    signature: str  # a function's
    said: str  # PostgreSQL's rendering
    body: str | None
    comment: str | None

    @property
    def is_marked(self) -> bool:
        return bool(self.comment and MARK.fullmatch(self.comment))

    def fits(self, declared: SqlObject) -> bool:
        return self.body == declared.body and self.comment == mark(declared, self.said)


def mark(declared: SqlObject, said: str) -> str:
    return f"{declared.file} {declared.digest} {digest(said)}"


def installed(cursor: CursorWrapper, names: list[str]) -> list[Installed]:
    """Every trigger and policy in the schema, and the functions that are marked or have one of these names."""
    cursor.execute(FUNCTIONS, [names])
    found = _rows(cursor, SqlKind.FUNCTION)
    return [*found, *triggers_and_policies(cursor)]


def triggers_and_policies(cursor: CursorWrapper, schema: str = PUBLIC) -> list[Installed]:
    cursor.execute(TRIGGERS.format(schema=schema))
    triggers = _rows(cursor, SqlKind.TRIGGER)
    cursor.execute(POLICIES.format(schema=schema))
    return [*triggers, *_rows(cursor, SqlKind.POLICY)]


def _rows(cursor: CursorWrapper, kind: SqlKind) -> list[Installed]:
    return [Installed(Key(kind, name, table), *rest) for name, table, *rest in cursor.fetchall()]


def differences(shelf: dict[Key, SqlObject], have: list[Installed], tables: set[str]) -> Iterator[str]:
    """A line for each object that is missing, altered, there twice, or undeclared but ours or on one of `tables`."""
    seen: dict[Key, list[Installed]] = {}
    for one in have:
        seen.setdefault(one.key, []).append(one)
    for key, declared in shelf.items():
        match seen.get(key, []):
            case []:
                yield f"{key} is missing"
            case [one]:
                if not one.fits(declared):
                    yield f"{key} is not as it was written ({declared.file})"
            case several:
                yield f"{key} is there {len(several)} times: {', '.join(one.signature for one in several)}"
    for one in have:
        if one.key not in shelf and (one.is_marked or one.key.table in tables):
            yield f"{one.key} is none of ours"
