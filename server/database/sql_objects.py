"""After `migrate`: makes the database's functions, triggers and policies equal to the shelf.

Only differences are touched. Replacing a function locks no table; dropping or creating a trigger or policy locks its
table against everybody. So the shelf's text is created on an empty copy of the table first, and the table itself is
touched only if PostgreSQL renders the two differently.

It is safe while the previous release's processes run: a verb that they call keeps its signature, and another signature
under the same name is refused.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader
from psycopg import sql
from psycopg.errors import InvalidFunctionDefinition, LockNotAvailable

from .installed import TEMPORARY, Installed, differences, installed, mark, triggers_and_policies
from .shelf import Key, ShelfError, SqlKind, SqlObject, read_shelf

TURN = 4_721_191  # an advisory lock's number: two migrations at once run one after the other
TURN_SECONDS, LOCK_SECONDS = 30, 2
ON_A_COPY = re.compile(r" ON pg_temp(?:_\d+)?\.")

Shelf = dict[Key, SqlObject]


def apply(shelf: Shelf | None = None) -> None:
    """Makes the database equal to the shelf in one transaction, wholly or not at all. Writes nothing where nothing
    differs. Does nothing while migrations are pending (`migrate app 0001`). Raises ShelfError."""
    shelf = read_shelf() if shelf is None else shelf
    if not _is_migrated():
        return
    with _said("the database"), transaction.atomic(), connection.cursor() as cursor:
        _take_turn(cursor)
        if _faults(cursor, shelf):
            _functions(cursor, shelf)
            _triggers_and_policies(cursor, shelf)
            _drop_functions(cursor, shelf)
        if faults := _faults(cursor, shelf):
            raise ShelfError(f"The database does not take the shelf: {'; '.join(faults)}. Nothing has been changed.")


def _is_migrated() -> bool:
    loader = MigrationLoader(connection)
    return set(loader.graph.nodes) <= set(loader.applied_migrations)


def _take_turn(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{TURN_SECONDS}s"])
    with _said("another `migrate`"):
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_SECONDS}s"])


def _faults(cursor: CursorWrapper, shelf: Shelf) -> list[str]:
    return list(differences(shelf, _installed(cursor, shelf), tables=set()))


def _installed(cursor: CursorWrapper, shelf: Shelf) -> list[Installed]:
    return installed(cursor, [key.name for key in shelf if key.kind is SqlKind.FUNCTION])


def _functions(cursor: CursorWrapper, shelf: Shelf) -> None:
    before = {one.key: one for one in _installed(cursor, shelf)}
    changed = [
        one
        for key, one in shelf.items()
        if key.kind is SqlKind.FUNCTION and not (key in before and before[key].fits(one))
    ]
    for one in changed:
        with _said(one):
            cursor.execute(one.text)
    after: dict[Key, Installed] = {}
    for found in _installed(cursor, shelf):
        if found.key in after and found.key in shelf:
            raise ShelfError(_two_signatures(shelf[found.key], after[found.key], found))
        after[found.key] = found
    for one in changed:
        if one.is_check and one.key in before and before[one.key].said != after[one.key].said:
            raise ShelfError(
                f"{one.key}, which a CHECK calls, is another one in the database than in {one.file}. Replaced, it would"
                " say something else of rows that are there already: a migration has to change it (ApplyChecks), or,"
                " if a hand has altered it in the database, a hand has to restore it. Nothing has been changed."
            )
        _mark(cursor, one, after[one.key])


def _triggers_and_policies(cursor: CursorWrapper, shelf: Shelf) -> None:
    have = {one.key: one for one in triggers_and_policies(cursor)}
    gone = [key for key, one in have.items() if one.is_marked and key not in shelf]
    suspects = [
        one
        for key, one in shelf.items()
        if key.kind is not SqlKind.FUNCTION and not (key in have and have[key].fits(one))
    ]
    wanted = _as_postgresql_says(cursor, suspects)
    changed = [one for one in suspects if one.key not in have or have[one.key].said != wanted[one.key]]

    for table in sorted({one.key.table for one in changed} | {key.table for key in gone}):
        # Lock all tables before the first change: a session that works with two of them cannot come in between.
        with _said(f"table {table}"):
            cursor.execute(_sql("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", table))
    for key in [*gone, *(one.key for one in changed if one.key in have)]:
        with _said(key):
            cursor.execute(_sql(f"DROP {key.kind.upper()} {{}} ON {{}}", key.name, key.table))
            if key.kind is SqlKind.POLICY and not any(
                one.table == key.table for one in shelf if one.kind is SqlKind.POLICY
            ):
                cursor.execute(_sql("ALTER TABLE {} DISABLE ROW LEVEL SECURITY", key.table))
    for one in changed:
        with _said(one):
            cursor.execute(one.text)
    now = {one.key: one for one in triggers_and_policies(cursor)}
    for one in suspects:
        with _said(one):
            _mark(cursor, one, now[one.key])


def _as_postgresql_says(cursor: CursorWrapper, objects: list[SqlObject]) -> dict[Key, str]:
    """Each object's text as PostgreSQL renders it. The objects are created on temporary copies, which hide the tables
    by having their names, and are rolled back."""
    if not objects:
        return {}
    try:
        with transaction.atomic():
            for table in {one.key.table for one in objects}:
                with _said(f"table {table}"):
                    cursor.execute(_sql("CREATE TEMPORARY TABLE {0} (LIKE {0})", table))
            for one in objects:
                with _said(one):
                    cursor.execute(one.text)
            said = {one.key: one.said for one in triggers_and_policies(cursor, TEMPORARY)}
            raise _Enough
    except _Enough:
        return {key: ON_A_COPY.sub(" ON public.", words) for key, words in said.items()}


class _Enough(Exception):  # noqa: N818
    pass


def _drop_functions(cursor: CursorWrapper, shelf: Shelf) -> None:
    for one in _installed(cursor, shelf):
        if one.is_marked and one.key not in shelf:
            with _said(f"{one.key}, which is on the shelf no longer,"):
                cursor.execute(f"DROP FUNCTION {one.signature}")


def _mark(cursor: CursorWrapper, declared: SqlObject, found: Installed) -> None:
    key = declared.key
    what = sql.SQL(found.signature) if key.kind is SqlKind.FUNCTION else _sql("{} ON {}", key.name, key.table)
    words = sql.Literal(mark(declared, found.said))
    cursor.execute(sql.SQL("COMMENT ON {} {} IS {}").format(sql.SQL(key.kind.upper()), what, words))


def _sql(words: str, *names: str) -> sql.Composed:
    return sql.SQL(words).format(*map(sql.Identifier, names))


@contextmanager
def _said(what: object) -> Iterator[None]:
    """Turns PostgreSQL's refusal into a ShelfError about `what`."""
    try:
        yield
    except DatabaseError as error:
        raise ShelfError(_words(what, error)) from error


def _words(what: object, error: DatabaseError) -> str:
    subject = f"{what.key} ({what.file})" if isinstance(what, SqlObject) else str(what)
    if isinstance(error.__cause__, LockNotAvailable):
        return (
            f"{subject} was waited for in vain: another session holds a lock. Nothing has been changed; run `migrate`"
            " again when that session has ended."
        )
    if isinstance(error.__cause__, InvalidFunctionDefinition):
        return _another_form(subject, " ".join(str(error).split("\nHINT")[0].split()))
    return f"{subject} cannot be had: {' '.join(str(error).split())} Nothing has been changed."


def _two_signatures(declared: SqlObject, *found: Installed) -> str:
    return _another_form(f"{declared.key} ({declared.file})", " and ".join(one.signature for one in found))


def _another_form(subject: str, words: str) -> str:
    return (
        f"{subject} is there with another signature ({words}), and running processes call that: give the new form a new"
        " name, and keep the old one in sql/retired/ until the next release. Nothing has been changed."
    )
