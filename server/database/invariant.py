"""A rule that `verify_ledger` proves over the whole database. Each room lists its own in `invariants.py`."""

from typing import NamedTuple


class Invariant(NamedTuple):
    """`faults` is a query with a row per fault; `over` is what it reads (a FROM clause), for the count."""

    rule: str
    over: str
    faults: str
