"""`verify_ledger` proves every rule of "The money" over the whole database, from the first entry on.

It trusts nothing that the engine derives: no checkpoint, no balance function, no guard. Each rule is one query in a
room's `invariants.py` that returns a row per fault; all of them read one snapshot.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from time import monotonic
from uuid import UUID

from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from server.database.invariant import Invariant

from .catalogue import expected_guards, missing_guards
from .limits import Clock, OutOfTimeError
from .rules import GUARDS, INVARIANTS, OTHERS, Rule, rule_of
from .violations import Violations, violations_of

FAULTS_SHOWN = 20


@dataclass(frozen=True)
class Finding:
    rule: Rule
    rows: int
    faults: list[str]
    seconds: float = 0.0
    is_checked: bool = True  # False: there was no time left for it, and nobody knows
    violations: list[Violations] | None = None  # None: whose they are, and how many, could not be told


@dataclass
class Seen:
    """The snapshot that a check reads: PostgreSQL's name of it, and the newest entry of each ledger in it."""

    snapshot: str = ""
    newest: dict[UUID, int] = field(default_factory=dict)


def every_finding(clock: Clock | None = None, seen: Seen | None = None) -> Iterator[Finding]:
    """Of each rule, in their order; as it goes, so that a long check shows its progress."""
    clock = clock or Clock()
    yield from run_audit(clock, seen)
    for rule, look in OTHERS:
        yield _timed(rule, clock, partial(_told, look, clock))


def run_audit(clock: Clock | None = None, seen: Seen | None = None) -> Iterator[Finding]:
    """The rules that one snapshot answers. Yields findings as it goes."""
    clock = clock or Clock()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        if seen is not None:
            _see(seen)
        guards = expected_guards()
        yield _timed(GUARDS, clock, partial(_told, lambda _: (len(guards), missing_guards(guards)), clock))
        for check in INVARIANTS:
            yield _timed(rule_of(check), clock, partial(_look, check, clock))


def faults_of(check: Invariant) -> list[str]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{check.faults} LIMIT {FAULTS_SHOWN + 1}")
            names = [column.name for column in cursor.description]
            return [" ".join(f"{name}={value}" for name, value in zip(names, row, strict=True)) for row in cursor]
    except DatabaseError as error:  # data too broken to compare is a fault too, and must not end the audit
        if isinstance(error.__cause__, QueryCanceled):
            raise OutOfTimeError from None
        return [f"this cannot be checked: {error}".splitlines()[0]]


Found = tuple[int, list[str], list[Violations] | None]


def _look(check: Invariant, clock: Clock) -> Found:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _limit(clock)
            cursor.execute(f"SELECT count(*) FROM {check.over}")
            [rows] = cursor.fetchone()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise OutOfTimeError from None
        raise
    _limit(clock)
    faults = faults_of(check)
    if not faults:
        return rows, [], []
    _limit(clock)
    return rows, _shown(faults), violations_of(check)


def _told(look: Callable[[Clock], tuple[int, Iterable[str]]], clock: Clock) -> Found:
    """By a rule that is no query: its faults are lines for an engineer, and nobody's in particular."""
    rows, lines = look(clock)
    faults = list(islice(lines, FAULTS_SHOWN + 1))
    return rows, _shown(faults), [Violations(None, len(faults), [])] if faults else []


def _see(seen: Seen) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        [seen.snapshot] = cursor.fetchone()
        cursor.execute(
            "SELECT m.id, (SELECT max(seq) FROM ledger_entries e WHERE e.merchant_id = m.id) FROM merchants m"
        )
        seen.newest.update((merchant, seq) for merchant, seq in cursor if seq)


def _limit(clock: Clock) -> None:
    """The next statement takes no longer than is left."""
    if (left := clock.left()) is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(max(1, int(left * 1000)))])


def _timed(rule: Rule, clock: Clock, look: Callable[[], Found]) -> Finding:
    begun = clock.begin_rule()
    try:
        clock.left()
        rows, faults, violations = look()
        return Finding(rule, rows, faults, monotonic() - begun, violations=violations)
    except OutOfTimeError:
        return Finding(rule, 0, [], monotonic() - begun, is_checked=False)


def _shown(faults: list[str]) -> list[str]:
    return [*faults[:FAULTS_SHOWN], "… and more"] if len(faults) > FAULTS_SHOWN else faults
