"""A failed payout is paid again once."""

from .removal import Removal

CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"
DETAILS = "server/payouts/sql/details.sql"
RETRIES = "server/payouts/sql/retries.sql"

PAYING_AGAIN = [
    Removal(
        "a payout is retried once, in words",
        CREATE_PAYOUTS,
        "public.payout_retry_refusal(merchant, item.account, retried),",
        "NULL,",
    ),
    Removal(
        "a payout is retried once in a batch",
        CREATE_PAYOUTS,
        "roots := roots || public.payout_retry_root(retried);",
        "roots := roots;",
    ),
    Removal(
        "a retry is of one's own payout",
        RETRIES,
        "p.id = named AND p.merchant_id = merchant",
        "p.id = named",
    ),
    Removal(
        "a retry goes to the same account",
        RETRIES,
        "WHEN p.bank_account_id IS DISTINCT FROM account THEN",
        "WHEN false THEN",
    ),
    Removal(
        "a retry is of a payout that failed or came back",
        RETRIES,
        "WHEN NOT public.payout_is_unpaid(p.id, p.status) THEN 'not_failed'",
        "WHEN false THEN 'not_failed'",
    ),
    Removal(
        "a chain of retries does not fork",
        RETRIES,
        "coalesce((SELECT d.retry_root FROM public.payout_details d WHERE d.payout_id = of_payout), of_payout)",
        "of_payout",
    ),
    Removal(
        "a retry that is typed in waits for the merchant's lock",
        DETAILS,
        "PERFORM FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;",
    ),
    Removal(
        "what was paid again is not called safe",
        "server/payouts/explaining.py",
        "case Situation(Status.FAILED, FundLocation.WITH_US, was_retried=True):",
        "case Situation(Status.FAILED, FundLocation.UNKNOWN, was_retried=True):",
    ),
    Removal(
        "a client reference is one payout's, in words",
        CREATE_PAYOUTS,
        "public.payout_named(merchant, named), named_by",
        "named_by",
    ),
    Removal(
        "a client reference is one payout's in a batch",
        CREATE_PAYOUTS,
        "names := names || named;",
        "names := names;",
    ),
]
