"""One payout a key."""

from .removal import Removal

CREATE_PAYOUT = "server/payouts/sql/create_payout.sql"
CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"
DECIDE_PAYOUT = "server/payouts/sql/decide_payout.sql"

IDEMPOTENCY = [
    Removal(
        "the key is looked up again under the lock",
        CREATE_PAYOUT,
        "r.key = request_key;\n        -- Only",
        "r.key = request_key AND NOT is_locked;\n        -- Only",
    ),
    Removal(
        "another amount under a key is a conflict",
        CREATE_PAYOUT,
        "p.bank_account_id = account AND p.amount_paise = amount",
        "p.bank_account_id = account",
    ),
    Removal(
        "another account under a key is a conflict",
        CREATE_PAYOUT,
        "p.bank_account_id = account AND p.amount_paise = amount",
        "p.amount_paise = amount",
    ),
    Removal("keys expire", CREATE_PAYOUT, "r.created_at > clock_timestamp() - valid_for AS", "r.key IS NOT NULL AS"),
    Removal("a forgotten key does not pay again", DECIDE_PAYOUT, "WHEN is_forgotten THEN", "WHEN false THEN"),
    Removal(
        "a retry finds its key though the receipt is purged",
        CREATE_PAYOUT,
        "known.payout_id IS NOT NULL OR EXISTS (",
        "known.payout_id IS NOT NULL AND EXISTS (",
    ),
    Removal(
        "a retry finds its key though the receipt is not purged yet",
        CREATE_PAYOUT,
        "is_forgotten := known.payout_id IS NOT NULL OR EXISTS (",
        "is_forgotten := EXISTS (",
    ),
    Removal(
        "a retry finds its key though the receipt is purged, in a batch",
        CREATE_PAYOUTS,
        "(item.payout IS NOT NULL OR item.has_gone IS NOT NULL)",
        "item.payout IS NOT NULL",
    ),
    Removal(
        "a retry finds its key though the receipt is not purged yet, in a batch",
        CREATE_PAYOUTS,
        "(item.payout IS NOT NULL OR item.has_gone IS NOT NULL)",
        "item.has_gone IS NOT NULL",
    ),
    Removal(
        "a key that may only pay does not see what became of an earlier payout",
        "server/api/graphql/runtime/selections.py",
        "allowed = IDS if field.name.value == EARLIER else None if told is None else IDS.union(told)",
        "allowed = None if told is None else IDS.union(told)",
    ),
    Removal("no decision to pay for an inactive merchant", DECIDE_PAYOUT, "WHEN NOT may_pay THEN", "WHEN false THEN"),
    Removal("no payout above the balance", DECIDE_PAYOUT, "WHEN available < amount THEN", "WHEN false THEN"),
    Removal("no decision without the lock", DECIDE_PAYOUT, "WHEN NOT is_locked THEN", "WHEN false THEN"),
    Removal("no payout to an unknown account", DECIDE_PAYOUT, "WHEN may_receive IS NOT TRUE THEN", "WHEN false THEN"),
    Removal(
        "no payout to another merchant's account",
        CREATE_PAYOUT,
        "WHERE a.id = account AND a.merchant_id = merchant",
        "WHERE a.id = account",
    ),
    Removal("no payout of an inactive merchant", CREATE_PAYOUT, " AND m.is_active FOR", " FOR"),
    Removal(
        "no payout to a retired account",
        CREATE_PAYOUT,
        "receiver.id IS NOT NULL AND receiver.retired_at IS NULL,",
        "receiver.id IS NOT NULL,",
    ),
    Removal(
        "no payout to a retired account, in a batch",
        CREATE_PAYOUTS,
        "(SELECT a.retired_at IS NULL FROM",
        "(SELECT true FROM",
    ),
    Removal(
        "a new payout that is typed in waits for a suspension or a retirement under way",
        "server/payouts/sql/payouts.sql",
        "WHERE id = NEW.merchant_id FOR NO KEY UPDATE;",
        "WHERE id = NEW.merchant_id;",
    ),
    Removal(
        "a bank account is changed under its merchant's lock",
        "server/merchants/accounts.py",
        "    lock_merchant(merchant_id)\n",
    ),
    Removal(
        "a retired account does not become primary",
        "server/merchants/accounts.py",
        "        if account.retired_at:\n            raise",
        "        if False:\n            raise",
    ),
    Removal(
        "a corrected holder's name has to be verified again",
        "server/merchants/accounts.py",
        "account_holder_name=name, is_verified=False",
        "account_holder_name=name",
    ),
    Removal(
        "the key is looked up again under the lock, in a batch",
        CREATE_PAYOUTS,
        "coalesce(item.has_receipt, false) OR twin IS NOT NULL",
        "(coalesce(item.has_receipt, false) AND NOT is_locked) OR twin IS NOT NULL",
    ),
    Removal(
        "another amount under a key is a conflict, in a batch",
        CREATE_PAYOUTS,
        "p.bank_account_id = i.account AND p.amount_paise = i.paise\n",
        "p.bank_account_id = i.account\n",
    ),
    Removal(
        "another account under a key is a conflict, in a batch",
        CREATE_PAYOUTS,
        "p.bank_account_id = i.account AND p.amount_paise = i.paise\n",
        "p.amount_paise = i.paise\n",
    ),
    Removal(
        "keys expire, in a batch",
        CREATE_PAYOUTS,
        "r.created_at > clock_timestamp() - valid_for AS",
        "r.key IS NOT NULL AS",
    ),
    Removal(
        "only what has expired is purged",
        "server/payouts/idempotency.py",
        "filter(created_at__lte=Now() - window())",
        "all()",
    ),
    Removal(
        "a payment's reference counts once, however it is spelled",
        "server/ledger/sql/payment_references.sql",
        "comparison_form(e.reference) = comparison_form(payment_reference)",
        "e.reference = payment_reference",
    ),
    Removal(
        "a payment is looked up by the merchant's own callers",
        "server/ledger/sql/payment_references.sql",
        "IF NOT sees_every_merchant() AND seen_merchant() IS DISTINCT FROM merchant THEN",
        "IF false THEN",
    ),
    Removal(
        "a payment's reference counts once",
        "server/payments/receiving.py",
        "    if known:\n        return ReceivedPayment(known, replayed=True)\n",
    ),
]
