"""A new account cools off before it is paid, and a replay stays a replay."""

from .removal import Removal

COOLING_OFF = [
    Removal(
        "a payout to a new account waits",
        "server/payouts/sql/write_payouts.sql",
        "ELSE greatest(asked.at, public.payout_cooling_until(merchant, accounts[n], interval '5 seconds')) END",
        "ELSE asked.at END",
    ),
    Removal(
        "a new account is refused a payout that does not wait",
        "server/payouts/sql/payouts.sql",
        "IF has_terms AND public.payout_cooling_until(",
        "IF false AND public.payout_cooling_until(",
    ),
    Removal(
        "cooling off is no part of what a key is for",
        "server/payouts/sql/details.sql",
        "CASE WHEN c.payout_id IS NULL THEN p.not_before ELSE c.asked_not_before END",
        "p.not_before",
    ),
    Removal(
        "a delay is one of a merchant's terms",
        "server/cooling_off/sql/cooling_offs.sql",
        "CREATE TRIGGER cooling_off_is_a_term AFTER INSERT OR UPDATE ON cooling_offs",
        "CREATE TRIGGER cooling_off_is_a_term AFTER DELETE ON cooling_offs",
    ),
]
