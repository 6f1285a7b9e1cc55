"""Refuses databases that this release's `migrate` cannot bring forward."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from . import release

LAST_WITH_ALL_MIGRATIONS = "e349b9a"


class CannotUpgrade(Exception):  # noqa: N818 - a result, not a fault
    """`migrate` of this release is not for this database. One line for the operator, which says what to do."""


def refuse_foreign() -> None:
    """Raises CannotUpgrade for a database of a later release, of an early one, or of commits between releases that no
    release follows."""
    state = release.schema_state()
    if state is None:
        return
    if state.mark.release > release.RELEASE:
        raise CannotUpgrade(
            f"Release {state.mark.release} of the engine has upgraded this database, and this is release"
            f" {release.RELEASE}: run `migrate` of that release. (Its functions would be replaced by older ones.)"
        )
    if state.unknown:
        raise CannotUpgrade(unknown_migrations(state))
    _refuse_unfinished()


def unknown_migrations(state: release.SchemaState) -> str:
    """The operator's line about a database with migrations that this code lacks."""
    names = sorted(state.unknown)
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return (
        f"This database has migrations that this release does not know ({shown}): a later release wrote them, or a"
        " commit that was given up. Run the engine that wrote them, or restore a backup from before its `migrate`."
    )


def _refuse_unfinished() -> None:
    """Each app's first migration replaces all that the app had at `LAST_WITH_ALL_MIGRATIONS`. A database must have
    applied all of those, or none."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    disk = MigrationLoader(None).disk_migrations
    for first, migration in disk.items():
        replaced = migration.replaces
        missing = [key for key in replaced if key not in applied]
        if not missing or not (applied & {first, *replaced}):
            continue
        if later := [key for key in replaced[replaced.index(missing[0]) :] if key in applied]:
            raise CannotUpgrade(
                f"This database has {'.'.join(later[0])} without {'.'.join(missing[0])}, as only commits between two"
                " releases made it, and no release can upgrade it: run the commit that made it, or start with an empty"
                " database (another DB_NAME or PAYOUT_DATA_DIR)."
            )
        raise CannotUpgrade(
            f"This database is of an early release: {first[0]} has not got {missing[0][1]}, and this release no longer"
            f" knows how. Run `migrate` of {LAST_WITH_ALL_MIGRATIONS} on it first, and then this again."
        )
