"""The shelf: the one text of every function, trigger and policy that we put into the database.

`server/<room>/sql/<table or verb>.sql` has the functions and triggers, `policies.py` makes the policies. `migrate`
puts what is on the shelf into the database, and drops what was taken off it (sql_objects.py). `sql/retired/` keeps, for
one release, the old forms of verbs that the previous release's processes may still call.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from . import policies

SERVER = Path(__file__).resolve().parents[1]
CHECKS = "checks.sql"  # functions that CHECKs and indexes call: see operations.ApplyChecks

PIECE = re.compile(r"--[^\n]*|\$\$.*?\$\$|'[^']*'|;|[^-$';]+|.", re.DOTALL)
NAME = "([a-z_][a-z0-9_]{0,62})"  # PostgreSQL would fold capitals and cut off what is longer
FUNCTION = re.compile(rf"CREATE OR REPLACE FUNCTION {NAME}\s*\(.*?\$\$(.*)\$\$[^$]*", re.DOTALL)
TRIGGER = re.compile(
    rf"CREATE (?:CONSTRAINT )?TRIGGER {NAME}\s.*?\sON {NAME}\b.*\sEXECUTE FUNCTION \w+\(.*\)", re.DOTALL
)


class ShelfError(Exception):
    """The shelf cannot be read, or the database cannot be made equal to it. The message is for the operator."""


class SqlKind(StrEnum):
    FUNCTION = "function"
    TRIGGER = "trigger"
    POLICY = "policy"


class Key(NamedTuple):
    """A function has no table. Each function's name is declared once, so its signature need not be parsed."""

    kind: SqlKind
    name: str
    table: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}{f' on {self.table}' if self.table else ''}"


@dataclass(frozen=True)
class SqlObject:
    key: Key
    file: str  # as a reader finds it: server/ledger/sql/entries.sql
    text: str  # executed as it is
    body: str | None = None  # a function's, between its $$
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest(self.text))

    @property
    def is_check(self) -> bool:
        return self.file.endswith(f"/{CHECKS}")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def read_shelf(server: Path = SERVER) -> dict[Key, SqlObject]:
    """Functions first, then triggers, then policies. Raises ShelfError.

    Functions come in the order of rooms, files and lines; a LANGUAGE sql function has to stand after what it calls.
    """
    objects = [*_in_files(server), *_policies()]
    shelf: dict[Key, SqlObject] = {}
    for one in sorted(objects, key=lambda one: list(SqlKind).index(one.key.kind)):
        if one.key in shelf:
            raise ShelfError(f"{one.key} is declared twice: in {shelf[one.key].file} and in {one.file}.")
        shelf[one.key] = one
    return shelf


def _in_files(server: Path) -> Iterator[SqlObject]:
    for path in sorted(server.glob("*/sql/**/*.sql")):
        file = f"server/{path.relative_to(server)}"
        for text in statements(path.read_text(encoding="utf-8")):
            if found := FUNCTION.fullmatch(text):
                yield SqlObject(Key(SqlKind.FUNCTION, found[1]), file, text, found[2])
            elif found := TRIGGER.fullmatch(text):
                yield SqlObject(Key(SqlKind.TRIGGER, found[1], found[2]), file, text)
            else:
                raise ShelfError(f"{file} may create functions (OR REPLACE, AS $$) and triggers, not: {text[:60]}")


def _policies() -> Iterator[SqlObject]:
    for table, text in policies.policies():
        yield SqlObject(Key(SqlKind.POLICY, policies.POLICY, table), "server/database/policies.py", text)


def statements(sql: str) -> Iterator[str]:
    """Each statement, without the comments before it and without its semicolon."""
    statement = ""
    for piece in PIECE.findall(sql):
        if piece == ";":
            yield statement.rstrip()
            statement = ""
        elif statement or not (piece.startswith("--") or piece.isspace()):
            statement += piece if statement else piece.lstrip()
    if statement.strip():
        raise ShelfError(f"A semicolon is missing after: {statement[:60]}")
