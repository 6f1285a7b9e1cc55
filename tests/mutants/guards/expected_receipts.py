"""Which payment ends the wait for it."""

from .removal import Removal

GUARD = "server/expected_receipts/sql/expected_receipts.sql"
MATCH = "server/expected_receipts/sql/matching.sql"
VERB = "server/expected_receipts/receipts.py"

EXPECTED_RECEIPTS = [
    Removal(
        "an expected receipt begins where the ledger is", GUARD, "SELECT coalesce(max(l.seq), 0) INTO", "SELECT 0 INTO"
    ),
    Removal("a merchant awaits a thousand receipts at most", GUARD, ">= 1000", ">= 10000"),
    Removal("a payment from before satisfies no receipt", MATCH, "AND r.created_seq < NEW.seq", ""),
    Removal(
        "a payment satisfies a receipt within its bounds",
        MATCH,
        "AND r.at_most_paise >= NEW.amount_paise AND r.at_least_paise <= NEW.amount_paise",
        "",
    ),
    Removal(
        "what is cancelled is expected no more",
        MATCH,
        "AND NOT EXISTS (SELECT FROM public.expected_receipt_ends e WHERE e.receipt_id = r.id)",
        "",
    ),
    Removal("a payment satisfies one receipt", MATCH, " LIMIT 1", ""),
    Removal("a receipt that came is not cancelled", VERB, "if end and end.entry_id:", "if False:"),
    Removal(
        "a key of an expected receipt is one receipt's",
        VERB,
        "if known and any(getattr(known, name) != value for name, value in columns.items()):",
        "if False:",
    ),
]
