"""Invariants of payouts that were put off because their account was new."""

from server.database.invariant import Invariant, Severity

from .models import MOST_HOURS

# The delay of then is not kept; that it was one of those which can be set is.
INVARIANTS = [
    Invariant(
        "cooling-off.put-off",
        Severity.ORDER,
        f"every payout that was put off because its account was new waited for a moment, {MOST_HOURS} hours after that "
        "was added at most and later than its caller had asked for, and was not sent before",
        "cooled_payouts",
        f"""SELECT c.payout_id AS payout, c.merchant_id, c.until FROM cooled_payouts c
            LEFT JOIN payouts p ON p.id = c.payout_id
            LEFT JOIN bank_accounts a ON a.id = p.bank_account_id
            WHERE p.merchant_id IS DISTINCT FROM c.merchant_id OR p.not_before IS DISTINCT FROM c.until
               OR c.asked_not_before >= c.until OR c.until > a.created_at + interval '{MOST_HOURS} hours'
               OR EXISTS (SELECT FROM payout_attempts t
                          WHERE t.payout_id = c.payout_id AND t.call = 'submit' AND t.started_at < c.until)""",
    ),
]
