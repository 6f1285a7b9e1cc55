"""What an alert tells, and to whom."""

from .removal import Removal

GUARD = "server/alerts/sql/alerts.sql"
CHECK = "server/alerts/sql/check_alert.sql"

ALERTS = [
    Removal("a deleted alert stays deleted", GUARD, "IF OLD.deleted_at IS NOT NULL THEN", "IF false THEN"),
    Removal(
        "an alert is checked by those who may see its merchant",
        CHECK,
        "public.sees_merchant(a.merchant_id) IS NOT TRUE",
        "false",
    ),
    Removal("a deleted alert tells nothing", CHECK, "AND x.deleted_at IS NULL FOR NO KEY UPDATE", "FOR NO KEY UPDATE"),
    Removal("short orders keep the quiet hours", CHECK, "IF a.is_untold AND NOT is_quiet THEN", "IF a.is_untold THEN"),
    Removal("late receipts keep the quiet hours", CHECK, "ELSIF NOT is_quiet THEN", "ELSE"),
    Removal(
        "a late receipt is told once",
        CHECK,
        "AND r.due_on > coalesce(a.told_through, '-infinity')",
        "",
    ),
]
