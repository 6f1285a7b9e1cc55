"""What is scheduled is not sent before its time."""

from .removal import Removal

PAYOUTS = "server/payouts/sql/payouts.sql"

SCHEDULING = [
    Removal(
        "a payout joins the queue at its time",
        PAYOUTS,
        "    IF OLD.status = 'pending' AND NEW.not_before > clock_timestamp() AND",
        "    IF false AND",
    ),
    Removal(
        "a payout that is in the queue stays in it",
        PAYOUTS,
        "IF NEW.status = 'pending' AND NEW.next_attempt_at IS NULL AND OLD.next_attempt_at IS NOT NULL THEN",
        "IF false THEN",
    ),
    Removal(
        "the database schedules none for the past",
        PAYOUTS,
        "IF public.payout_schedule_refusal(NEW.not_before) IS NOT NULL THEN",
        "IF false THEN",
    ),
    Removal(
        "none is scheduled for the past or the far future",
        "server/payouts/sql/create_payouts.sql",
        "IF why_not IS NOT NULL THEN",
        "IF false THEN",
    ),
    Removal(
        "a scheduled payout is let in by its time alone",
        "server/payouts/sql/release_scheduled.sql",
        "AND s.not_before <= now()",
        "",
    ),
    Removal(
        "the bank is not asked about a scheduled payout",
        "server/payouts/review.py",
        ", next_attempt_at__isnull=False",
        "",
    ),
    Removal(
        "the moment is part of what a key is for",
        "server/payouts/sql/details.sql",
        "WHERE p.id = payout AND p.not_before IS NOT NULL",
        "WHERE false",
    ),
]
