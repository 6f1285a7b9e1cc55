"""Which release of the engine a database belongs to, and which others may run on it.

`migrate` leaves a mark, the COMMENT on `django_migrations`: the release that ran last, and the oldest release whose
processes may go on. So a process recognizes a database that was upgraded past it, and an upgrade can still replace the
processes one by one. (As a comment it needs no table, travels with `pg_dump`, and can be written before the first
migration of an upgrade.)
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

# Raised by the first change of the database after a release (CONTRIBUTING.md, *Retiring a verb*). 1 was e349b9a, which
# left no mark.
RELEASE = 2
OLDEST_BESIDE = 1  # its processes may go on after our `migrate`: the shelf still has every verb that they call

MARK = re.compile(r"payout engine, release ([0-9]{1,9}), for processes of release ([0-9]{1,9}) and later")
APPLIED = """
SELECT obj_description('django_migrations'::regclass), array_agg(app || '.' || name) FROM django_migrations
"""


class Mark(NamedTuple):
    """`release` ran `migrate` last, and processes of `oldest` and later may go on."""

    release: int
    oldest: int

    def __str__(self) -> str:
        return f"payout engine, release {self.release}, for processes of release {self.oldest} and later"


UNMARKED = Mark(1, 1)
OURS = Mark(RELEASE, OLDEST_BESIDE)


@dataclass(frozen=True)
class SchemaState:
    """What a database says about its schema, compared with what this code knows. Migrations are named `app.name`."""

    mark: Mark
    unknown: frozenset[str]  # applied, and not among this code's
    missing: frozenset[str]  # among this code's, and not applied

    @property
    def is_newer(self) -> bool:
        """A later release ran `migrate`, or one that this code knows nothing of."""
        return bool(self.unknown) or self.mark.release > RELEASE

    @property
    def is_refused(self) -> bool:
        """This code may not run here: the schema may have rules and forms that it does not know."""
        return self.mark.oldest > RELEASE or (bool(self.unknown) and self.mark.release <= RELEASE)

    @property
    def is_older(self) -> bool:
        """This release's `migrate` has yet to run."""
        return bool(self.missing) and not self.is_newer


def schema_state() -> SchemaState | None:
    """None if `migrate` has never run here. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        if cursor.fetchone() == (True,):
            return None
        cursor.execute(APPLIED)
        [comment, names] = cursor.fetchone()
    applied = frozenset(names or ())
    known = _known()
    missing = frozenset(name for name, needs in known.items() if needs is not None and not needs <= applied)
    return SchemaState(_read(comment), applied - known.keys(), missing)


def leave_mark() -> None:
    """As the owner, before and after the migrations. Writes nothing where the mark is ours already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('django_migrations')), to_regclass('django_migrations')")
        [comment, table] = cursor.fetchone()
        if table and comment != str(OURS):
            cursor.execute(sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(sql.Literal(str(OURS))))


def _read(comment: str | None) -> Mark:
    found = MARK.fullmatch(comment or "")
    return Mark(int(found[1]), int(found[2])) if found else UNMARKED


@cache
def _known() -> dict[str, frozenset[str] | None]:
    """Every migration that this code has, and what a database has applied that has it: the migration itself, or all
    that it `replaces`. With None, the replaced ones. (Before a `replaces` is taken out, `migrate --prune` has to.)"""
    known: dict[str, frozenset[str] | None] = {}
    for key, migration in MigrationLoader(None).disk_migrations.items():
        replaced = frozenset(".".join(one) for one in migration.replaces)
        known |= {name: None for name in replaced if name not in known}
        known[".".join(key)] = replaced or frozenset([".".join(key)])
    return known
