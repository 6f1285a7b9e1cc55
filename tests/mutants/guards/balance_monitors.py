"""What a balance monitor tells, and to whom."""

from .removal import Removal

GUARD = "server/balance_monitors/sql/balance_monitors.sql"
CHECK = "server/balance_monitors/sql/check_balance_monitor.sql"

BALANCE_MONITORS = [
    Removal(
        "a merchant has ten balance monitors at most",
        GUARD,
        ">= 10",
        ">= 1000",
    ),
    Removal(
        "a balance monitor begins where the ledger is",
        GUARD,
        "        NEW.checked_seq := have.seq;\n",
        "",
    ),
    Removal(
        "what a balance monitor was created with cannot change",
        GUARD,
        "(OLD.id, OLD.merchant_id, OLD.below_paise, OLD.quiet_hours, OLD.created_at) THEN",
        "(OLD.id, OLD.merchant_id, OLD.below_paise, OLD.quiet_hours, OLD.created_at) AND false THEN",
    ),
    Removal(
        "a deleted balance monitor stays deleted",
        GUARD,
        "IF OLD.deleted_at IS NOT NULL THEN",
        "IF false THEN",
    ),
    Removal(
        "a balance monitor reads the ledger forwards",
        GUARD,
        "IF NEW.checked_seq < OLD.checked_seq THEN",
        "IF false THEN",
    ),
    Removal(
        "a balance monitor is checked by those who may see its merchant",
        CHECK,
        "public.sees_merchant(m.merchant_id) IS NOT TRUE",
        "false",
    ),
    Removal(
        "the merchant is locked while a balance monitor is checked",
        CHECK,
        "    PERFORM 1 FROM public.merchants WHERE id = m.merchant_id FOR NO KEY UPDATE;\n",
        "",
    ),
    Removal(
        "a deleted balance monitor tells nothing",
        CHECK,
        "AND b.deleted_at IS NULL FOR NO KEY UPDATE",
        "FOR NO KEY UPDATE",
    ),
    Removal(
        "a balance monitor keeps its quiet hours",
        CHECK,
        "m.told_at + make_interval(hours => m.quiet_hours) <= clock_timestamp()",
        "true",
    ),
    Removal(
        "between a payout's release and its completion no balance ever was",
        CHECK,
        "WHERE NOT run.is_none",
        "",
    ),
]
