"""`verify_ledger` proves every rule of "The money" over the whole database, from the first entry on.

It trusts nothing that the engine derives: no checkpoint, no balance function, no guard. Each rule is one query in a
room's `invariants.py` that returns a row per fault; all of them read one snapshot.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import DatabaseError, connection, transaction

from server.adjustments.invariants import INVARIANTS as OF_ADJUSTMENTS
from server.database.invariant import Invariant
from server.ledger.invariants import INVARIANTS as OF_THE_LEDGER
from server.payouts.invariants import INVARIANTS as OF_PAYOUTS

from .catalogue import expected_guards, missing_guards

INVARIANTS = [*OF_THE_LEDGER, *OF_PAYOUTS, *OF_ADJUSTMENTS]
FAULTS_SHOWN = 20
GUARDS_RULE = "the database's own guards are all there, switched on, and as they were written"


@dataclass(frozen=True)
class Finding:
    rule: str
    rows: int
    faults: list[str]


def run_audit() -> Iterator[Finding]:
    """Yield findings as it goes, so that a long audit shows its progress."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        guards = expected_guards()
        yield Finding(GUARDS_RULE, len(guards), _shown(missing_guards(guards)))
        for check in INVARIANTS:
            cursor.execute(f"SELECT count(*) FROM {check.over}")
            [rows] = cursor.fetchone()
            yield Finding(check.rule, rows, _shown(faults_of(check)))


def faults_of(check: Invariant) -> list[str]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{check.faults} LIMIT {FAULTS_SHOWN + 1}")
            names = [column.name for column in cursor.description]
            return [" ".join(f"{name}={value}" for name, value in zip(names, row, strict=True)) for row in cursor]
    except DatabaseError as error:  # data too broken to compare is a fault too, and must not end the audit
        return [f"this cannot be checked: {error}".splitlines()[0]]


def _shown(faults: Iterable[str]) -> list[str]:
    shown = list(islice(faults, FAULTS_SHOWN + 1))
    return [*shown[:FAULTS_SHOWN], "… and more"] if len(shown) > FAULTS_SHOWN else shown
