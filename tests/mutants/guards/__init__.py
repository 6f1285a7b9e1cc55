"""Each rule that Python code or a verb's SQL keeps, and the code without it."""

from .access import ACCESS
from .alerts import ALERTS
from .approvals import APPROVALS
from .balance_monitors import BALANCE_MONITORS
from .bank_accounts import BANK_ACCOUNTS
from .cancelling import CANCELLING
from .clock import CLOCK
from .cooling_off import COOLING_OFF
from .expected_receipts import EXPECTED_RECEIPTS
from .expense import EXPENSE
from .fees import FEES
from .hardening import HARDENING
from .idempotency import IDEMPOTENCY
from .inward_payments import INWARD_PAYMENTS
from .locking import COMPARE_AND_SET, LOCKS
from .money import MONEY
from .name_checks import NAME_CHECKS
from .paying_again import PAYING_AGAIN
from .payout_orders import PAYOUT_ORDERS
from .rails import RAILS
from .razorpayx import RAZORPAYX
from .reconciliation import RECONCILIATION
from .removal import Removal
from .returning import RETURNING
from .scheduling import SCHEDULING
from .short_way import SHORT_WAY
from .signing_in import SIGNING_IN
from .starts import STARTS
from .statements import STATEMENTS
from .terms import TERMS
from .told import TOLD
from .webhook_sending import WEBHOOK_SENDING
from .webhooks import WEBHOOKS

__all__ = ["PYTHON_GUARDS", "Removal"]

PYTHON_GUARDS = [
    *LOCKS,
    *COMPARE_AND_SET,
    *IDEMPOTENCY,
    *PAYING_AGAIN,
    *CANCELLING,
    *APPROVALS,
    *RETURNING,
    *SCHEDULING,
    *RAILS,
    *TERMS,
    *STATEMENTS,
    *RECONCILIATION,
    *SHORT_WAY,
    *CLOCK,
    *MONEY,
    *RAZORPAYX,
    *STARTS,
    *BANK_ACCOUNTS,
    *NAME_CHECKS,
    *COOLING_OFF,
    *ACCESS,
    *SIGNING_IN,
    *EXPENSE,
    *FEES,
    *HARDENING,
    *TOLD,
    *WEBHOOKS,
    *WEBHOOK_SENDING,
    *BALANCE_MONITORS,
    *PAYOUT_ORDERS,
    *INWARD_PAYMENTS,
    *EXPECTED_RECEIPTS,
    *ALERTS,
]
