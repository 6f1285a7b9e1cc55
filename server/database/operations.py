"""A migration's only use of the shelf."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from .shelf import CHECKS, SqlObject, read_shelf


class ApplyChecks(Operation):
    """Creates or replaces the functions of `server/<room>/sql/checks.sql`, which CHECKs and indexes of tables call.

    It comes before them, so first in a room's initial migration. A later change of a function is a migration of its
    own: drop the constraint or index, apply this, add it again, so that PostgreSQL checks the existing rows.
    """

    reversible = True

    def __init__(self, room: str) -> None:
        self.room = room

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
        return [one for one in read_shelf().values() if one.file == f"server/{self.room}/sql/{CHECKS}"]
