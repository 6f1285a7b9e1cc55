"""A merchant's payments from abroad, by the days on which its bank had the money."""

from datetime import date

from django.db.models import QuerySet

from server.errors import InvalidInput

from .models import InwardPayment


def within(
    rows: QuerySet[InwardPayment], first_day: date | None = None, last_day: date | None = None
) -> QuerySet[InwardPayment]:
    """Both days included; None: without an end. Raises InvalidInput."""
    if first_day and last_day and last_day < first_day:
        raise InvalidInput("to is before from.", "to")
    if first_day:
        rows = rows.filter(value_on__gte=first_day)
    return rows.filter(value_on__lte=last_day) if last_day else rows
