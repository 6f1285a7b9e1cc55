"""A database's schema in PostgreSQL's words, to compare it with another's."""

from typing import Any

import psycopg

# From PostgreSQL 18 on, NOT NULL is a constraint with a name, which a renamed column's keeps: `columns` has it.
QUERIES = {
    "functions": """
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
    "triggers": """
        SELECT t.tgenabled, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace""",
    "policies": "SELECT * FROM pg_policies WHERE schemaname = 'public'",
    "tables": """
        SELECT relname, relkind, relrowsecurity, relforcerowsecurity, relreplident, reloptions FROM pg_class
        WHERE relnamespace = 'public'::regnamespace""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "columns": """
        SELECT table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable, column_default,
               is_identity, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "marks": """
        SELECT description FROM pg_description
        WHERE classoid IN ('pg_proc'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass)
          AND description LIKE 'server/%'""",
}


def catalogue(database: psycopg.Connection) -> dict[str, set[tuple[Any, ...]]]:
    return {
        what: {tuple(map(str, row)) for row in database.execute(query).fetchall()} for what, query in QUERIES.items()
    }


def differences(one: psycopg.Connection, other: psycopg.Connection) -> dict[str, list[Any]]:
    """By kind, what is in one of them alone."""
    here, there = catalogue(one), catalogue(other)
    return {what: sorted(here[what] ^ there[what]) for what in QUERIES if here[what] != there[what]}


def column_order(database: psycopg.Connection) -> dict[str, list[str]]:
    rows = database.execute(
        "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns"
        " WHERE table_schema = 'public' GROUP BY table_name"
    )
    return dict(rows.fetchall())
