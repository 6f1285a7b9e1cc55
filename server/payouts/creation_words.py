"""Why a payout is not made, in words: for whoever creates it, plans it, orders it or puts it into a batch."""

from server.errors import InvalidInput

NO_MERCHANT = "No merchant with this id."
SUSPENDED = "This merchant is suspended: it can't make new payouts."
NO_ACCOUNT = "No such bank account of this merchant."
RETIRED = "This bank account is retired: it can't receive new payouts."

OF_AN_ORDER = "This idempotency key is a payout order's, which alone makes its payout. Look at the order."

NO_RETRY = {
    "unknown": "No such payout of this merchant.",
    "other_account": "That payout was to another bank account: a retry goes to the same one.",
    "not_failed": "That payout has neither failed nor come back, so it is not paid again.",
}
OF_STATE = ("not_failed", "retried")
DISCREET = "That payout cannot be paid again."


def no_retry(words: str) -> InvalidInput:
    """In the words of `sql/retries.sql`: why, and by which payout."""
    why, _, by = words.partition(" ")
    message = NO_RETRY.get(why, f"That payout was paid again already, by payout {by}.")
    return InvalidInput(message, "retry_of", discreet=DISCREET if why in OF_STATE else None)


def is_named(payout: str) -> InvalidInput:
    message = f"Payout {payout} has this client reference. Each payout has another one, for ever."
    return InvalidInput(message, "client_reference", discreet="Another payout has this client reference.")
