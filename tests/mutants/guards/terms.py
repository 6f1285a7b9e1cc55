"""Payouts of a merchant with terms are made by these terms alone."""

from .removal import Removal

CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"

TERMS = [
    Removal(
        "the verb for one makes no payout of a merchant with terms",
        "server/payouts/sql/create_payout.sql",
        "IF terms > 0 THEN",
        "IF false THEN",
    ),
    Removal(
        "the short way makes no payout of a merchant with terms",
        "server/payouts/sql/create_payouts_together.sql",
        "IF outcomes[item.number] = 'created' AND item.payer = ANY (with_terms) THEN",
        "IF false THEN",
    ),
    Removal(
        "terms that have changed are read again",
        CREATE_PAYOUTS,
        "IF may_pay AND terms_now <> terms THEN",
        "IF false THEN",
    ),
    Removal(
        "terms are no part of what a key is for",
        "server/payouts/sql/details.sql",
        "ARRAY['rail_rules', 'terms']",
        "ARRAY['rail_rules']",
    ),
    Removal(
        "the terms' version never goes back",
        "server/merchants/sql/merchants.sql",
        "IF NEW.terms_version < OLD.terms_version THEN",
        "IF false THEN",
    ),
]
