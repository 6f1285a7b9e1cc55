"""Queries that are planned for the values that they are given.

A statement that a session repeats keeps a plan for any values (`prepare_threshold` in settings/database.py). Such a
plan expects as many rows as a merchant or a status has on average: among a thousand merchants it sorts all 900,000
payouts of the largest one to count its newest. Planning anew takes about half a millisecond, which a search is worth
and a verb is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def planned_by_values() -> Iterator[None]:
    connection.ensure_connection()
    session = connection.connection
    usual, session.prepare_threshold = session.prepare_threshold, None
    try:
        yield
    finally:
        session.prepare_threshold = usual
