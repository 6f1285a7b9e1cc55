"""Refuses a database of an early release that is too old for this release's migrations."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LAST_WITH_ALL_MIGRATIONS = "e349b9a"


class TooOld(Exception):  # noqa: N818 - a result, not a fault
    """An early release made this database, and it was not upgraded to `LAST_WITH_ALL_MIGRATIONS` first."""


def refuse_unfinished() -> None:
    """Each app's first migration replaces all that the app had at `LAST_WITH_ALL_MIGRATIONS`. A database must have
    applied all of those, or none. Raises TooOld."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    disk = MigrationLoader(None).disk_migrations
    for first, migration in disk.items():
        replaced = set(migration.replaces)
        if replaced and (applied & replaced or first in applied) and not replaced <= applied:
            missing = sorted(name for _, name in replaced - applied)
            raise TooOld(
                f"This database is of an early release: {first[0]} has not got {missing[0]}, and this release no longer"
                f" knows how. Run `migrate` of {LAST_WITH_ALL_MIGRATIONS} on it first, and then this again."
            )
