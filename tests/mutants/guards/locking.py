"""Locks, and what a worker compares before it writes."""

from .removal import Removal

CREATE_PAYOUT = "server/payouts/sql/create_payout.sql"
CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"

LOCKS = [
    Removal("the lock before a payout is made", CREATE_PAYOUT, "m.is_active FOR NO KEY UPDATE;", "m.is_active;"),
    Removal(
        "the lock before a payout is made leaves foreign keys alone (NO KEY)",
        CREATE_PAYOUT,
        "m.is_active FOR NO KEY UPDATE;",
        "m.is_active FOR UPDATE;",
    ),
    Removal(
        "the lock before a payout is made, in a batch",
        CREATE_PAYOUTS,
        "m.is_active FOR NO KEY UPDATE;",
        "m.is_active;",
    ),
    Removal(
        "the lock before a payout is made leaves foreign keys alone (NO KEY), in a batch",
        CREATE_PAYOUTS,
        "m.is_active FOR NO KEY UPDATE;",
        "m.is_active FOR UPDATE;",
    ),
    Removal(
        "the merchant's lock",
        "server/merchants/models.py",
        "self.select_for_update(no_key=True).filter(pk=merchant_id)",
        "self.filter(pk=merchant_id)",
    ),
    Removal(
        "the merchant's lock leaves foreign keys alone (NO KEY)",
        "server/merchants/models.py",
        "select_for_update(no_key=True)",
        "select_for_update()",
    ),
    Removal(
        "the lock before a payout ends",
        "server/payouts/sql/record_outcome.sql",
        "PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;",
        "NULL;",
    ),
    Removal(
        "the claim's row lock",
        "server/payouts/sql/claim_payout.sql",
        "LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED",
        "LIMIT 1",
    ),
    Removal(
        "the claim skips payouts that others are claiming (SKIP LOCKED)",
        "server/payouts/sql/claim_payout.sql",
        "LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;",
        "LIMIT 1 FOR NO KEY UPDATE;",
    ),
    Removal(
        "READ COMMITTED, so that reads after the lock are fresh",
        "server/settings/database.py",
        "default_transaction_isolation=read\\\\ committed",
        "default_transaction_isolation=repeatable\\\\ read",
    ),
]

COMPARE_AND_SET = [
    Removal(
        "the lease, compared when a payout is changed",
        "server/payouts/sql/record_outcome.sql",
        "WHERE id = of_payout AND lease = held_lease AND",
        "WHERE id = of_payout AND",
    ),
    Removal(
        "the lease, renewed before every further call",
        "server/payouts/lifecycle.py",
        "if not _renew(payout, attempt):",
        "if _renew(payout, attempt) is None:",
    ),
    Removal(
        "only what is due is claimed",
        "server/payouts/sql/claim_payout.sql",
        "p.next_attempt_at END <= now()",
        "p.next_attempt_at END IS NOT NULL",
    ),
    Removal(
        "an inconsistent payout does not stop the queue",
        "server/payouts/leases.py",
        "        if not _set_aside(error):\n            raise",
        "        raise",
    ),
]
