"""An order makes its own payout, once, when its turn has come; its key makes no other."""

from .removal import Removal

CREATE_PAYOUTS = "server/payouts/sql/create_payouts.sql"
WRITE_PAYOUTS = "server/payouts/sql/write_payouts.sql"
ORDERING = "server/payout_orders/ordering.py"

PAYOUT_ORDERS = [
    Removal(
        "an order's key makes no other payout",
        CREATE_PAYOUTS,
        "item.its_order IS DISTINCT FROM of_order\n",
        "false\n",
    ),
    Removal(
        "an order that has ended makes no payout",
        CREATE_PAYOUTS,
        "OR item.its_order IS NOT NULL AND item.may_be_funded IS NOT TRUE THEN",
        "THEN",
    ),
    Removal(
        "an order is funded in the transaction of its payout",
        WRITE_PAYOUTS,
        "UPDATE public.payout_orders o SET state = 'funded'",
        "UPDATE public.payout_orders o SET state = 'waiting'",
    ),
    Removal(
        "a strict order whose money is not there holds up those after it",
        CREATE_PAYOUTS,
        "ELSIF of_order IS NOT NULL AND outcomes[item.number] = 'created' AND is_held_up THEN",
        "ELSIF false THEN",
    ),
    Removal(
        "an order's payout has no receipt",
        WRITE_PAYOUTS,
        "    WHERE details -> (n - 1) #>> '{terms,order}' IS NULL;",
        "    ;",
    ),
    Removal(
        "an order's key has made no payout",
        ORDERING,
        "    if is_used:\n        raise IdempotencyConflict(OF_A_PAYOUT)\n",
    ),
    Removal(
        "the key is looked up again under the lock, by an order",
        ORDERING,
        "        if known := _known(merchant_id, request):\n            return known\n        order = _new(",
        "        order = _new(",
    ),
    Removal(
        "the same key for another order is a conflict",
        ORDERING,
        "if order and not request.is_that_of(order):",
        "if False and order:",
    ),
    Removal(
        "no order makes its payout before its time",
        CREATE_PAYOUTS,
        "AND (o.not_before IS NULL OR o.not_before <= clock_timestamp()) AS may_be_funded",
        "AS may_be_funded",
    ),
    Removal(
        "no order makes its payout after its time",
        CREATE_PAYOUTS,
        "o.state = 'waiting' AND o.expires_at > clock_timestamp()",
        "o.state = 'waiting'",
    ),
    Removal(
        "whoever may not see a merchant sets no policy for its orders",
        "server/payout_orders/sql/policy.sql",
        "IF sees_merchant(merchant) IS NOT TRUE THEN",
        "IF false THEN",
    ),
]
