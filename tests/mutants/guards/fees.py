"""A payout is charged as its merchant's plan says, once, and gets it back whole."""

from .removal import Removal

CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"
CHARGES = "server/fees/sql/fee_charges.sql"
PLANS = "server/fees/sql/fee_plans.sql"
SETTING = "server/fees/setting.py"

FEES = [
    Removal(
        "the balance suffices for the fee too",
        CREATE_PAYOUTS,
        "item.may_receive, available, cost",
        "item.may_receive, available, item.paise",
    ),
    Removal(
        "an item's fee leaves less to the next one",
        CREATE_PAYOUTS,
        "available := available - cost;",
        "available := available - item.paise;",
    ),
    Removal(
        "a payout whose fee was not found is not made",
        CREATE_PAYOUTS,
        "IF is_charged AND outcomes[item.number] = 'created' AND details",
        "IF false AND details",
    ),
    Removal(
        "a failed payout gives its fee back",
        "server/payouts/sql/record_outcome.sql",
        "PERFORM fee_give_back(of_payout, 'failed');",
        "NULL;",
    ),
    Removal(
        "a returned payout gives its fee back",
        "server/payouts/sql/payout_returns.sql",
        "PERFORM fee_give_back(of_payout, 'returned');",
        "NULL;",
    ),
    Removal(
        "a plan may keep the fee of a returned payout",
        CHARGES,
        "AND (because = 'failed' OR p.refund_on_return)",
        "",
    ),
    Removal(
        "a refund adds to what a balance may hold",
        "server/ledger/sql/entries.sql",
        "'fee_refund', 'fee_tax_refund', 'adjustment_credit'",
        "'adjustment_credit'",
    ),
    Removal(
        "only what a failed or returned payout was charged is given back",
        CHARGES,
        "WHERE c.payout_id = of_payout AND c.fee_paise > 0 AND",
        "WHERE c.payout_id = of_payout AND",
    ),
    Removal(
        "a default plan reaches merchants that have none of their own",
        PLANS,
        "WHERE coalesce(newest.follows_default, NEW.bands <> '[]')",
        "WHERE newest.follows_default",
    ),
    Removal(
        "a default plan leaves merchants' own plans alone",
        PLANS,
        "WHERE coalesce(newest.follows_default, NEW.bands <> '[]')",
        "WHERE NEW.bands <> '[]'",
    ),
    Removal(
        "a default plan is not copied over a plan that a merchant is being given",
        PLANS,
        "PERFORM 1 FROM public.merchants ORDER BY id FOR NO KEY UPDATE;",
        "",
    ),
    Removal(
        "no credit takes the room of a fee that may come back",
        "server/ledger/sql/balances.sql",
        "total + public.fee_of_open_payouts(merchant) <=",
        "total <=",
    ),
    Removal("the same plan again is no new version", SETTING, "return Change(before, changed=False)", "pass", 1),
    Removal("without our own state no plan is set", SETTING, "if not state:", "if False:"),
    Removal(
        "a GSTIN's last character is checked",
        "server/fees/gstin.py",
        "if check_character(text[:-1]) != text[-1]:",
        "if False:",
    ),
]
