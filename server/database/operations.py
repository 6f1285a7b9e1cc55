"""A migration's only uses of the shelf."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from .shelf import CHECKS, Key, SqlKind, SqlObject, read_shelf


class ApplyChecks(Operation):
    """Creates or replaces the functions of `server/<room>/sql/checks.sql`, which CHECKs and indexes of tables call.

    It comes before them, so first in a room's initial migration. A later change of a function is a migration of its
    own: drop the constraint or index, apply this, add it again, so that PostgreSQL checks the existing rows. One that
    brings a function names it, so that taking the migration back drops that one alone.
    """

    reversible = True

    def __init__(self, room: str, *names: str) -> None:
        self.room, self.names = room, names

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:  # noqa: ARG002
        for one in self._functions():
            schema_editor.execute(one.text, params=None)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:  # noqa: ARG002
        for one in self._functions():
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {one.key.name}", params=None)

    def describe(self) -> str:
        return f"Create or replace the functions that the checks of {self.room} call"

    def _functions(self) -> list[SqlObject]:
        found = [one for one in read_shelf().values() if one.file == f"server/{self.room}/sql/{CHECKS}"]
        return [one for one in found if not self.names or one.key.name in self.names]


class WidenChecks(ApplyChecks):
    """Replaces functions by such as admit more: the rows that are there pass as they did, so no constraint is dropped
    and nothing is read. Taking the migration back leaves them, as rows may need them by then."""

    def database_backwards(self, *_: Any) -> None:
        pass


class ReplaceFunctions(Operation):
    """Creates or replaces functions of the shelf in the migration's own transaction, where `table` has its triggers.

    For a trigger's function that fills a new column without a default: processes of the release before insert without
    it, and wait for this transaction's lock. In a new database there is no trigger yet, and this does nothing.
    """

    reversible = True

    def __init__(self, table: str, *names: str) -> None:
        self.table, self.names = table, names

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:  # noqa: ARG002
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal)", [self.table]
            )
            [has_triggers] = cursor.fetchone()
        if has_triggers:
            for name in self.names:
                schema_editor.execute(read_shelf()[Key(SqlKind.FUNCTION, name)].text, params=None)

    def database_backwards(self, *_: Any) -> None:
        pass

    def describe(self) -> str:
        return f"Replace {', '.join(self.names)} at once"
