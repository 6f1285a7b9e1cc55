"""Are the database's own guards there, switched on, and as our migrations wrote them?

Nothing is listed twice: what should be there is read from the migrations' SQL and from the models' constraints.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection

SERVER = Path(__file__).resolve().parents[1]
FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)\b.*?AS \$\$(.*?)\$\$", re.DOTALL)
TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s.*?\bON (\w+).*?EXECUTE FUNCTION (\w+)", re.DOTALL)
POLICY = re.compile(r"CREATE POLICY (\w+) ON (\w+)")
CONSTRAINT = re.compile(r"ADD CONSTRAINT (\w+)")


@dataclass(frozen=True)
class Guards:
    """What our migrations and models say must be in the database."""

    functions: dict[str, str]
    triggers: set[tuple[str, str, str]]
    policies: set[tuple[str, str]]
    constraints: set[str]

    def __len__(self) -> int:
        return len(self.functions) + len(self.triggers) + len(self.policies) + len(self.constraints)


def expected_guards() -> Guards:
    sql = "".join(file.read_text(encoding="utf-8") for file in sorted(SERVER.glob("*/migrations/*.sql")))
    models = [model for model in apps.get_models() if model.__module__.startswith("server.")]
    return Guards(
        functions=dict(FUNCTION.findall(sql)),
        triggers=set(TRIGGER.findall(sql)),
        policies=set(POLICY.findall(sql)),
        constraints={*CONSTRAINT.findall(sql), *(rule.name for model in models for rule in model._meta.constraints)},
    )


def missing_guards(expected: Guards) -> Iterator[str]:
    """A line for each guard that is missing, switched off or altered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
        bodies = dict(cursor.fetchall())
        cursor.execute(
            "SELECT tgname, relname, proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE tgenabled IN ('O', 'A')"
        )
        triggers = set(cursor.fetchall())
        # PostgreSQL writes an expression anew in its own words; that it asks for the merchant is in all of them.
        cursor.execute(
            "SELECT policyname, tablename FROM pg_policies JOIN pg_class c ON c.relname = tablename"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND permissive = 'PERMISSIVE'"
            " AND cmd = 'ALL' AND roles = '{public}' AND with_check IS NULL"
            " AND qual LIKE '%sees_every_merchant()%OR%= ( SELECT seen_merchant()%'"
        )
        policies = set(cursor.fetchall())
        cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
        others = set(cursor.fetchall()) - expected.policies
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE convalidated"
            " UNION SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid WHERE indisvalid AND indisunique"
        )
        constraints = {name for [name] in cursor.fetchall()}

    for name, body in expected.functions.items():
        if bodies.get(name) != body:
            yield f"function {name} is {'not as it was written' if name in bodies else 'missing'}"
    for name, table, _ in expected.triggers - triggers:
        yield f"trigger {name} on {table} is missing or switched off"
    for name, table in expected.policies - policies:
        yield f"policy {name} on {table} is missing, switched off or not as it was written"
    for name, table in others:  # policies are alternatives: one too many shows too much
        yield f"policy {name} on {table} is none of ours"
    for name in expected.constraints - constraints:
        yield f"constraint {name} is missing"
