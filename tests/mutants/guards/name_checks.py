"""The bank is asked whose account it is, and nobody waits for it without end."""

from .removal import Removal

CHECKING = "server/name_checks/checking.py"

NAME_CHECKS = [
    Removal(
        "one thread of a process waits for a bank's name",
        CHECKING,
        "    if not _asking.acquire(blocking=False):\n        raise Unavailable\n",
        "    _asking.acquire(timeout=5)\n",
    ),
    Removal(
        "the bank is not asked for a name inside a transaction",
        CHECKING,
        "    if connection.in_atomic_block:\n",
        "    if False:\n",
    ),
    Removal(
        "a bank's name is not asked for twice in a minute",
        CHECKING,
        "timezone.now() - last.checked_at < FRESH",
        "False",
    ),
    Removal(
        "a check of an earlier name says nothing of this one",
        "server/payouts/planning.py",
        " WHERE c.holder_name = a.account_holder_name)",
        ")",
    ),
    Removal("a surname alone is no match", "server/name_checks/scoring.py", ">= SAME_FROM", ">= 0"),
]
