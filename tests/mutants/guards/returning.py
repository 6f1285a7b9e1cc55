"""A completed payout's money comes back once, whole."""

from .removal import Removal

RETURNS = "server/payouts/sql/payout_returns.sql"
RETRIES = "server/payouts/sql/retries.sql"
HEARING = "server/payouts/hearing_returns.py"
PYTHON = "server/payouts/returning.py"

RETURNING = [
    Removal(
        "only a completed payout comes back",
        RETURNS,
        "IF payout.status IS DISTINCT FROM 'completed' THEN",
        "IF false THEN",
    ),
    Removal(
        "a payout comes back whole",
        RETURNS,
        "IF NEW.amount_paise IS DISTINCT FROM payout.amount_paise THEN",
        "IF false THEN",
    ),
    Removal("a return's time is not given", RETURNS, "IF NEW.returned_at IS NOT NULL THEN", "IF false THEN"),
    Removal(
        "a return of another amount is refused in words",
        RETURNS,
        "IF paise <> payout.amount_paise THEN",
        "IF false THEN",
    ),
    Removal(
        "a return that would pass the largest balance is refused in words",
        RETURNS,
        "IF NOT ledger_has_room(of_merchant,",
        "IF false AND ledger_has_room(of_merchant,",
    ),
    Removal(
        "a return adds to what a balance may hold",
        "server/ledger/sql/entries.sql",
        "'payment_received', 'payout_returned', 'fee_refund'",
        "'payment_received', 'fee_refund'",
    ),
    Removal(
        "a completed payout is paid again only if it came back",
        RETRIES,
        "OR (status = 'completed' AND EXISTS (SELECT FROM public.payout_returns r WHERE r.payout_id = of_payout))",
        "OR status = 'completed'",
    ),
    Removal(
        "a return before its payment is read again",
        HEARING,
        "WAITING = {ReturnOutcome.OPEN, ReturnOutcome.NO_ROOM}",
        "WAITING = set()",
    ),
    Removal(
        "the place in the bank's book is compared before it moves",
        HEARING,
        "WHERE bank = %s AND after = %s AND again_from IS NOT DISTINCT FROM %s",
        "WHERE bank = %s AND %s IS NOT NULL AND %s IS DISTINCT FROM '?'",
    ),
    Removal(
        "the day of a return is one since the payment", PYTHON, "if not first <= told.value_on <= last:", "if False:"
    ),
]
