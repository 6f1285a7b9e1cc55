"""A payout that needs approval is sent after enough people have approved it, and not otherwise."""

from .removal import Removal

NEEDED = "server/approvals/sql/needed.sql"
GATES = "server/approvals/sql/gates.sql"
APPROVALS_SQL = "server/approvals/sql/approvals.sql"
DECIDING = "server/approvals/deciding.py"
PAYOUTS = "server/payouts/sql/payouts.sql"

APPROVALS = [
    Removal(
        "paying in parts does not evade the approval policy",
        NEEDED,
        "day.payouts, day.paise\n",
        "day.payouts, 0::bigint AS paise\n",
    ),
    Removal(
        "one account under two rows is one for the approval policy",
        NEEDED,
        "JOIN bank_accounts other ON other.account_number_digest = own.account_number_digest",
        "JOIN bank_accounts other ON other.id = own.id",
    ),
    Removal(
        "payouts of one call count together for the approval policy",
        NEEDED,
        "sum(each.paise) OVER receiver",
        "each.paise",
    ),
    Removal(
        "a batch counts as one sum for the approval policy",
        NEEDED,
        "(SELECT b.total_paise FROM payout_batches b WHERE b.id = each.batch AND b.merchant_id = of_merchant)",
        "0",
    ),
    Removal(
        "what failed does not count for the approval policy",
        NEEDED,
        " FILTER (WHERE p.status <> 'failed')",
    ),
    Removal(
        "the maker's approval does not open a gate",
        GATES,
        "WHERE a.decision = 'approve' AND a.person_id IS DISTINCT FROM g.maker_person_id)",
        "WHERE a.decision = 'approve')",
    ),
    Removal(
        "a rejection keeps a gate shut",
        GATES,
        "AND count(*) FILTER (WHERE a.decision = 'reject') = 0",
    ),
    Removal(
        "who made a key is the maker of what it makes",
        GATES,
        "ELSIF maker_kind IS DISTINCT FROM 'key' THEN",
        "ELSE",
    ),
    Removal(
        "who placed an order is the maker of its payout",
        "server/payout_orders/funding.py",
        "in_context(AuditContext(maker))",
        "in_context(AuditContext())",
    ),
    Removal(
        "a gate that was opened waits for the payout's time",
        APPROVALS_SQL,
        "CASE WHEN p.not_before > clock_timestamp() THEN NULL ELSE clock_timestamp() END",
        "clock_timestamp()",
    ),
    Removal(
        "an approval that opens nothing yet changes the revision",
        APPROVALS_SQL,
        "UPDATE payouts p SET gate = p.gate\n",
        "UPDATE payouts p SET gate = p.gate FROM (SELECT WHERE false) nobody\n",
    ),
    Removal(
        "a scheduled payout with a gate stays out of the queue",
        "server/payouts/sql/release_scheduled.sql",
        " AND s.gate IS NULL",
    ),
    Removal(
        "a gate is opened once, and never set later",
        PAYOUTS,
        "OLD.gate IS NOT NULL AND NEW.gate IS NULL AND OLD.cancel_requested_at IS NULL",
        "OLD.cancel_requested_at IS NULL",
    ),
    Removal("a key approves nothing", DECIDING, 'if caller.kind != "person":', "if False:"),
    Removal(
        "only the merchant's own approvers decide",
        DECIDING,
        "if caller.merchant_id != merchant_id or Scope.APPROVALS not in caller.scopes:",
        "if False:",
    ),
    Removal("who decides has lately proved who they are", DECIDING, "    require_proof(caller)\n"),
    Removal(
        "a decision is about what was looked at",
        DECIDING,
        "if subject != subject_now or looked_at not in {None, subject}:",
        "if False:",
    ),
    Removal(
        "nobody rejects without saying why",
        DECIDING,
        "if words is None and decision is Approval.Decision.REJECT:",
        "if False:",
    ),
    Removal(
        "a payout expires at its time, and not before",
        "server/approvals/expiring.py",
        "AND g.expires_at <= clock_timestamp()\n    ORDER",
        "\n    ORDER",
    ),
]
