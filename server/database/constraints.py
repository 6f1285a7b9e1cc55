"""CHECK constraints as SQL functions: PostgreSQL parses a CHECK's text for each statement that writes to its table, and
a function's body once per session."""

from django.db.models import BooleanField, F, Func


def check(function: str, *columns: str) -> Func:
    """`function(column, …)`, which the room's `sql/checks.sql` defines (or PostgreSQL)."""
    return Func(*(F(column) for column in columns), function=function, output_field=BooleanField())


def sql_check(condition: str) -> Func:
    """A condition that Django cannot express, in SQL over the table's columns."""
    return Func(template=condition, output_field=BooleanField())
