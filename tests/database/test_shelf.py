"""How the shelf is read."""

from pathlib import Path

import pytest

from server.database.policies import policies
from server.database.shelf import SERVER, ShelfError, SqlKind, read_shelf, statements

SEMICOLON = "SELECT '; -- no comment', $$ ; -- neither $$"


def test_nothing_that_a_file_creates_is_missed() -> None:
    lines = [line for path in SERVER.glob("*/sql/**/*.sql") for line in path.read_text(encoding="utf-8").splitlines()]
    kinds = [key.kind for key in read_shelf()]
    assert kinds.count(SqlKind.FUNCTION) == sum("CREATE OR REPLACE FUNCTION" in line for line in lines)
    assert kinds.count(SqlKind.TRIGGER) == sum(line.startswith("CREATE") and " TRIGGER " in line for line in lines)
    assert kinds.count(SqlKind.POLICY) == len(dict(policies()))


def test_statements_are_told_apart_by_semicolons_outside_of_quotes_and_comments() -> None:
    assert list(statements(f"-- a; b\n\n{SEMICOLON};\n-- c\nSELECT 2 -- two;\n;")) == [SEMICOLON, "SELECT 2 -- two;"]
    with pytest.raises(ShelfError, match="semicolon is missing"):
        list(statements("SELECT 1"))


def test_every_file_says_who_calls_it_what_it_locks_and_what_it_raises() -> None:
    for path in SERVER.glob("*/sql/**/*.sql"):
        header = path.read_text(encoding="utf-8").split("\n\n")[0]
        if path.name != "checks.sql":
            assert "-- Called by: " in header or "-- Fires for: " in header, path
        assert "-- Locks" in header, path
        assert "raises: nothing." in header or "-- Raises: " in header, path


def test_no_migration_makes_a_function_a_trigger_or_a_policy() -> None:
    for path in SERVER.glob("*/migrations/*.py"):
        text = path.read_text(encoding="utf-8").upper()
        assert not any(
            f"{verb} {kind}" in text for verb in ("CREATE", "REPLACE") for kind in ("FUNCTION", "TRIGGER", "POLICY")
        )
    assert not list(SERVER.glob("*/migrations/*.sql"))


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("CREATE TABLE a (b int);", "may create functions"),
        ("CREATE FUNCTION a() RETURNS int LANGUAGE sql AS $$SELECT 1$$;", "may create functions"),
        ("CREATE OR REPLACE FUNCTION aB() RETURNS int LANGUAGE sql AS $$SELECT 1$$;", "may create functions"),
        ("CREATE TRIGGER aB BEFORE INSERT ON b EXECUTE FUNCTION c();", "may create functions"),
        (f"CREATE TRIGGER {'a' * 64} BEFORE INSERT ON b EXECUTE FUNCTION c();", "may create functions"),
        ("CREATE TRIGGER a BEFORE INSERT ON b EXECUTE FUNCTION c();" * 2, "declared twice"),
    ],
)
def test_other_statements_are_refused(tmp_path: Path, sql: str, words: str) -> None:
    (tmp_path / "room" / "sql" / "retired").mkdir(parents=True)
    (tmp_path / "room" / "sql" / "retired" / "a.sql").write_text(sql)
    with pytest.raises(ShelfError, match=words):
        read_shelf(tmp_path)
