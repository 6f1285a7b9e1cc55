"""A CHECK as a function of some columns. PostgreSQL reads a CHECK's text anew for every statement that writes to its
table, and a function's body once per session."""

from django.db.models import BooleanField, F, Func


def check(function: str, *columns: str) -> Func:
    """`function(column, …)`, which a migration's SQL defines."""
    return Func(*(F(column) for column in columns), function=function, output_field=BooleanField())
