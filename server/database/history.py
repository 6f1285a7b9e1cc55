"""A database made by an earlier release may be too old to go on from here."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LAST_WITH_ALL_MIGRATIONS = "e349b9a"


class TooOld(Exception):  # noqa: N818  an answer, not a fault
    """The database was made by an earlier release, and was not brought to the last one that knew how."""


def refuse_unfinished() -> None:
    """Each app's first migration stands for all that there were at `LAST_WITH_ALL_MIGRATIONS`. A database has to have
    all of these, or none. Raises TooOld."""
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
