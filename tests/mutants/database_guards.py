"""Each rule that PostgreSQL keeps. Nothing is listed twice: it is read from the models and the shelf."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps

from server.database.shelf import SqlKind, SqlObject, read_shelf
from tests.mutants.guards import Removal
from tests.support.engine import CHECKOUT

RAISE = re.compile(r"RAISE '([^']+)'.*?;", re.DOTALL)
LOCK = re.compile(r"PERFORM 1 FROM public\.merchants WHERE id = \w+\.\w+( FOR NO KEY UPDATE);")


class Drop(NamedTuple):
    """Executed in the test database, after the migrations."""

    guard: str
    app: str
    sql: str


def dropped() -> Iterator[Drop]:
    for model in apps.get_models():
        if model.__module__.startswith("server."):
            for constraint in model._meta.constraints:
                yield _constraint(model._meta.app_label, model._meta.db_table, constraint.name)
    for key, declared in read_shelf().items():
        if key.kind is SqlKind.TRIGGER:
            yield Drop(str(key), _room(declared), f"DROP TRIGGER {key.name} ON {key.table}")
        elif key.kind is SqlKind.POLICY:
            yield Drop(str(key), _room(declared), f"ALTER TABLE {key.table} DISABLE ROW LEVEL SECURITY")


def removed() -> Iterator[Removal]:
    """Each refusal and each lock inside the triggers, by itself."""
    for name in dict.fromkeys(one.file for one in read_shelf().values() if one.body):
        sql = (CHECKOUT / name).read_text(encoding="utf-8")
        for found in RAISE.finditer(sql):
            yield Removal(f"refusal “{found[1]}”", name, found[0], "NULL;", sql.count(found[0], 0, found.start()))
        for number, found in enumerate(LOCK.finditer(sql), 1):
            unlocked = found[0].replace(found[1], "")
            occurrence = sql.count(found[0], 0, found.start())
            yield Removal(f"lock {number} of the merchant in {name}", name, found[0], unlocked, occurrence)


def _room(declared: SqlObject) -> str:
    return declared.file.split("/")[1]


def _constraint(app: str, table: str, name: str) -> Drop:
    # A unique rule with a condition is an index and no constraint.
    sql = f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE; DROP INDEX IF EXISTS {name}"
    return Drop(f"constraint {name} on {table}", app, sql)
