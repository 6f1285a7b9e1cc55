"""Count a block's statements and round trips, which are the same however busy the machine is.

libpq's own trace of the connection is counted: BEGIN, COMMIT, SET and health checks are in it. Preparing a statement
is left out: a session does so once, and earlier statements decide when.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from psycopg.pq import Trace

from server.database.backend.connection import TimeoutConnection

# A message's direction, length in bytes and kind; its strings follow unescaped, with their line ends.
MESSAGE = re.compile(rb"^([FB])\t(\d+)\t(\w+)(?:\t ?)?", re.MULTILINE)
PREPARED = re.compile(r"_pg3_\d+")  # psycopg's name for one
LENGTH, NUL = 4, 1  # a message's bytes besides its strings


@dataclass
class Counted:
    """This thread's connection's; filled in at the end of the block."""

    statements: list[str] = field(default_factory=list)
    round_trips: int = 0


@contextmanager
def round_trips() -> Iterator[Counted]:
    connection.ensure_connection()
    session = connection.connection
    assert session
    counted = Counted()
    with tempfile.TemporaryFile() as trace:
        session.pgconn.trace(trace.fileno())
        session.pgconn.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        try:
            yield counted
        finally:
            session.pgconn.untrace()
            trace.seek(0)
            _read(trace.read(), counted)
            _name_to_text(session, counted)
    assert connection.connection is session, "the connection was made anew within the block"


def _name_to_text(session: TimeoutConnection, counted: Counted) -> None:
    """Give statements prepared before the block their texts: the trace has only their names."""
    if any(PREPARED.fullmatch(statement) for statement in counted.statements):
        texts = dict(session.execute("SELECT name, statement FROM pg_prepared_statements", prepare=False))
        counted.statements = [texts.get(statement, statement) for statement in counted.statements]


def _read(trace: bytes, counted: Counted) -> None:
    prepared: dict[bytes, str] = {}
    prepares = False
    at = 0
    while message := MESSAGE.search(trace, at):
        at, length = message.end(), int(message[2])
        match message[3]:
            case b"ReadyForQuery":
                counted.round_trips += not prepares
                prepares = False
            case b"Query":
                text, at = _quoted(trace, at, length - LENGTH - NUL)
                counted.statements.append(text.decode())
            case b"Parse":
                name, at = _name(trace, at)
                text, at = _statement(trace, at, length - LENGTH - len(name) - 2 * NUL)
                prepared[name] = text.decode()
                prepares = name != b""
            case b"Bind":
                prepares = False
                _portal, at = _name(trace, at)
                name, at = _name(trace, at)
                counted.statements.append(prepared.get(name, name.decode()))


def _name(trace: bytes, at: int) -> tuple[bytes, int]:
    return _quoted(trace, at, trace.index(b'"', at + 1) - at - 1)


def _statement(trace: bytes, at: int, most: int) -> tuple[bytes, int]:
    """The number (two bytes) and types (four each) of its parameters are among the `most` bytes, and follow it."""
    for parameters in range((most - 2) // 4):
        text, end = _quoted(trace, at, most - 2 - 4 * parameters)
        if trace[end - 2 : end] == b'" ' and re.match(rb"%d\b" % parameters, trace[end : end + 6]):
            return text, end
    raise AssertionError(trace[at : at + most])


def _quoted(trace: bytes, at: int, length: int) -> tuple[bytes, int]:
    """A string without its quotation marks, and the place after the space behind them."""
    start = at + 1
    return trace[start : start + length], start + length + 2


def rows_read() -> int:
    """Payouts and entries that the open transaction has read so far, by any plan."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables"
            " WHERE relname IN ('payouts', 'ledger_entries')"
        )
        [read] = cursor.fetchone()
        return int(read)
