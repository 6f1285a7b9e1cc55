"""CHECK constraints as SQL functions: PostgreSQL parses a CHECK's text for each statement that writes to its table, and
a function's body once per session."""

from django.db.models import BooleanField, F, Func


def check(function: str, *columns: str) -> Func:
    """`function(column, …)`, a function that a migration's SQL defines."""
    return Func(*(F(column) for column in columns), function=function, output_field=BooleanField())
