"""Times that a wrong clock cannot reorder."""

from .removal import Removal

CLOCK = [
    Removal(
        "a later entry never has an earlier time",
        "server/ledger/sql/entries.sql",
        "greatest(clock_timestamp(), before.created_at + interval '1 microsecond')",
        "clock_timestamp()",
    ),
    Removal(
        "a later payout has a later time",
        "server/payouts/sql/payouts.sql",
        "greatest(NEW.next_attempt_at, before + interval '1 microsecond')",
        "NEW.next_attempt_at",
    ),
    Removal(
        "no payout waits longer than its delay",
        "server/payouts/sql/claim_payout.sql",
        "PERFORM payout_bring_forward(lease_time, delays, slow_pace);",
        "NULL;",
    ),
    Removal(
        "what was set aside is not brought forward",
        "server/payouts/sql/bring_forward.sql",
        "WHERE e.payout_id = p.id) = 'payout_hold'",
        "WHERE e.payout_id = p.id) IS DISTINCT FROM ''",
    ),
    Removal(
        "no review is put off by a time that is still to come",
        "server/payouts/sql/claim_payout.sql",
        "unresolved_since = least(p.unresolved_since, now())",
        "unresolved_since = coalesce(p.unresolved_since, now())",
    ),
    Removal(
        "no end lies before its beginning",
        "server/payouts/sql/record_outcome.sql",
        "CASE WHEN becomes = 'completed' THEN greatest(moment, processing_started_at) END",
        "CASE WHEN becomes = 'completed' THEN moment END",
    ),
    Removal(
        "failed sign-ins of a clock that was ahead lock nobody out",
        "server/access/login_throttle.py",
        ", at__lt=Now() + timedelta(minutes=1)",
    ),
    Removal(
        "a count of a clock that was ahead keeps nobody out",
        "server/api/http/rate_limits.py",
        "if result.state.reset_after > _quota(rate).period_sec + CLOCK_SECONDS:",
        "if False:",
    ),
]
