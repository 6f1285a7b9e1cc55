"""Each rule that PostgreSQL keeps. Nothing is listed twice: it is read from the models and the migrations."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.apps import apps

from server.integrity.catalogue import FUNCTION, POLICY, SERVER, TRIGGER
from tests.mutants.python_guards import Removal

RAISE = re.compile(r"RAISE '([^']+)'.*?;", re.DOTALL)
LOCK = re.compile(r"PERFORM 1 FROM public\.merchants WHERE id = \w+\.\w+( FOR NO KEY UPDATE);")
ADDED = re.compile(r"ALTER TABLE (\w+) ADD CONSTRAINT (\w+)")


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
    for file in _files():
        sql, app = file.read_text(encoding="utf-8"), file.parts[-3]
        for table, name in ADDED.findall(sql):
            yield _constraint(app, table, name)
        for name, table, _ in TRIGGER.findall(sql):
            yield Drop(f"trigger {name} on {table}", app, f"DROP TRIGGER {name} ON {table}")
        for name, table in POLICY.findall(sql):
            yield Drop(f"policy {name} on {table}", app, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def removed() -> Iterator[Removal]:
    """Each refusal and each lock inside the triggers, by itself."""
    newest = {function: file for file in _files() for function, _ in FUNCTION.findall(file.read_text(encoding="utf-8"))}
    for file in _files():
        name, sql = str(file.relative_to(SERVER.parent)), file.read_text(encoding="utf-8")
        # What a later migration has written anew is not in force, and nobody misses it.
        old = [found.span() for found in FUNCTION.finditer(sql) if newest[found[1]] != file]
        in_force = partial(_is_outside, old)
        for found in filter(in_force, RAISE.finditer(sql)):
            yield Removal(f"refusal “{found[1]}”", name, found[0], "NULL;", sql.count(found[0], 0, found.start()))
        for number, found in enumerate(filter(in_force, LOCK.finditer(sql)), 1):
            unlocked = found[0].replace(found[1], "")
            occurrence = sql.count(found[0], 0, found.start())
            yield Removal(f"lock {number} of the merchant in {name}", name, found[0], unlocked, occurrence)


def _is_outside(spans: list[tuple[int, int]], found: re.Match[str]) -> bool:
    return not any(begin <= found.start() < end for begin, end in spans)


def _files() -> list[Path]:
    return sorted(SERVER.glob("*/migrations/*.sql"))


def _constraint(app: str, table: str, name: str) -> Drop:
    # A unique rule with a condition is an index and no constraint.
    sql = f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE; DROP INDEX IF EXISTS {name}"
    return Drop(f"constraint {name} on {table}", app, sql)
