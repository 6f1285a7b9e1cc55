"""A rail carries what is within its limits, and is part of what a key is for."""

from .removal import Removal

CHOOSING = "server/rails/choosing.py"
CREATION = "server/payouts/sql/create_payouts.sql"

RAILS = [
    Removal(
        "a rail that cannot carry a payout makes none",
        CREATION,
        "AND NOT details -> (item.number::integer - 1) ? 'rail_rules' THEN",
        "AND false THEN",
    ),
    Removal(
        "a replay is one whatever the rules have become",
        "server/payouts/sql/details.sql",
        "ARRAY['rail_rules', 'terms']",
        "ARRAY['terms']",
    ),
    Removal("a rail has a least amount", CHOOSING, "if amount_paise < rule.min_paise:", "if False:"),
    Removal(
        "a rail has a greatest amount",
        CHOOSING,
        "if rule.max_paise is not None and amount_paise > rule.max_paise:",
        "if False:",
    ),
    Removal("a branch may not be on a rail", CHOOSING, "    if why_off:", "    if False:"),
    Removal("a rail may be closed", "server/rails/rules.py", "        if self.windows is None:", "        if True:"),
    Removal("no bank account is paid by UPI", CHOOSING, "    if rule.rail is Rail.UPI:", "    if False:"),
    Removal(
        "two rules of a rail do not hold at once",
        "server/rails/rules.py",
        '    _refuse_two_at_once("rules", [(rule.rail, rule) for rule in read["rules"]])\n',
        "",
    ),
]
