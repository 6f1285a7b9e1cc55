"""Are the database's own guards there, switched on, and as they are written?

Nothing is listed twice: the functions, triggers and policies are those of the shelf (server/database/shelf.py), the
constraints those of the models.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection

from server.database.installed import differences, installed
from server.database.shelf import Key, SqlKind, SqlObject, read_shelf


@dataclass(frozen=True)
class Guards:
    """The guards that the shelf and the models declare; `tables` have no other trigger or policy."""

    objects: dict[Key, SqlObject]
    constraints: set[str]
    tables: set[str]

    def __len__(self) -> int:
        return len(self.objects) + len(self.constraints)

    def names(self, kind: SqlKind) -> list[str]:
        return [key.name for key in self.objects if key.kind is kind]


@cache
def expected_guards() -> Guards:
    objects = read_shelf()
    models = [model for model in apps.get_models() if model.__module__.startswith("server.")]
    return Guards(
        objects=objects,
        constraints={rule.name for model in models for rule in model._meta.constraints},
        tables={model._meta.db_table for model in models} | {key.table for key in objects if key.table},
    )


def missing_guards(expected: Guards) -> Iterator[str]:
    """A line for each guard that is missing, switched off or altered, and for each trigger or policy too many."""
    with connection.cursor() as cursor:
        have = installed(cursor, expected.names(SqlKind.FUNCTION))
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE convalidated"
            " UNION SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid WHERE indisvalid AND indisunique"
        )
        constraints = {name for [name] in cursor.fetchall()}
    yield from differences(expected.objects, have, expected.tables)
    yield from (f"constraint {name} is missing" for name in sorted(expected.constraints - constraints))
