"""A rule that `verify_ledger` proves over the whole database. Each room lists its own in `invariants.py`."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """By what a violation may mean, the gravest first."""

    MONEY = "MONEY"  # somebody may have more or less than is theirs
    ORDER = "ORDER"  # the books or their proofs are not in order; each paisa may still be right
    TIDINESS = "TIDINESS"  # something derived or beside the books is wrong


class Invariant(NamedTuple):
    """`faults` is a query with a row per fault: its first column names what is wrong, its column `merchant_id` whose it
    is. `over` is what it reads (a FROM clause), for the count. `id` never changes: monitors and past checks name it."""

    id: str
    severity: Severity
    rule: str
    over: str
    faults: str
