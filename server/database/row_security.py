"""Row-level security, the second belt: which merchant's rows a database connection can see and write.

The first belt is that every query names its merchant. Should one forget to, PostgreSQL answers as if the rows of others
were not there. Its policies (`database/policies.py`) read the session's setting `payout.merchant`: the id of a
merchant, `*` for every merchant, and nothing at all where it is empty.

A connection begins with `settings.INITIAL_TENANT`. The web server binds it once it knows who asks (`bind`): by the very
question that tells who it is (`look_up`), or else in one round trip. That ends with the request (`reset`), without a
round trip: before every statement, what the thread is to see is compared with what its session was told, and told first
where it differs.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

EVERY_MERCHANT = "*"


class _Binding(threading.local):
    wanted: str | None = None  # by this thread, now; None: what connections begin with
    bound_to: tuple[object, str] | None = None  # a psycopg connection, and what its session was told last
    identifying = False


_bound = _Binding()


def bind(merchant_id: UUID | None) -> None:
    """From now on, until `reset`: the rows of this merchant, or (None) of every one. Raises OperationalError."""
    _bound.wanted = EVERY_MERCHANT if merchant_id is None else str(merchant_id)
    if _wanted() != settings.INITIAL_TENANT or connection.connection is not None:
        connection.ensure_connection()
        _tell(connection)


def reset() -> None:
    """The request is over."""
    _bound.wanted = None


@contextmanager
def identifying() -> Iterator[None]:
    """Who asks is looked up in tables that are of no merchant, and the connection is about to be bound anew: until then
    it does not matter what it was bound to."""
    _bound.identifying = True
    try:
        yield
    finally:
        _bound.identifying = False


def binding(merchant_column: str) -> str:
    """The last column of a question for `look_up`: it binds the connection to this merchant's rows, as `bind` does."""
    return f"set_config('payout.merchant', coalesce({merchant_column}::text, '{EVERY_MERCHANT}'), %s)"


def look_up(question: str, key: str) -> tuple[Any, ...] | None:
    """One row of who asks, if there is one; then what the connection sees has changed, whether or not they may come in.
    That is nobody's gain: whoever is let in is seen to again, and so is the next request."""
    local = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(question, [local, key])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row:
        _bound.bound_to = None if local else (connection.connection, row[-1])
    return row


def begin(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """At each new connection, also where one is made within a request because the last one broke: from its first
    statement on it sees what its thread is to see. (Django makes none within a transaction.)"""
    if connection.alias == "default":
        _bound.bound_to = (connection.connection, settings.INITIAL_TENANT)
        if _before_each not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, _before_each)
        _tell(connection)


def _wanted() -> str:
    return settings.INITIAL_TENANT if _bound.wanted is None else _bound.wanted


def _before_each(execute: Callable[..., Any], *call: Any) -> Any:
    if not _bound.identifying:
        _tell(call[-1]["connection"])
    return execute(*call)


def _tell(connection: BaseDatabaseWrapper) -> None:
    session, wanted = connection.connection, _wanted()
    if _bound.bound_to == (session, wanted) or connection.needs_rollback:
        return
    # Within a transaction only until its end: a rollback would take back what was said in it, and leave us with a wrong
    # idea of what the session sees.
    local = connection.in_atomic_block
    # SET, and no SELECT: it may come before a `SET TRANSACTION`.
    words = sql.SQL("SET LOCAL payout.merchant = {}" if local else "SET payout.merchant = {}")
    with connection.wrap_database_errors, session.cursor() as cursor:
        cursor.execute(words.format(sql.Literal(wanted)))
    _bound.bound_to = None if local else (session, wanted)
