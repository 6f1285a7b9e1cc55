"""`verify_ledger`: every rule of "The money", proved over the whole database from the first entry on.

Nothing that the engine derives is trusted: no checkpoint, no balance function, no guard. Each rule is one query in
`audit_rules.py` that returns a line per fault; all of them look at one snapshot.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from .audit_rules import CHECKS, Check

FAULTS_SHOWN = 20


@dataclass(frozen=True)
class Finding:
    check: Check
    rows: int
    faults: list[str]


def run_audit() -> Iterator[Finding]:
    """Yields as it goes, so that a long audit shows its progress."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        for check in CHECKS:
            cursor.execute(f"SELECT count(*) FROM {check.over}")
            [rows] = cursor.fetchone()
            cursor.execute(f"{check.faults} LIMIT {FAULTS_SHOWN + 1}")
            faults = [" ".join(f"{c.name}={v}" for c, v in zip(cursor.description, row, strict=True)) for row in cursor]
            if len(faults) > FAULTS_SHOWN:
                faults[FAULTS_SHOWN:] = ["… and more"]
            yield Finding(check, rows, faults)
