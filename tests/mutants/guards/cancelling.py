"""What is to be cancelled is not sent."""

from .removal import Removal

CANCELLATIONS = "server/payouts/sql/cancellations.sql"
CLAIM = "server/payouts/sql/claim_payout.sql"
LIFECYCLE = "server/payouts/lifecycle.py"
PAYOUTS = "server/payouts/sql/payouts.sql"

CANCELLING = [
    Removal("what is to be cancelled is voided first", LIFECYCLE, "    if claim.is_cancelled:\n", "    if False:\n"),
    Removal(
        "a worker looks again before it submits again",
        LIFECYCLE,
        "if step is BankStep.SUBMIT and cancelling.is_requested(payout.id):",
        "if False:",
    ),
    Removal(
        "an older worker passes by what is to be cancelled",
        CLAIM,
        "AND (cancels OR p.cancel_requested_at IS NULL)",
        "",
    ),
    Removal(
        "a cancellation instead of another attempt is due at once",
        "server/payouts/sql/record_outcome.sql",
        "WHEN wait IS NOT NULL AND resolved AND cancel_requested_at IS NOT NULL THEN",
        "WHEN false THEN",
    ),
    Removal(
        "only an open payout of the merchant is cancelled",
        CANCELLATIONS,
        "IF payout.status IS NULL OR public.payout_is_final(payout.status) THEN",
        "IF false THEN",
    ),
    Removal(
        "a cancellation's time is not given",
        CANCELLATIONS,
        "IF NEW.requested_at IS NOT NULL THEN",
        "IF false THEN",
    ),
    Removal(
        "a payout says that it is to be cancelled if its row does",
        PAYOUTS,
        "    IF NEW.cancel_requested_at IS DISTINCT FROM OLD.cancel_requested_at AND (",
        "    IF false AND (",
    ),
    Removal(
        "a payout begins without a cancellation",
        PAYOUTS,
        "IF NEW.cancel_requested_at IS NOT NULL THEN",
        "IF false THEN",
    ),
]
