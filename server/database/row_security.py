"""Row-level security: binds a database connection to the merchant whose rows it may read and write.

This is the second safeguard. The first is that every query filters by merchant; should one forget to, PostgreSQL
returns no other merchant's rows. Its policies (`database/policies.py`) read the session's setting
`payout.merchant`: a merchant's id, `*` for every merchant, or the empty string for none. A statement for several
merchants binds itself to exactly these (`BOUND`), whatever the session is bound to.

A connection starts with `settings.INITIAL_TENANT`. The web server binds it once the caller is known (`bind`): in the
query that identifies the caller (`look_up`), or else in one round trip. The binding ends with the request (`reset`)
without a round trip: before each statement, the thread's tenant is compared with the one its session is set to, and the
session is updated first if they differ.
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
# In a FROM clause: binds this one statement, in autocommit, to the merchants named with commas. A function that follows
# it must take `bound.merchants` as an argument, so that it runs after this.
BOUND = "(SELECT string_to_array(set_config('payout.merchant', %s, true), ',')::uuid[] AS merchants) bound"


class _Binding(threading.local):
    tenant: str | None = None  # the tenant of this thread's request; None: settings.INITIAL_TENANT
    bound_to: tuple[object, str] | None = None  # a psycopg connection, and the tenant that its session is set to
    identifying = False


_thread = _Binding()


def bind(merchant_id: UUID | None) -> None:
    """Until `reset`, this thread sees this merchant's rows, or (None) every merchant's. Raises OperationalError."""
    _thread.tenant = EVERY_MERCHANT if merchant_id is None else str(merchant_id)
    if _tenant() != settings.INITIAL_TENANT or connection.connection is not None:
        connection.ensure_connection()
        _set_tenant(connection)


def reset() -> None:
    """Call at the end of a request."""
    _thread.tenant = None


@contextmanager
def identifying() -> Iterator[None]:
    """Saves a round trip while the caller is looked up: the tables read have no policy, so an outdated binding does no
    harm, and the connection is about to be bound anew."""
    _thread.identifying = True
    try:
        yield
    finally:
        _thread.identifying = False


def binding(merchant_column: str) -> str:
    """The last column of a query for `look_up`: it binds the connection to this merchant's rows, as `bind` does."""
    return f"set_config('payout.merchant', coalesce({merchant_column}::text, '{EVERY_MERCHANT}'), %s)"


def look_up(query: str, key: str) -> tuple[Any, ...] | None:
    """The caller's row, or None. Finding a row also binds the connection, before the caller is authenticated. This is
    harmless: an authenticated caller's binding is set again, and so is the next request's."""
    local = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(query, [local, key])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row:
        _thread.bound_to = None if local else (connection.connection, row[-1])
    return row


def bind_new_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Receives Django's signal `connection_created`. A connection that replaces a broken one within a request is bound
    too, before its first statement. (Django replaces none within a transaction.)"""
    if connection.alias == "default":
        _thread.bound_to = (connection.connection, settings.INITIAL_TENANT)
        if _bind_before_statement not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, _bind_before_statement)
        _set_tenant(connection)


def _tenant() -> str:
    return settings.INITIAL_TENANT if _thread.tenant is None else _thread.tenant


def _bind_before_statement(execute: Callable[..., Any], *call: Any) -> Any:
    if not _thread.identifying:
        _set_tenant(call[-1]["connection"])
    return execute(*call)


def _set_tenant(connection: BaseDatabaseWrapper) -> None:
    session, tenant = connection.connection, _tenant()
    if _thread.bound_to == (session, tenant) or connection.needs_rollback:
        return
    # Within a transaction only until its end: a rollback would undo a plain SET, and `bound_to` would be wrong.
    local = connection.in_atomic_block
    # SET and not SELECT set_config(): a `SET TRANSACTION` may follow it.
    statement = sql.SQL("SET LOCAL payout.merchant = {}" if local else "SET payout.merchant = {}")
    with connection.wrap_database_errors, session.cursor() as cursor:
        cursor.execute(statement.format(sql.Literal(tenant)))
    _thread.bound_to = None if local else (session, tenant)
