"""Invariants between the ledgers and what earlier checks have seen of them."""

from server.database.invariant import Invariant, Severity

INVARIANTS = [
    Invariant(
        "ledger.never-shorter",
        Severity.MONEY,
        "no ledger is shorter than a check has seen it",
        "integrity_proven",
        """SELECT p.seq AS entry, p.merchant_id, coalesce(e.last, 0) AS ledger_ends
           FROM integrity_proven p CROSS JOIN LATERAL (
               SELECT max(seq) AS last FROM ledger_entries WHERE merchant_id = p.merchant_id
           ) e WHERE coalesce(e.last, 0) < p.seq""",
    ),
]
